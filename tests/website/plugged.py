"""Courses with other people's plugins: what each has, what is edited, and what must be seen then."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.cases import QUIZ

BARE = "theme: {name: null, custom_dir: theme, static_templates: [404.html]}\n"
MATERIAL = "theme: {name: material, font: false}\n"
CONFIG = """\
site_name: Case
site_url: https://example.org/case/
{theme}plugins:
  - search
{plugins}
markdown_extensions: [attr_list, toc]
{more}"""
PICTURES = (
    "## Which picture? { #which }\n\n![A plate](../docs/a/plate.svg)\n\n"
    "- (x) ![A](../docs/a/plate.svg)\n    > Yes.\n"
    '- ( ) <img class=small src="../a/plate.svg" alt=B>\n    > No.\n'
    "- ( ) ![C](../docs/a/plate.svg){ .on-glb }\n    > No.\n"
)
COURSE = {
    "theme/main.html": (
        "<!doctype html><html><head><title>{{ page.title }}</title>\n"
        "{% for path in config.extra_css %}<link rel=stylesheet href={{ path|url }}>{% endfor %}\n"
        "</head><body><main>{{ page.content }}</main>{{ page.meta.description }}\n"
        "{% for one in nav %}{{ one.title }}, {% endfor %}</body></html>\n"
    ),
    "theme/404.html": "<!doctype html><title>Not found</title>\n",
    "docs/index.md": "# Home\n\n/// course\n///\n",
    "docs/a/one.md": "# One\n\n![A plate](plate.svg)\n\nOn plates.\n\n/// quiz | one\n///\n",
    "docs/a/two.md": "# Two\n\n/// quiz | here\n## Now? { #now }\n\n- (x) Yes\n- ( ) No\n///\n",
    "docs/a/plate.svg": "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'/>",
    "docs/b/three.md": "# Three\n\nThirdly.\n\n/// quiz | pictures\n///\n",
    "quizzes/one.md": QUIZ,
    "quizzes/pictures.md": PICTURES,
}


@dataclass(frozen=True, kw_only=True)
class Case:
    """A course with another plugin, and what shows that the plugin does its work."""

    plugins: str
    more: str = ""
    theme: str = BARE
    files: dict[str, str] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    """By files of the site, what is in them."""
    edits: tuple[tuple[str, str, str], ...] = ()
    """Files that the plugin alone reads, what stands in them, and what is written for it."""
    then: dict[str, str] = field(default_factory=dict)
    """What is in files of the site after all edits."""
    is_known: bool = False
    """Whether it is one of those that do nothing but read the course's folder."""


def after(text: str) -> str:
    return f"  - lessonry\n  - {text}"


def before(text: str) -> str:
    return f"  - {text}\n  - lessonry"


