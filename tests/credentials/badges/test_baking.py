"""Badges: the credential goes into a picture and comes out as it was, for us and for others."""

from __future__ import annotations

import io
import struct
import zlib
from contextlib import suppress
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from hypothesis import given, settings
from hypothesis import strategies as st
from openbadgeslib import baking as peer
from openbadgeslib.ob3.ldp import OB3LdpVerifier
from PIL import Image

from lessonry.credentials import certificate
from lessonry.credentials.badges import badge_picture, baking
from lessonry.credentials.badges.baking import BakingError
from lessonry.credentials.verification import Intact
from lessonry.domain.achievement import Issuer
from tests.credentials.academy import LONG_AGO, PLACE, Academy, credential_in

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
ISSUER = Issuer(name="A", color="#9a3f1d", place=PLACE)


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGBA", (4, 4), (200, 10, 10, 255)).save(out, "PNG")
    return out.getvalue()


@settings(max_examples=60)
@given(
    st.text(
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"),
        min_size=1,
    ).map(lambda text: f'{{"a": "{text.strip()}]]>"}}')
)  # fmt: skip
def test_what_goes_in_comes_out(text: str) -> None:
    assert baking.from_png(baking.into_png(picture(), text)) == text
    assert baking.from_svg(baking.into_svg(SVG, text)) == text


def test_a_picture_looks_as_it_did() -> None:
    with Image.open(io.BytesIO(baking.into_png(picture(), "{}"))) as baked:
        baked.load()
        assert baked.info == {"openbadgecredential": "{}"}
        assert baked.getpixel((1, 1)) == (200, 10, 10, 255)
    assert SVG[-28:] in baking.into_svg(SVG, "{}")


def test_baked_again_it_carries_only_the_last() -> None:
    twice = baking.into_png(baking.into_png(picture(), '{"a": 1}'), '{"b": 2}')
    assert baking.from_png(twice) == '{"b": 2}'
    with pytest.raises(BakingError, match=r"cannot be found|more than one"):
        baking.into_svg(baking.into_svg(SVG, "{}"), "{}")


def test_others_find_what_we_baked_and_we_what_others_did(pdf: bytes) -> None:
    text = (certificate.credential_in(pdf) or b"").decode()
    element, namespace = peer.SVG_ELEMENT_OB3, peer.SVG_NS_OB3
    keyword = peer.ITXT_KEYWORD_OB3
    assert peer.extract_png(baking.into_png(picture(), text), keyword=keyword) == text
    assert baking.from_png(peer.bake_png(picture(), text, keyword=keyword)) == text
    token = "aaa.bbb.ccc"
    made = peer.bake_svg(SVG, token, element=element, namespace=namespace)
    assert baking.from_svg(made) == token


def test_a_baked_badge_verifies_as_its_certificate_does(standing: Academy, pdf: bytes) -> None:
    text = (certificate.credential_in(pdf) or b"").decode()
    for baked in (
        baking.into_svg(badge_picture.svg(ISSUER, standing.folder, "delight"), text),
        baking.into_png(badge_picture.png(ISSUER, standing.folder, "delight"), text),
    ):
        found = standing.verifier().verify(baked)
        assert found.is_well
        assert found.vouched.name == "Anna Lind"
        at = baked.index(b"Anna Lind")
        changed = baked[:at] + b"Anne" + baked[at + 4 :]
        if baking.is_png(baked):
            assert standing.verifier().verify(changed).intact.answer is Intact.UNREADABLE
            changed = baking.into_png(picture(), text.replace("Anna", "Anne"))
        assert standing.verifier().verify(changed).intact.answer is Intact.CHANGED


def chunk(kind: bytes, content: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(kind + content))
    return struct.pack(">I", len(content)) + kind + content + check


def with_text(content: bytes) -> bytes:
    whole = picture()
    return whole[:33] + chunk(b"iTXt", b"openbadgecredential\0" + content) + whole[33:]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (baking.PNG, "damaged"),
        (picture()[:-8], "damaged"),
        (picture(), "carries no credential"),
        (with_text(b""), "carries no credential"),
        (with_text(b"\0"), "carries no credential"),
        (with_text(b"\0\0\0\0"), "carries no credential"),
        (with_text(b"\1\0\0\0not packed"), "unpacked"),
        (with_text(b"\1\0\0\0" + zlib.compress(bytes(3_000_000))), "larger than any"),
        (with_text(b"\0\0\0\0\xff\xfe"), "not text"),
        (SVG, "carries no credential"),
        (SVG[:-3], "damaged"),
        (b"<svg " + b"<" * 500, "damaged"),
        (SVG.decode().encode("utf-16"), "UTF-8"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG, "entities"),
    ],
)
def test_a_picture_without_a_credential_is_told_so(
    standing: Academy, data: bytes, reason: str
) -> None:
    with pytest.raises(BakingError, match=reason):
        baking.from_picture(data)
    assert standing.verifier().verify(data).exit_code == 2


