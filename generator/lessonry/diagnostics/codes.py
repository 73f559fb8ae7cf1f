"""The register of codes: what each one means, why it matters, an example and how to mend it.

`lessonry explain LR120` prints an entry, and `docs/reference/codes.md` lists them all.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """One entry of the register."""

    code: str
    severity: str
    """`error` or `warning`."""
    title: str
    why: str
    """Why lessonry insists."""
    example: str
    """What sets it off, as a trainer would write it."""
    mend: str
    """What to do, in one sentence; the help line where a diagnostic brings none of its own."""


def _register(*codes: Code) -> dict[str, Code]:
    register = {code.code: code for code in codes}
    if len(register) != len(codes):
        raise ValueError("two entries share a code")
    return register


def _error(code: str, title: str, why: str, example: str, mend: str) -> Code:
    return Code(code=code, severity="error", title=title, why=why, example=example, mend=mend)


def _warning(code: str, title: str, why: str, example: str, mend: str) -> Code:
    return Code(code=code, severity="warning", title=title, why=why, example=example, mend=mend)


CODES: dict[str, Code] = _register(
    # Files and fields
    _error(
        "LR001",
        "The file is not UTF-8",
        "Letters outside English would come out wrong, so nothing of the file is read.",
        "A lesson saved by an old editor as Windows-1252.",
        "Save the file as UTF-8 (in most editors: Save with encoding).",
    ),
    _error(
        "LR002",
        "The front matter cannot be read",
        "The block between the `---` lines is YAML; where it breaks, every field in it is lost.",
        "title: Recovery: fix it first",
        "Put the value in quotes when it holds a colon, and indent with blanks, not tabs.",
    ),
    _error(
        "LR003",
        "The file cannot be opened",
        "A lesson or quiz that cannot be read would be missing from the course.",
        "A quiz without read permission.",
        "Check that the file exists and that you may read it.",
    ),
    _error(
        "LR004",
        "mkdocs.yml cannot be read",
        "It names the course and says where its folders are.",
        "plugins:\n- lessonry:\n  id delight",
        "Mend the YAML at the place shown.",
    ),
    _error(
        "LR010",
        "Unknown field",
        "A misspelt field would be ignored in silence, and the setting with it.",
        "pas_mark: 80%",
        "Correct the spelling or take the field out.",
    ),
    _error(
        "LR011",
        "The field's value is not what it must be",
        "lessonry would have to guess what was meant.",
        "max_attempts: often",
        "Write a value of the kind that the message names.",
    ),
    _error(
        "LR012",
        "A field is missing",
        "What is made from the file cannot be made without it.",
        "An issuer.yml without a name.",
        "Add the field.",
    ),
    _error(
        "LR013",
        "This field has no effect yet",
        "It is part of the quiz format but not of this version; ignoring it would change the exam.",
        "time_limit: 30",
        "Take the field out until a version of lessonry that knows it.",
    ),
    # Items
    _error(
        "LR100",
        "The quiz has no items",
        "An empty quiz teaches nothing, and an empty exam would pass everybody.",
        "A quiz file with front matter only.",
        "Write an item: a `##` heading with the question, and a list of choices under it.",
    ),
    _error(
        "LR101",
        "Text before the first item",
        "An item begins with a `##` heading; what stands before the first one belongs to none.",
        "Read each question twice.\n\n## Which …",
        "Move the text into `description:` in the front matter, or under a heading.",
    ),
    _error(
        "LR110",
        "The stem is empty",
        "The learner would see choices and no question.",
        "## { #first }\n\n- (x) Yes\n- ( ) No",
        "Write the question in the `##` heading or under it.",
    ),
    _error(
        "LR111",
        "The item asks for nothing",
        "There is neither a list of choices nor a gap, so nobody can answer it.",
        "## What is service recovery?",
        "Add a list like `- (x) right` and `- ( ) wrong`, or a gap like `[[answer]]`.",
    ),
    _error(
        "LR112",
        "The item reads two ways",
        "lessonry tells the kind from what is written, and this could be two kinds.",
        "A gap `[[…]]` in the text and a list of choices under it.",
        "Make two items of it.",
    ),
    _error(
        "LR113",
        "Two items share an identifier",
        "What learners answered is kept by it: two items would overwrite each other.",
        "## First { #greet }\n## Second { #greet }",
        "Give one of them another identifier.",
    ),
    _error(
        "LR114",
        "The braces behind the heading cannot be read",
        "They hold the item's identifier and options; what is not understood would be lost.",
        "## Which … { #greet pionts=2 }",
        "Write `{ #identifier points=2 objective=lesson-1 shuffle=false }`, each part if needed.",
    ),
    _error(
        "LR115",
        "An admonition that quizzes do not know",
        "`hint` and `explanation` have a meaning; a near miss would be shown with the question.",
        "??? hints",
        "Write `??? hint` or `!!! explanation`.",
    ),
    _error(
        "LR116",
        "Written twice",
        "An item has one hint and one explanation; a second would replace the first.",
        "Two `!!! explanation` blocks under one heading.",
        "Put both texts into one block.",
    ),
    # Choices
    _error(
        "LR120",
        "No choice is the key",
        "Nobody could answer the item rightly.",
        "- ( ) Yes\n- ( ) No",
        "Mark the right choice with `(x)` or `[x]`.",
    ),
    _error(
        "LR121",
        "Two keys where one is asked for",
        "Round brackets ask for exactly one choice, so at most one can be right.",
        "- (x) Yes\n- (x) Also yes",
        "Leave one `(x)`, or use square brackets `[x]` and `[ ]` to ask for several.",
    ),
    _error(
        "LR122",
        "Two choices are equal",
        "A learner who picks the wrong one of two equal texts has been treated unfairly.",
        "- (x) Thank her\n- ( ) Thank her",
        "Change or remove one of them.",
    ),
    _error(
        "LR123",
        "Fewer than two choices",
        "A single choice is no choice.",
        "- (x) Yes",
        "Add a distractor: a choice that a sensible beginner would make.",
    ),
    _error(
        "LR124",
        "A choice is empty",
        "The learner would see a button with nothing beside it.",
        "- ( )",
        "Write the choice's text behind the brackets.",
    ),
    _error(
        "LR125",
        "Round and square brackets in one list",
        "Round ones ask for one choice, square ones for several: which is it?",
        "- (x) Yes\n- [ ] No",
        "Use `( )` throughout, or `[ ]` throughout.",
    ),
    _error(
        "LR126",
        "A list line without brackets",
        "It stands among choices but is none, so the learner could not choose it.",
        "- (x) Yes\n- No",
        "Write `( )` or `[ ]` before it, or move it out of the list.",
    ),
    # Gaps
    _error(
        "LR130",
        "The gap is empty",
        "No answer could be right.",
        "The capital is [[ ]].",
        "Write the answer between the brackets: `[[answer]]`.",
    ),
    _error(
        "LR131",
        "The pattern cannot be used",
        "A pattern must mean the same in every browser and on the trainer's computer.",
        "[[/colou?r(/]]",
        "Use letters, `.`, `[…]`, `( )`, `|`, `?`, `*`, `+`, `{2,3}`; try `a|b` for alternatives.",
    ),
    _error(
        "LR132",
        "A gap in the heading",
        "The heading names the question in lists and for screen readers; a field cannot stand there.",
        "## The capital of France is [[Paris]]",
        "Put the sentence with the gap under the heading.",
    ),
    _error(
        "LR133",
        "This kind of gap has no effect yet",
        "It is part of the quiz format but not of this version.",
        "[[= 3.14 ± 0.01]]",
        "Use a text gap such as `[[answer]]`, or choices.",
    ),
    _error(
        "LR134",
        "The gap is never closed",
        "What follows would be swallowed, or the brackets shown to the learner.",
        "The capital is [[Paris].",
        "Close it with `]]` on the same line.",
    ),
    _warning(
        "LR140",
        "The item has no explanation",
        "Saying why is what teaches (effect 0.49; the right answer alone 0.32; right or wrong 0.05: "
        "Van der Kleij 2015).",
        "An item whose choices carry no feedback and that has no explanation.",
        "Add `!!! explanation` with two sentences, or feedback under each choice.",
    ),
    # Rules of a quiz
    _error(
        "LR150",
        "The pass mark cannot be reached",
        "Nobody could ever pass.",
        "pass_mark: 120%",
        "Ask for at most 100 %, or for no more points than the items give.",
    ),
    _error(
        "LR151",
        "More items drawn than there are",
        "An attempt cannot ask what is not written.",
        "draw: 30, in a quiz of 24 items",
        "Lower `draw`, or write more items.",
    ),
    _error(
        "LR152",
        "An exam without a pass mark",
        "lessonry will not guess what is enough for a certificate.",
        "mode: exam",
        "Add `pass_mark: 80%` to the front matter.",
    ),
    _warning(
        "LR153",
        "An exam that earns nothing",
        "Passing it leads to no certificate.",
        "mode: exam, without achievement:",
        "Add `achievement:` with the name of a file in certificates/achievements/.",
    ),
    _error(
        "LR154",
        "Unknown achievement",
        "The certificate would have nothing to say.",
        "achievement: delihgt",
        "Name a file of certificates/achievements/, without `.yml`.",
    ),
    _warning(
        "LR155",
        "The pass mark is nothing",
        "Everybody passes, whatever they answer.",
        "pass_mark: 0%",
        "Ask for more.",
    ),
    # Lessons and the course
    _error(
        "LR200",
        "The quiz is missing",
        "The lesson places a quiz that nobody wrote.",
        "/// quiz | recovry\n///",
        "Correct the name, or write the file in quizzes/.",
    ),
    _warning(
        "LR201",
        "The quiz is never placed",
        "No lesson shows it, so nobody will take it.",
        "quizzes/recovery.md, and no `/// quiz | recovery`",
        "Place it in a lesson with `/// quiz | name` and `///` on the next line.",
    ),
    _error(
        "LR202",
        "Unknown lesson in requires",
        "The lesson could never be opened in order.",
        "requires: [reocvery]",
        "Name a lesson by its file name without `.md`.",
    ),
    _error(
        "LR203",
        "The lessons require each other",
        "None of them could ever come first.",
        "a.md requires b, and b.md requires a",
        "Take one of the requirements out.",
    ),
    _error(
        "LR204",
        "Unknown objective",
        "The result by objective would miss this item.",
        "## Which … { objective=recovery-9 }",
        "Name an objective: the lesson's file name and its number in the list.",
    ),
    _error(
        "LR205",
        "Two objectives share an identifier",
        "Results by objective would mix them up.",
        "Two lessons with an objective of the same name.",
        "Rename one of them.",
    ),
    _error(
        "LR206",
        "The quiz is placed twice on one page",
        "The browser could not tell the two apart.",
        "/// quiz | recovery\n///\n\n/// quiz | recovery\n///",
        "Keep one of them.",
    ),
    _error(
        "LR207",
        "Two quizzes share a name",
        "What learners answered is kept by the name: two quizzes would overwrite each other.",
        "/// quiz | recovery with a body, beside quizzes/recovery.md",
        "Give one of them another name.",
    ),
    _error(
        "LR208",
        "The block is never closed",
        "All that follows on the page would be taken for a part of the quiz.",
        "/// quiz | recovery",
        "End it with a line of three slashes.",
    ),
    _error(
        "LR209",
        "The quiz block has no name",
        "lessonry cannot tell which quiz to show, or by which name to keep the answers.",
        "/// quiz\n///",
        "Write the name behind a bar: `/// quiz | recovery`.",
    ),
    _warning(
        "LR210",
        "The course has no lessons",
        "There is nothing to learn from.",
        "A docs/ folder with an index.md only.",
        "Write a lesson: a Markdown file in docs/, or in a folder of it for each module.",
    ),
    # Certificates
    _warning(
        "LR300",
        "An exam without an issuer",
        "Nobody stands behind its certificate, so none can be issued.",
        "An exam, and no certificates/issuer.yml",
        "Write certificates/issuer.yml with at least `name:`.",
    ),
    _error(
        "LR301",
        "A private key in the course folder",
        "Whoever gets the folder could sign certificates in your name, and the folder is published.",
        "certificates/signing-key.pem",
        "Move it out of the course at once; if it was ever published, make new keys.",
    ),
    _warning(
        "LR302",
        "The issuer has no keys yet",
        "Without a public key the exam page cannot seal what learners hand in.",
        "An exam and an issuer.yml, and no certificates/did.json",
        "Run `lessonry keys new` once; it keeps the private part outside the course folder.",
    ),
    _error(
        "LR303",
        "The picture is missing",
        "The certificate would have a hole where it belongs.",
        "logo: logo.svg, and no certificates/logo.svg",
        "Put the file into certificates/, or take the field out.",
    ),
    _error(
        "LR304",
        "The issuer's public keys cannot be read",
        "Without them exams cannot be handed in, and no certificate can be verified.",
        "A certificates/did.json that was edited by hand.",
        "Write it again from the private keys: `lessonry keys publish`.",
    ),
)
