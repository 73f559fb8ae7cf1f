"""Codes of hotspot items."""

from __future__ import annotations

from lessonry.diagnostics.codes.code import Code, error

CODES: tuple[Code, ...] = (
    error(
        "LR184",
        "The area cannot be read",
        "Each line of the list says where in the picture its area is.",
        "- (x) circle(50,50) The cup",
        "Write `rect(x,y,width,height)`, `circle(x,y,radius)` or `poly(x,y x,y x,y)`, in per cent "
        "of the picture, and then what is there.",
    ),
    error(
        "LR185",
        "The area is not in the picture",
        "Places are per cent of the picture's width and height, so they lie from 0 to 100.",
        "- (x) rect(80,10,40,30) The door",
        "Make it end at 100 at most, with some width and height.",
    ),
    error(
        "LR186",
        "Not one picture",
        "Areas are areas of a picture: with none there is nothing to point at, and with two nobody "
        "knows in which.",
        "## Where is the exit?\n\n- (x) circle(50,50,8) The door\n- ( ) circle(20,50,8) The window",
        "Put one picture above the list: `![what it shows](../docs/assets/hall.png)`.",
    ),
    error(
        "LR187",
        "The picture has no words",
        "Who cannot see it has nothing to answer by.",
        "![](../docs/assets/hall.png)",
        "Say between the square brackets what the picture shows.",
    ),
    error(
        "LR188",
        "There is no such picture",
        "The learner would see a broken image and areas of nothing.",
        "![A hall](../docs/assets/hal.png)",
        "Write the path as seen from the file that you write it in, such as "
        "`../docs/assets/hall.png` in a quiz.",
    ),
    error(
        "LR189",
        "Areas that cannot be told apart",
        "Each area needs words of its own: by keyboard and by ear they are all there is of it.",
        "- (x) circle(50,50,8) The door\n- ( ) circle(20,50,8) The door",
        "Give each area another place and other words.",
    ),
)