ONE, TWO, THREE = (f"{path}/index.html" for path in ("a/one", "a/two", "b/three"))
CASES = {
    "macros": Case(
        plugins=before("macros"),
        more="extra: {who: guest}\n",
        files={
            "main.py": (
                "def define_env(env):\n    @env.macro\n    def twice(x):\n        return f'{x} {x}!'\n"
            ),
            "docs/part.txt": "Included.",
            "docs/a/one.md": COURSE["docs/a/one.md"]
            + '\n{{ twice("ho") }} For the {{ who }}. {% include "part.txt" %}\n',
        },
        shown={ONE: "ho ho! For the guest. Included."},
        edits=(
            ("main.py", "!", "?!"),
            ("docs/part.txt", "In", "Ex"),
            ("mkdocs.yml", "guest", "host"),
        ),
        then={ONE: "ho ho?! For the host. Excluded."},
    ),
    "include-markdown": Case(
        plugins=before("include-markdown"),
        files={
            "docs/a/one.md": COURSE["docs/a/one.md"]
            + '\n{% include-markdown "../../texts/part.md" %}\n',
            "texts/part.md": "Included *text*.\n",
        },
        shown={ONE: "Included <em>text</em>."},
        edits=(("texts/part.md", "text", "words"),),
        then={ONE: "Included <em>words</em>."},
    ),
    "glightbox": Case(
        plugins=after("glightbox"),
        shown={ONE: '<a class="glightbox"', "assets/javascripts/glightbox.min.js": "GLightbox"},
        is_known=True,
    ),
    "redirects": Case(
        plugins=after("redirects: {redirect_maps: {old.md: a/one.md}}"),
        shown={"old/index.html": "../a/one/"},
        edits=(("mkdocs.yml", "a/one.md", "a/two.md"),),
        then={"old/index.html": "../a/two/"},
        is_known=True,
    ),
    "awesome-nav": Case(
        plugins=before("awesome-nav"),
        files={"docs/.nav.yml": "nav: [index.md, {Second: b}, {First: a}]\n"},
        shown={ONE: "Home, Second, First, "},
        edits=(("docs/.nav.yml", "First", "Best"),),
        then={ONE: "Home, Second, Best, "},
        is_known=True,
    ),
    "awesome-pages": Case(
        plugins=before("awesome-pages"),
        files={"docs/.pages": "nav: [index.md, b, a]\n", "docs/a/.pages": "title: First\n"},
        shown={ONE: "Home, B, First, "},
        edits=(("docs/a/.pages", "First", "Best"),),
        then={ONE: "Home, B, Best, "},
        is_known=True,
    ),
    "literate-nav": Case(
        plugins=before("literate-nav: {nav_file: menu.md}"),
        files={"docs/menu.md": "* [Home](index.md)\n* [Second](b/three.md)\n* [First](a/*)\n"},
        shown={ONE: "Home, Second, First, "},
        edits=(("docs/menu.md", "[Second]", "[Next]"),),
        then={ONE: "Home, Next, First, "},
        is_known=True,
    ),
    "section-index": Case(
        plugins=after("section-index"),
        theme=MATERIAL,
        more="nav: [index.md, {First: [a/index.md, a/one.md]}, {B: [b/three.md, a/two.md]}]\n",
        files={"docs/a/index.md": "# Module A\n"},
        shown={THREE: '<a href="../../a/" class="md-nav__link'},
        edits=(("mkdocs.yml", "First", "Best"),),
        then={THREE: "Best"},
        is_known=True,
    ),
    "meta": Case(
        plugins=before("material/meta"),
        files={"docs/a/.meta.yml": "description: All of it\n"},
        shown={ONE: "All of it"},
        edits=(("docs/a/.meta.yml", "All", "Some"),),
        then={ONE: "Some of it"},
        is_known=True,
    ),
    "minify": Case(
        plugins=after(
            "minify: {minify_html: true, minify_js: true, js_files: [x.js], cache_safe: true}"
        ),
        more="extra_javascript: [x.js]\n",
        files={"docs/x.js": "var a = 1;\n"},
        shown={"x.1a6feb.min.js": "var a=1"},
        edits=(("docs/x.js", "1", "2"),),
        then={"x.69c627.min.js": "var a=2"},
        is_known=True,
    ),
    "exclude": Case(plugins=before("exclude: {glob: [drafts/*]}"), is_known=True),
    "rss": Case(
        plugins=before("rss: {use_git: false}"),
        shown={"feed_rss_created.xml": "<title>Three</title>"},
        edits=(("docs/b/three.md", "# Three", "# Third"),),
        then={"feed_rss_created.xml": "<title>Third</title>"},
    ),
    "a hook": Case(
        plugins="  - lessonry",
        more="hooks: [hook.py]\n",
        files={
            "hook.py": "def on_page_markdown(markdown, **_):\n    return markdown + '\\nSaid.\\n'\n"
        },
        shown={ONE: "Said."},
        edits=(("hook.py", "Said", "Spoken"),),
        then={ONE: "Spoken."},
    ),
}