def test_two_credentials_in_one_picture_are_none() -> None:
    element = (
        b'<a:credential xmlns:a="https://purl.imsglobal.org/ob/v3p0"><![CDATA[{}]]></a:credential>'
    )
    with pytest.raises(BakingError, match="more than one"):
        baking.from_svg(SVG.replace(b"<path", element + element + b"<path"))
    twice = with_text(b"\0\0\0\0{}")
    again = twice[:33] + chunk(b"iTXt", b"openbadgecredential\0\0\0\0\0{}") + twice[33:]
    with pytest.raises(BakingError, match="more than one"):
        baking.from_png(again)


@pytest.mark.parametrize(
    "data",
    [b"<svg/>", b"<html></html>", b"<!-- <svg> --><g/>", b"<x:svg xmlns:x='y'></x:svg>", b"\xff"],
)
def test_what_is_no_picture_to_bake_into_is_refused(data: bytes) -> None:
    with pytest.raises(BakingError):
        baking.into_svg(data, "{}")
    with pytest.raises(BakingError):
        baking.into_png(data, "{}")


@settings(max_examples=150)
@given(st.binary(max_size=60), st.integers(0, 200))
def test_any_bytes_come_to_an_end(junk: bytes, at: int) -> None:
    for whole in (with_text(b"\0\0\0\0{}"), baking.into_svg(SVG, "{}")):
        with suppress(BakingError):
            baking.from_picture(whole[:at] + junk + whole[at + len(junk) :])


def test_a_hostile_start_is_told_in_no_time() -> None:
    assert not baking.is_svg(b"<" + b" " * 1_000_000)
    assert not baking.is_svg(b" " * 1_000_000)


def test_the_medal_is_drawn_in_the_issuers_colours_and_the_same_each_time(tmp_path: Path) -> None:
    drawn = badge_picture.png(ISSUER, tmp_path, "delight")
    assert drawn == badge_picture.png(ISSUER, tmp_path, "delight")
    with Image.open(io.BytesIO(drawn)) as image:
        assert image.width == 512
        assert image.mode == "RGBA"
        assert image.getchannel("A").getpixel((2, 2)) == 0
        red, green, blue = (int(image.getchannel(c).tobytes()[130 * 512 + 256]) for c in "RGB")
    assert red > 1.5 * green > 1.5 * blue
    assert b"<text" not in badge_picture.svg(ISSUER, tmp_path, "delight")


def test_a_trainers_own_picture_takes_the_medals_place(tmp_path: Path) -> None:
    (tmp_path / "achievements").mkdir()
    (tmp_path / "achievements/delight.svg").write_bytes(SVG)
    assert badge_picture.svg(ISSUER, tmp_path, "delight") == SVG
    with Image.open(io.BytesIO(badge_picture.png(ISSUER, tmp_path, "delight"))) as image:
        assert image.size == (512, 512)
        assert image.convert("RGB").getpixel((200, 100)) == (0, 0, 0)
    (tmp_path / "achievements/other.png").write_bytes(picture())
    assert badge_picture.png(ISSUER, tmp_path, "other") == picture()
    assert b"data:image/png;base64," in badge_picture.svg(ISSUER, tmp_path, "other")


def test_another_verifier_takes_the_baked_credential(tmp_path: Path) -> None:
    # That verifier takes the machine's clock.
    early = Academy(folder=tmp_path, now=LONG_AGO)
    with early.sheets:
        pdf = early.certificate()
    pem = early.keys.signing.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    text = (certificate.credential_in(pdf) or b"").decode()
    baked = peer.extract_png(baking.into_png(picture(), text), keyword=peer.ITXT_KEYWORD_OB3)
    assert baked is not None
    found = OB3LdpVerifier(pem).verify(baked)
    assert found.id == credential_in(pdf)["id"]
    with pytest.raises(Exception, match=r"(?i)signature|verif|proof"):
        OB3LdpVerifier(pem).verify(baked.replace("Anna", "Anne"))
