"""Formulas from TeX to MathML, to a line that is read out, and to typst."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree
from lxml import html as lxml_html

from lessonry.exporters.written.formula_setting import FormulaSetting, UnsettableError
from lessonry.exporters.written.formula_words import words_of
from lessonry.exporters.written.formulas import Formulas, finished, tex_of
from lessonry.exporters.written.look import Colors
from lessonry.exporters.written.printing import Press, data_of
from lessonry.exporters.written.tidy import Tidy
from tests.exporters.written.test_typesetting import HEAD, Here

SPOKEN = (
    ("x^2 + y_1 = -z", "x^2 + y_1 = −z"),
    (r"\frac{-b \pm \sqrt{b^2 - 4ac}}{2a}", "(−b ± √(b^2 − 4ac))/(2a)"),
    (r"\sum_{i=1}^{n} i = \frac{n(n+1)}{2}", "∑_(i = 1)^n i = (n(n + 1))/2"),
    (r"\lim_{x \to 0} \frac{\sin x}{x} = 1", "lim_(x → 0) (sin x)/x = 1"),
    (r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}", "(a, b; c, d)"),
    (r"\begin{align} a &= b + c \\ &= d \end{align}", "a = b + c; = d"),
    (r"f(x) = \begin{cases} 1 & \text{if } x > 0 \\ 0 \end{cases}", "f(x) = {1, if x > 0; 0"),
    (r"\text{Price} = 12{,}50\,€", "Price = 12,50 €"),
    (r"90^\circ, f'(x), \vec{v}, \overline{AB}, \binom{n}{k}", "90°, f′(x), v⃗, (AB)̄, (n; k)"),
    (r"\text{if $x > 0$ and} \ y", "if x > 0 and y"),
    (r"a \xrightarrow{k} b \tag{7}", "a →^k b, (7)"),
    (r"\sqrt[3]{x} \not= \left\langle \frac12 \right\rangle", "√[3]x ≠ ⟨1/2⟩"),
    (r"\DeclareMathOperator{\sgn}{sgn} \sgn x", "sgn x"),
    (r"\newcommand{\R}{\mathbb{R}^n} \R", "ℝ^n"),
    (r"{}_a^b X \cancel{y} \boxed{z} \phantom{w}", "_a^b Xyz"),
    (r"\int_0^1 \dfrac12 z\,dz \!", "∫_0^1 1/2 z dz"),
    (r"\begin{alignat}{2} x &= y \label{e} \end{alignat}", "x = y"),
)
UNKNOWN = (
    r"\ce{H2O}", r"\frac{1", "a $ b", r"\htmlStyle{color:red}{x}", r"\href{javascript:x}{y}",
    r"\def\a{\a\a}\a", "", " ", r"\phantom{x}", r"\sqrt{" * 500 + "x" + "}" * 500, "x" * 20_001,
)  # fmt: skip
OLD = (
    '<div class="arithmatex"><div class="MathJax_Preview">x</div>'
    '<script type="math/tex; mode=display">x &amp; y</script></div>'
)


@pytest.mark.parametrize(("tex", "said"), SPOKEN)
def test_a_formula_is_read_out_in_one_line(tex: str, said: str) -> None:
    made = Formulas().read(tex, is_block=True)
    assert made is not None
    assert made.get("alttext") == said


@pytest.mark.parametrize("tex", UNKNOWN)
def test_what_is_not_known_is_nothing(tex: str) -> None:
    assert Formulas().read(tex, is_block=False) is None


def test_what_a_formula_defines_the_next_one_knows() -> None:
    formulas = Formulas()
    assert formulas.read(r"\newcommand{\cost}{K_0}", is_block=True) is None
    made = formulas.read(r"\cost", is_block=False)
    assert made is not None and made.get("alttext") == "K_0"
    assert Formulas().read(r"\cost", is_block=False) is None


def test_each_formula_is_xml_that_any_book_takes() -> None:
    for tex, _ in SPOKEN:
        made = Formulas().read(tex, is_block=True)
        assert made is not None
        again = etree.fromstring(etree.tostring(made))
        assert again.tag == "{http://www.w3.org/1998/Math/MathML}math"
        names = {etree.QName(one).localname for one in again.iter(etree.Element)}
        assert not names & {"b", "i", "code", "span"}
        assert not again.xpath("//@class")


def test_marks_above_letters_are_signs_that_can_stand_there() -> None:
    made = Formulas().read(r"\vec{v} \overline{AB} \underline{x}", is_block=False)
    assert made is not None
    assert [one.text for one in made.iter("mo")] == ["→", "\u203e", "_"]


@pytest.mark.parametrize(
    ("html", "tex", "is_set_apart"),
    [
        (r'<span class="arithmatex">\(x\)</span>', "x", False),
        (r'<div class="arithmatex">\[x\]</div>', "x", True),
        (r'<span class="arithmatex">$x$</span>', "x", False),
        (OLD, "x & y", True),
    ],
)
def test_the_site_says_what_a_formula_is(html: str, tex: str, is_set_apart: bool) -> None:
    assert tex_of(lxml_html.fragment_fromstring(html)) == (tex, is_set_apart)


def test_what_the_site_has_set_already_stands_once() -> None:
    html = (
        '<p><span class="katex"><span class="katex-mathml"><math><semantics><mi onclick="x">y</mi>'
        '<annotation encoding="application/x-tex">y</annotation></semantics></math></span>'
        '<span class="katex-html" aria-hidden="true">y</span></span></p>'
        '<script type="math/tex">z</script>'
    )
    page = Tidy(around=Here()).page(lxml_html.fragment_fromstring(html, create_parent="div"))
    made = etree.tostring(page, encoding="unicode")
    assert [one.get("alttext") for one in page.iter("math")] == ["y", "z"]
    assert "".join(map(str, page.itertext())) == "yz"
    assert "onclick" not in made


def test_what_is_shown_as_tex_is_told_once() -> None:
    tidy = Tidy(around=Here())
    html = r'<div><span class="arithmatex">\(\ce{H2O}\)</span></div>'
    made = etree.tostring(tidy.page(lxml_html.fromstring(html)), encoding="unicode")
    assert r'<code class="math">\ce{H2O}</code>' in made
    assert tidy.notes == [r"This formula stands as it is written, in TeX: \ce{H2O}"]


def document(formulas: list[str]) -> str:
    return HEAD + "\n\n".join(formulas) + "\n"


def made_of(main: str) -> Press:
    press = Press()
    (pdf,) = press.make(main, data_of("en", Colors(accent="#1d3557", second="#a3843b")), {})
    assert pdf.startswith(b"%PDF")
    return press


def test_formulas_are_set_and_said_in_a_pdf() -> None:
    told = []
    for tex, _ in SPOKEN:
        for is_block in (True, False):
            made = Formulas().read(tex, is_block=is_block)
            if made is not None:
                told.append(FormulaSetting().formula(made))
    assert made_of(document(told)).broken is None


ATOMS = st.sampled_from(
    [
        "x", "12", "3{,}5", r"\alpha", r"\Gamma", "+", "-", "=", r"\le", ",", ";", "|", "(", ")", "!",
        r"\text{a \#let x; ``b'' \_c}", r"\sum", r"\int", r"\sin", r"\operatorname{ab}", r"\dots",
        r"\to", r"\mathbb{R}", r"\mathcal{L}", r"\,", r"\quad", r"\$", r"\%", r"\#", r"\&", r"\_",
        "@", '"', "/", "*", "~", ":", "é", "中", r"\backslash", r"\infty", r"\mathrm{d}", r"\big(",
    ]
)  # fmt: skip
SHAPES = (
    r"\frac{%s}{%s}", r"\sqrt{%s}%s", r"\sqrt[%s]{%s}", "{%s}^{%s}", "{%s}_{%s}", r"\vec{%s}%s",
    r"\left( %s \middle| %s \right]", r"\overbrace{%s}^{%s}", r"\underline{%s}%s", r"\binom{%s}{%s}",
    r"\begin{cases} %s & x \\ %s \end{cases}", r"\begin{array}{r|l} %s & %s \\ \hline a \end{array}",
    r"\begin{aligned} %s &= %s \\ &= b \end{aligned}", r"\overset{%s}{%s}", r"\cancel{%s}%s",
    r"\boxed{%s}%s", r"\color{red}{%s}%s", r"\xrightarrow[%s]{%s}", r"\lim_{%s} %s", "%s'%s",
    r"\sum_{%s}^{%s}", r"\phantom{%s}%s", r"\displaystyle{%s}%s", r"\underset{%s}{%s}",
    r"\overline{%s}\;%s", r"\hat{%s}\dot{%s}", r"\sideset{_a^b}{_c^d}\prod{%s}{%s}", "%s%s",
    r"\begin{vmatrix} %s \\ %s \end{vmatrix}", r"\left. %s \right|_{%s}", r"\substack{%s \\ %s}",
)  # fmt: skip
FORMULAS = st.recursive(
    ATOMS,
    lambda inner: st.builds(lambda shape, a, b: shape % (a, b), st.sampled_from(SHAPES), inner, inner),
    max_leaves=8,
)  # fmt: skip


@given(st.lists(FORMULAS, min_size=1, max_size=12), st.booleans())
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@example([shape % ("a", "b") for shape in SHAPES], True)
def test_whatever_is_read_can_be_set(formulas: list[str], is_block: bool) -> None:
    told = []
    press = Press()
    for tex in formulas:
        made = Formulas().read(tex, is_block=is_block)
        if made is not None:
            assert made.get("alttext")
            told.append(FormulaSetting(press.drawn).formula(made))
    press.make(document(told), data_of("en", Colors(accent="#1d3557", second="#a3843b")), {})
    assert press.broken is None


TAGS_SAID = """
    mi mn mo mtext mrow mfrac msqrt mroot msub msup msubsup munder mover munderover mmultiscripts
    mprescripts none mtable mtr mtd mspace mphantom menclose mstyle mpadded semantics maction ms
