"""Open edX's players of SCORM and cmi5, as XBlocks in the workbench that their makers write them in.

Stand-ins for what an LMS has around a block: learners by a cookie, a grade book, addresses without a
query. Started in an environment of its own: `open_edx.py PORT FOLDER PACKAGE NAME`, whose name says
whether it is for cmi5 or for a window of its own.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from types import SimpleNamespace

PORT, NAME = int(sys.argv[1]), sys.argv[4]
HOME, PACKAGE = (Path(one).resolve() for one in sys.argv[2:4])
MEDIA = HOME / "media"
MEDIA.mkdir(parents=True, exist_ok=True)
BOOK = HOME / "grade-book.jsonl"
os.chdir(HOME)
os.environ["DJANGO_SETTINGS_MODULE"] = "workbench.settings"
os.environ["EXCLUDE_SAMPLE_XBLOCKS"] = "yes"
os.environ["WORKBENCH_DATABASES"] = json.dumps(
    {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(HOME / "state.sqlite3")}}
)

import django
from django.conf import settings
from django.core.management import call_command

settings.ROOT_URLCONF = "__main__"
settings.MEDIA_ROOT, settings.MEDIA_URL = str(MEDIA), "/media/"
settings.LMS_ROOT_URL = f"http://127.0.0.1:{PORT}"
settings.LOGGING = {}
settings.INSTALLED_APPS = [app for app in settings.INSTALLED_APPS if app != "djpyfs"]
settings.WORKBENCH["services"] = {}
settings.TEMPLATES[0]["OPTIONS"]["libraries"] = {"theme_pipeline": "django.templatetags.static"}
settings.DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
django.setup()

from django.http import HttpResponse, JsonResponse
from django.urls import re_path
from django.views.decorators.csrf import csrf_exempt
from django.views.static import serve
from openedx_cmi5_xblock import CMI5XBlock
from workbench import runtime, scenarios, views
from workbench.models import XBlockState
from workbench.urls import urlpatterns as workbench
from xblock.reference.user_service import XBlockUser

views.get_student_id = lambda request: request.COOKIES.get("student", "ada")
whole = views.handler


def handler(request, usage_id, handler_slug, suffix="", authenticated=True):
    """Answer a block's request as the learner of the cookie, as an LMS does by its session."""
    return whole(request, usage_id, handler_slug, suffix or "", authenticated=True)


def address(self, block, handler_name, suffix="", query="", thirdparty=False):
    tail = f"/{suffix}" if suffix else "/"
    path = f"/handler/{block.scope_ids.usage_id}/{handler_name}{tail}{query and '?' + query}"
    return f"{settings.LMS_ROOT_URL}{path}" if thirdparty else path


def placed(self, block):
    block.location = SimpleNamespace(block_id=block.scope_ids.usage_id)


def published(self, block, event_type, event_data):
    learner, usage = block.scope_ids.user_id, block.scope_ids.usage_id
    with BOOK.open("a", encoding="utf-8") as book:
        book.write(json.dumps([learner, usage, event_type, event_data]) + "\n")


class Users:
    """Who learns, in Open edX's words."""

    def __init__(self, learner):
        self.learner = learner

    def get_current_user(self):
        told = {"edx-platform.user_id": self.learner, "edx-platform.username": self.learner}
        user = XBlockUser(is_current_user=True)
        user.opt_attrs.update(told)
        return user


class Settings:
    """What whoever runs the LMS has set for its blocks."""

    def get_settings_bucket(self, block):
        return json.loads(os.environ.get("XBLOCK_SETTINGS", "{}"))


begun = runtime.WorkbenchRuntime.__init__


def begin(self, user_id=None):
    begun(self, user_id)
    self._services["user"] = Users(user_id)
    self._services["settings"] = Settings()


CMI5XBlock.get_erollment_id = lambda self: self.scope_ids.user_id
runtime.WorkbenchRuntime.__init__ = begin
runtime.WorkbenchRuntime.handler_url = address
runtime.WorkbenchRuntime._patch_xblock = placed
runtime.WorkbenchRuntime.publish = published


def state(_request):
    """Tell all that the LMS has recorded of its learners."""
    fields = {}
    for one in XBlockState.objects.exclude(user_id=None):
        fields.setdefault(one.user_id, {}).update(json.loads(one.state))
    book = [json.loads(line) for line in BOOK.read_text().splitlines()] if BOOK.exists() else []
    return JsonResponse({"fields": fields, "book": book})


def ready(_request):
    return HttpResponse("ready")


urlpatterns = [
    re_path(r"^recorded$", state),
    re_path(r"^ready$", ready),
    re_path(r"^media/(?P<path>.*)$", serve, {"document_root": str(MEDIA)}),
    re_path(
        r"^handler/(?P<usage_id>[^/]+)/(?P<handler_slug>[^/]*)(?:/(?P<suffix>.*))?$",
        csrf_exempt(handler),
        name="handler",
    ),
    *workbench,
]
scenarios.get_scenarios.initialized = True  # no other scenarios than ours
KIND = "openedx_cmi5_xblock" if "cmi5" in NAME else "scorm"


def uploaded() -> None:
    """Give a block the package, as Studio's form does."""
    scenarios.add_xml_scenario("course", "Course", f"<{KIND}/>")
    runner = runtime.WorkbenchRuntime("staff")
    block = runner.get_block(scenarios.get_scenarios()["course"].usage_id)
    placed(runner, block)
    params = {
        "display_name": "Course", "width": "", "height": "450", "has_score": "1", "weight": "1",
        "enable_navigation_menu": "0", "enable_fullscreen_button": "1", "navigation_menu_width": "",
        "popup_on_launch": "1" if "window" in NAME else "0",
    }  # fmt: skip
    with PACKAGE.open("rb") as file:
        params["file"] = SimpleNamespace(file=file)
        answer = block.studio_submit(SimpleNamespace(params=params, method="POST"), "")
    assert json.loads(answer.body)["errors"] == []
    block.save()


if __name__ == "__main__":
    call_command("migrate", run_syncdb=True, verbosity=0)
    uploaded()
    call_command("runserver", f"127.0.0.1:{PORT}", use_reloader=False, verbosity=0)
