"""What is done with elements of any page: their text, what is put into them, what is taken out."""

from __future__ import annotations

from lessonry.exporters.prose import Element


def text_of(element: Element) -> str:
    """Return all text in an element."""
    return "".join(str(part) for part in element.itertext())


def say_in(target: Element, text: str | None) -> None:
    """Add text behind what an element holds."""
    if not text:
        return
    if len(target):
        target[-1].tail = (target[-1].tail or "") + text
    else:
        target.text = (target.text or "") + text


def drop(element: Element) -> None:
    """Take an element out of its parent; what follows it stays."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + (element.tail or "")
    else:
        parent.text = (parent.text or "") + (element.tail or "")
    element.tail = None
    parent.remove(element)


def in_order(root: Element, first: int) -> None:
    """Let the headings of a page begin at a level, and none skip one or say nothing."""
    stack: list[int] = []
    for heading in list(root.iter("h1", "h2", "h3", "h4", "h5", "h6")):
        if not text_of(heading).strip() and not any(one.get("alt") for one in heading.iter("img")):
            heading.tag = "p"
            continue
        level = int(str(heading.tag)[1])
        while stack and stack[-1] >= level:
            stack.pop()
        stack.append(level)
        heading.tag = f"h{min(first + len(stack) - 1, 6)}"