"""
TAGS = TAGS_SAID.split()


@st.composite
def elements(draw: st.DrawFn, depth: int = 3) -> str:
    """MathML as no author would write it."""
    tag = draw(st.sampled_from(TAGS))
    name = draw(st.sampled_from(["", ' width="2em"', ' accent="true"', ' notation="box top"']))
    text = draw(
        st.sampled_from(["", "x", "12", "(", ")", "|", "→", "⏟", "∑", "#a\\", '"', ";", "  "])
    )
    children = draw(st.lists(elements(depth - 1), max_size=4)) if depth else []
    return f"<{tag}{name}>{text}{''.join(children)}</{tag}>"


@given(st.lists(elements(), min_size=1, max_size=3).map("".join))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@example(
    "<msqrt></msqrt><mroot><mi/><mi/></mroot><mfrac><mi/><mi/></mfrac><mi>x</mi>"
    "<mover><mi/><mo>ˆ</mo></mover><munder><mi/><mo>_</mo></munder><menclose/><msub><mi/><mi/></msub>"
)
def test_any_mathml_is_set_or_refused(mathml: str) -> None:
    made = finished(etree.fromstring(f"<math>{mathml}</math>"))
    if made is None:
        return
    assert words_of(made) == made.get("alttext")
    try:
        told = FormulaSetting().formula(made)
    except UnsettableError:
        return
    made_of(document([told]))
