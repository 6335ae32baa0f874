from __future__ import annotations

import codecs

import pytest

from bilateral.errors import BinaryInput, EmptyInput, EncodingProblem, InputError
from bilateral.model import Page
from bilateral.reading.decode import decode

GERMAN = "Die Außenminister der beiden Länder trafen sich für zwei Tage in Zürich und sprachen über die Fähre."
ENGLISH = "“We met,” the minister said of the talks – and that was all he had to say to the press."
RUSSIAN = "Министры встретились в столице и говорили о том, что паром не ходит из-за бури, и о мерах по защите."
TURKISH = "İki bakan başkentte bir araya geldi ve bu hat için yeni bir anlaşma ile daha sonra görüşmek üzere ayrıldı."


def page(content: bytes, encoding: str | None = None) -> Page:
    return Page(source="a.txt", content=content, content_type="text/plain", encoding=encoding)


@pytest.mark.parametrize(
    ("text", "content", "declared"),
    [
        pytest.param(GERMAN, GERMAN.encode(), None, id="utf-8"),
        pytest.param(GERMAN, GERMAN.encode("utf-8-sig"), None, id="utf-8-with-mark"),
        pytest.param(GERMAN, codecs.BOM_UTF16_LE + GERMAN.encode("utf-16-le"), None, id="utf-16-with-mark"),
        pytest.param(GERMAN, GERMAN.encode("utf-16-be"), "utf-16-be", id="utf-16-declared"),
        pytest.param(GERMAN, GERMAN.encode("latin-1"), "utf-8", id="latin-1-declared-as-utf-8"),
        pytest.param(GERMAN, GERMAN.encode(), "iso-8859-1", id="utf-8-declared-as-latin-1"),
        pytest.param(ENGLISH, ENGLISH.encode("cp1252"), "iso-8859-1", id="windows-quotes-declared-as-latin-1"),
        pytest.param(ENGLISH, ENGLISH.encode("cp1252"), None, id="windows-quotes"),
        pytest.param(TURKISH, TURKISH.encode("cp1254"), None, id="turkish-undeclared"),
        pytest.param(RUSSIAN, RUSSIAN.encode("cp1251"), None, id="cyrillic-undeclared"),
        pytest.param(RUSSIAN, RUSSIAN.encode("koi8-r"), "koi8-r", id="cyrillic-declared"),
        pytest.param(
            f"<meta charset=windows-1251><p>{RUSSIAN}",
            f"<meta charset=windows-1251><p>{RUSSIAN}".encode("cp1251"),
            None,
            id="declared-in-the-page",
        ),
        pytest.param(
            f"<meta charset=utf-16><p>{GERMAN}",
            f"<meta charset=utf-16><p>{GERMAN}".encode(),
            None,
            id="utf-16-declared-in-single-bytes",
        ),
        pytest.param(GERMAN, GERMAN.encode(), "no-such-encoding", id="unknown-name"),
        pytest.param("a\nb\nc\nd", b"a\r\nb\rc\nd", None, id="line-ends"),
        pytest.param("U.S. 10 km Non-EU", "U.S.\u00a010\u2009km Non\u2011EU".encode(), None, id="spaces-and-hyphens"),
    ],
)
def test_text_is_decoded_whatever_it_claims_to_be(text: str, content: bytes, declared: str | None) -> None:
    assert decode(page(content, declared)) == text


def test_a_broken_character_in_utf8_is_shown_not_guessed() -> None:
    content = GERMAN.encode() + b" \xe2\x80 Ende."
    assert decode(page(content)) == GERMAN + " \ufffd Ende."


@pytest.mark.parametrize(
    ("content", "declared", "error", "message"),
    [
        pytest.param(b"", None, EmptyInput, "a.txt: is empty", id="empty"),
        pytest.param(b"\n \t", None, EmptyInput, "a.txt: is empty", id="blank"),
        pytest.param(b"a\0b", None, BinaryInput, "a.txt: holds NUL bytes: this is no text", id="nul"),
        pytest.param(
            bytes(range(128, 256)) * 30,
            "utf-8",
            EncodingProblem,
            "a.txt: declared as utf-8, but the bytes fit no known text encoding; save it as UTF-8",
            id="noise",
        ),
        pytest.param(
            codecs.BOM_UTF16_LE + b"a\0b",
            None,
            EncodingProblem,
            "a.txt: is not valid utf-16-le at byte 2; save it as UTF-8",
            id="utf-16-cut",
        ),
    ],
)
def test_what_is_no_text_is_refused(
    content: bytes, declared: str | None, error: type[InputError], message: str
) -> None:
    with pytest.raises(error) as caught:
        decode(page(content, declared))
    assert str(caught.value) == message
