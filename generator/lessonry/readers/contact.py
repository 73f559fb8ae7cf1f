"""Reads where learners write to: feedback to the trainer, comments at a service."""

from __future__ import annotations

import re
from collections.abc import Callable

from lessonry.diagnostics import Diagnostics, Place
from lessonry.domain.about import Comments, Feedback, Service, Way
from lessonry.domain.attempt import is_address
from lessonry.readers.entries import Entry, entries

PlaceOf = Callable[[str], Place]
"""Returns where a name stands in the configuration."""
REPOSITORY = re.compile(r"(?:https://github\.com/)?(?P<name>[\w.-]+/[\w.-]+?)(?:\.git)?/?")
SETTINGS = {
    Service.GISCUS: ("repo", "repo-id", "category", "category-id"),
    Service.ISSO: ("url",),
    Service.REMARK42: ("url", "site"),
}
"""What each service has to know; none of it is secret."""
OPTIONAL = {Service.GISCUS: ("url",), Service.ISSO: (), Service.REMARK42: ()}
GISCUS = "https://giscus.app"


def read_feedback(value: object, place_of: PlaceOf, diagnostics: Diagnostics) -> Feedback | None:
    """Return where feedback goes: one way of `Way`; nothing where the trainer wants none."""
    entry = _entry(value, "feedback", place_of, diagnostics)
    if entry is None:
        return None
    ways = [way for way in Way if entry.values.get(way.value) is not None]
    entry.only(*(way.value for way in Way), "labels")
    if len(ways) != 1:
        found = "goes two ways" if ways else "goes nowhere"
        help = "Name one: `github`, `gitlab`, `mail` or `webhook`."
        diagnostics.add("LR667", f"Feedback {found}.", entry.place, help)
        return None
    way, text = ways[0], entry.text(ways[0].value) or ""
    address, wanted = _address(way, text)
    if address is None:
        message = f"`{text}` is not {wanted}."
        diagnostics.add("LR667", message, entry.place, f"Write {wanted}.")
        return None
    return Feedback(way=way, address=address, labels=entry.texts("labels"))


def _address(way: Way, text: str) -> tuple[str | None, str]:
    """Return the address that is meant, or nothing; and what is wanted there."""
    match way:
        case Way.GITHUB:
            found = REPOSITORY.fullmatch(text)
            address = f"https://github.com/{found['name']}" if found else None
            return address, "a repository such as `owner/name`"
        case Way.MAIL:
            return text if is_address(text) else None, "an e-mail address"
        case Way.GITLAB:
            is_project = re.fullmatch(r"https?://[^/\s]+/[^\s?#]+", text)
            return text.rstrip(
                "/"
            ) if is_project else None, "the project's address, with `https://`"
        case Way.WEBHOOK:
            return text if re.fullmatch(r"https://[^/\s]+\S*", text) else None, (
                "an address that begins with `https://`"
            )


def read_comments(value: object, place_of: PlaceOf, diagnostics: Diagnostics) -> Comments | None:
    """Return the service that keeps comments; nothing where the trainer wants none."""
    entry = _entry(value, "comments", place_of, diagnostics)
    if entry is None:
        return None
    services = [one for one in Service if entry.values.get(one.value) is not None]
    entry.only(*(one.value for one in Service))
    if len(services) != 1:
        message = (
            "Comments need one service, and two are named."
            if services
            else ("Comments need a service.")
        )
        help = "Name one: `giscus`, `isso` or `remark42`."
        diagnostics.add("LR668", message, entry.place, help)
        return None
    service = services[0]
    inside = entries(
        [(entry.values[service.value], entry.place)], service.value, "url", diagnostics
    )
    said = next(inside, None)
    if said is None:
        return None
    said.only(*SETTINGS[service], *OPTIONAL[service])
    texts = {name: said.text(name) for name in SETTINGS[service]}
    missing = [f"`{name}`" for name, text in texts.items() if text is None]
    if missing:
        message = f"The comments of {service.value} lack {', '.join(missing)}."
        diagnostics.add("LR668", message, entry.place)
        return None
    url = said.url("url") if said.values.get("url") is not None else GISCUS
    if url is None:
        return None
    settings = tuple((name, text) for name, text in texts.items() if text and name != "url")
    return Comments(service=service, url=url.rstrip("/"), settings=settings)


def _entry(value: object, name: str, place_of: PlaceOf, diagnostics: Diagnostics) -> Entry | None:
    if value is None:
        return None
    return next(entries([(value, place_of(name))], f"`{name}`", None, diagnostics), None)
