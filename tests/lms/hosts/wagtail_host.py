"""wagtail-lms in a site of its own, with one learner: `wagtail_host.py PORT FOLDER PACKAGE`.

Started in an environment of its own.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from pathlib import Path

PORT, (HOME, PACKAGE) = int(sys.argv[1]), [Path(one).resolve() for one in sys.argv[2:4]]
os.chdir(HOME)
(HOME / "templates").mkdir()
(HOME / "templates" / "base.html").write_text(
    "<!doctype html><html lang=en><meta charset=utf-8>"
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    "<title>{% block title %}{% endblock %}</title><body>{% block content %}{% endblock %}"
)
(HOME / "templates" / "login.html").write_text(
    "<!doctype html><title>Log in</title><form method=post>{% csrf_token %}{{ form.as_p }}"
    "<button>Log in</button></form>"
)
DJANGO = [f"django.contrib.{name}" for name in (
    "admin", "auth", "contenttypes", "sessions", "messages", "staticfiles",
)]  # fmt: skip
WAGTAIL = [f"wagtail.{name}" for name in (
    "contrib.redirects", "sites", "users", "snippets", "documents", "images", "search", "admin",
)]  # fmt: skip

import django
from django.conf import settings
from django.core.management import call_command

settings.configure(
    SECRET_KEY="x" * 50,
    DEBUG=True,
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF="__main__",
    INSTALLED_APPS=["wagtail_lms", *WAGTAIL, "wagtail", "modelcluster", "taggit", *DJANGO],
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [HOME / "templates"],
            "APP_DIRS": True,
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                    "django.contrib.messages.context_processors.messages",
                ]
            },
        }
    ],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": HOME / "site.sqlite3"}},
    STATIC_URL="/static/",
    MEDIA_URL="/media/",
    MEDIA_ROOT=HOME / "media",
    LOGIN_URL="/login/",
    LOGIN_REDIRECT_URL="/ready",
    USE_TZ=True,
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    WAGTAIL_SITE_NAME="An LMS",
    WAGTAILADMIN_BASE_URL=f"http://127.0.0.1:{PORT}",
    WAGTAIL_LMS_AUTO_ENROLL=True,
)
django.setup()

from django.contrib.auth import get_user_model
from django.contrib.auth.views import LoginView
from django.core.files import File
from django.http import HttpResponse, JsonResponse
from django.urls import include, path
from wagtail.models import Site
from wagtail_lms.models import CoursePage, SCORMLessonPage, SCORMPackage


def recorded(_request):
    """Tell all that the LMS has of the attempt: what it was told, its own columns, its courses."""
    with sqlite3.connect(HOME / "site.sqlite3") as base:
        base.row_factory = sqlite3.Row
        rows = {
            name: [dict(row) for row in base.execute(f"select * from wagtail_lms_{name}")]
            for name in ("scormdata", "scormattempt", "courseenrollment")
        }
    told = {row["key"]: row["value"] for row in rows["scormdata"]}
    return JsonResponse({"told": told, **rows})


urlpatterns = [
    path("ready", lambda _request: HttpResponse("ready")),
    path("recorded", recorded),
    path("login/", LoginView.as_view(template_name="login.html")),
    path("lms/", include("wagtail_lms.urls")),
    path("", include("wagtail.urls")),
]


def prepared() -> None:
    """Make a learner, and a course whose one lesson is the package."""
    call_command("migrate", verbosity=0)
    learner = {"first_name": "Ada", "last_name": "Lovelace"}
    get_user_model().objects.create_user("ada", "ada@example.org", "secret", **learner)
    home = Site.objects.get(is_default_site=True).root_page
    course = home.add_child(instance=CoursePage(title="Course", slug="course"))
    package = SCORMPackage(title="Course")
    with PACKAGE.open("rb") as file:
        package.package_file.save(PACKAGE.name, File(file), save=False)
        package.save()
    lesson = SCORMLessonPage(title="Lesson", slug="lesson", scorm_package=package)
    course.add_child(instance=lesson)
    (HOME / "lesson").write_text(str(lesson.pk))


if __name__ == "__main__":
    prepared()
    call_command("runserver", f"127.0.0.1:{PORT}", use_reloader=False, verbosity=0)
