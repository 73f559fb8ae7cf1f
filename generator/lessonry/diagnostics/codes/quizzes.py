"""Codes of a quiz's rules."""

from __future__ import annotations

from lessonry.diagnostics.codes.code import Code, error, warning

CODES: tuple[Code, ...] = (
    error(
        "LR150",
        "The pass mark cannot be reached",
        "Nobody could ever pass.",
        "pass_mark: 120%",
        "Ask for at most 100 %, or for no more points than the items give.",
    ),
    error(
        "LR151",
        "More items drawn than there are",
        "An attempt cannot ask what is not written.",
        "draw: 30, in a quiz of 24 items",
        "Lower `draw`, or write more items.",
    ),
    error(
        "LR152",
        "An exam without a pass mark",
        "lessonry will not guess what is enough for a certificate.",
        "mode: exam",
        "Add `pass_mark: 80%` to the front matter.",
    ),
    warning(
        "LR153",
        "An exam that earns nothing",
        "Passing it leads to no certificate.",
        "mode: exam, without achievement:",
        "Add `achievement:` with the name of a file in certificates/achievements/.",
    ),
    error(
        "LR154",
        "Unknown achievement",
        "The certificate would have nothing to say.",
        "achievement: delihgt",
        "Name a file of certificates/achievements/, without `.yml`.",
    ),
    warning(
        "LR155",
        "The pass mark is nothing",
        "Everybody passes, whatever they answer.",
        "pass_mark: 0%",
        "Ask for more.",
    ),
    error(
        "LR160",
        "A draw that reads two ways",
        "From all items, or so many from each section: the exam would be another.",
        "draw: 10 in the front matter, and # Recovery { draw=5 }",
        "Keep one of the two.",
    ),
    error(
        "LR161",
        "Unknown pool",
        "A section cannot take items from a file that is not there.",
        "# Counter { from=coutner-pool draw=3 }",
        "Name a file of quizzes/, without `.md`.",
    ),
    error(
        "LR162",
        "A section that finds too few items",
        "An attempt cannot ask what no pool has.",
        "# Phone { tag=phone draw=4 }, where three items have the tag",
        "Lower `draw`, or write more items that fit.",
    ),
    error(
        "LR163",
        "Exam and practice would ask the same items",
        "A practice quiz is published with its key: whoever reads it knows the exam.",
        "# Recovery { from=recovery draw=3 } in an exam, where recovery is a practice quiz",
        "Put the items into a file with `mode: pool`: each of them is then asked on one side only.",
    ),
    error(
        "LR164",
        "A pool on a page",
        "A pool is only drawn from; on a page it would show its items, the exam's too.",
        "/// quiz | counter-pool",
        "Place a quiz that draws from it.",
    ),
    error(
        "LR165",
        "A rule that stands in the wrong kind of file",
        "Pools say which items there are, and quizzes how they are asked.",
        "pass_mark: 80%, in a file with mode: pool",
        "Move it to where it has an effect.",
    ),
    error(
        "LR166",
        "Two items of one quiz share an identifier",
        "A learner's answers are kept by it: one would take the other's place.",
        "## Which gift? { #gift } in two files that one exam draws from",
        "Give one of them another identifier, such as `{ #gift-2 }`.",
    ),
    warning(
        "LR167",
        "Items that nobody draws",
        "They are written and never asked.",
        "mode: pool, and no section with `from=`",
        "Draw from the pool, or set its `exam_share`.",
    ),
    error(
        "LR168",
        "A time limit that reads two ways",
        "Minutes or seconds: one of them would be another exam.",
        "time_limit: 45",
        "Write the unit: `45 min`, `90 s`, `1 h 30 min`.",
    ),
    warning(
        "LR169",
        "A rule without effect",
        "It is said, and nothing comes of it.",
        "time_limit: 45 min, in a practice quiz",
        "Take the line out, or add what it needs.",
    ),
)
