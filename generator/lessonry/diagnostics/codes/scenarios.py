"""Codes of scenarios: scenes, turns, ways and what they are worth."""

from __future__ import annotations

from lessonry.diagnostics.codes.code import Code, error, warning

CODES: tuple[Code, ...] = (
    error(
        "LR190",
        "A turn leads to no scene",
        "Who takes it would stand before a conversation that does not go on.",
        "- [“I am sorry.”](#appology)",
        "Link to the identifier of a scene of this file, `#name`.",
    ),
    error(
        "LR191",
        "A scene that nobody comes to",
        "No turn leads there from the first scene, so it was written for nobody.",
        "## Forgotten { #forgotten }",
        "Let a turn lead to it, or take the scene out.",
    ),
    error(
        "LR192",
        "A scene without a way out",
        "Who comes there goes in circles, and the conversation never ends.",
        "## A { #a }\n\n- [On](#b)\n\n## B { #b }\n\n- [Back](#a)",
        "Let a turn lead on to an outcome: a scene without turns.",
    ),
    error(
        "LR193",
        "The conversation does not begin",
        "The first scene is where it starts; without turns it would be an outcome at once.",
        "## Good morning\n\nMrs Castellano rings.",
        "Add a list of turns: `- [what is said](#scene)`.",
    ),
    error(
        "LR194",
        "A line among the turns that cannot be one",
        "Every line of the list becomes a button, with the link's words on it and nothing else.",
        "- [“I am sorry.”](#sorry)\n- Say nothing.",
        "Write each line as `- [what is said](#scene)`, each in words of its own.",
    ),
    error(
        "LR195",
        "A part that no scene can hold",
        "A scenario is made of scenes and turns; what belongs to questions has no meaning there.",
        "## On the stairs\n\n### Later\n\n- ( ) Ring the bell",
        "Write a `##` heading for each scene, and turns as links.",
    ),
    error(
        "LR196",
        "No way is worth anything",
        "The score is a share of the best way's points, and there are none.",
        "- [“I am sorry.”](#sorry)\n- [“It was not me.”](#cold)",
        "Write `{ points=2 }` behind good turns, or `points: 0` in the front matter for a scenario "
        "that is not graded.",
    ),
    error(
        "LR197",
        "Too many ways",
        "The score is a share of the best way's points, so the best way has to be found.",
        "Thirty scenes, each with a turn to every other.",
        "Let fewer turns lead back to scenes that were passed before.",
    ),
    warning(
        "LR198",
        "Turns that are all worth the same",
        "A choice that changes nothing teaches nothing; points that everybody gets are none.",
        "- [“Yes.”](#on) { points=1 }\n- [“Sure.”](#on) { points=1 }",
        "Give them different points, or none.",
    ),
    warning(
        "LR199",
        "A very long scenario",
        "Nobody plays so many scenes, and nobody can keep such a net of them right.",
        "A file with sixty-one `##` headings.",
        "Make two scenarios of it.",
    ),
)
