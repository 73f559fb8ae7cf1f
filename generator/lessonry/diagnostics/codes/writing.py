"""Codes of items that read well and test badly: what a good test writer would change."""

from __future__ import annotations

from lessonry.diagnostics.codes.code import Code, warning

CODES: tuple[Code, ...] = (
    warning(
        "LR401",
        "The key is the longest choice",
        "Learners know that the right choice is often the one with the most care and words in it.",
        "- (x) Say sorry, and ring her as soon as the parcel is there\n- ( ) Wait\n- ( ) Smile",
        "Shorten the key, or give the other choices as much detail.",
    ),
    warning(
        "LR402",
        "“All of the above”",
        "Who knows that two choices are right, or one is wrong, has the answer without the rest.",
        "- ( ) Listen\n- ( ) Say sorry\n- (x) All of the above",
        "Ask for all that are right with `- [ ]` and `- [x]`, and leave this choice out.",
    ),
    warning(
        "LR403",
        "A double negative",
        "It tests whether somebody can untangle the sentence, and not what they know.",
        "## Which of these is not true?\n\n- ( ) Regulars are not forgotten",
        "Ask what is true, or word the choice without the negation.",
    ),
    warning(
        "LR404",
        "The key is nearly always in the same place",
        "Learners notice it after a few items, and stop reading the other choices.",
        "Ten items without shuffling, and in nine of them the second choice is the key",
        "Let the choices change places with `shuffle: true` in the front matter, or move some keys.",
    ),
    warning(
        "LR405",
        "Choices that overlap",
        "Whoever means what they share has two right answers, and only one of them counts.",
        "- ( ) 10–20 minutes\n- (x) 20–30 minutes",
        "Draw the line so that every answer belongs to one choice only.",
    ),
    warning(
        "LR406",
        "Nothing is asked",
        "Learners must read the choices to guess what is wanted of them.",
        "## Question 3\n\nThe parcel is late.\n\n- (x) Say sorry\n- ( ) Wait",
        "End the stem with a question or a task that says what the learner shall decide.",
    ),
    warning(
        "LR407",
        "An item tells another item's answer",
        "Who reads both has the answer for nothing.",
        "One item's key is “a cold drink”, and another begins “After a cold drink, …”",
        "Word one of the two differently, or keep them in different quizzes.",
    ),
    warning(
        "LR408",
        "A lucky guesser may pass",
        "A certificate that chance can earn says little about who has it.",
        "pass_mark: 50%, in an exam of four items with two choices each",
        "Ask more items, raise the pass mark, or use kinds that are hard to guess, such as gaps.",
    ),
    warning(
        "LR410",
        "No item tests this objective",
        "Nobody, the learner included, will find out whether it was reached.",
        "objectives: [Greet a guest], and no item with `objective=…`",
        "Name it in an item's heading, `{ objective=name }`, or take the objective out.",
    ),
    warning(
        "LR411",
        "Items that test no objective",
        "The result by objective leaves them out, and nobody is told what to read again.",
        "## Which … { #late-parcel }, in a course whose lessons have objectives",
        "Name the objective in the heading, `{ objective=name }`.",
    ),
    warning(
        "LR412",
        "The hint holds the key",
        "It gives the answer where it should help to find it.",
        "- (x) Ring her back\n\n??? hint\n    Remember to ring her back.",
        "Point to where the answer can be found, or to what rules the others out.",
    ),
    warning(
        "LR413",
        "The same feedback under every choice",
        "Whoever chose wrongly learns nothing about their own mistake.",
        "- (x) Yes\n    > Read page 3.\n- ( ) No\n    > Read page 3.",
        "Say of each choice why it is right or wrong; what holds for all goes into `!!! explanation`.",
    ),
)
