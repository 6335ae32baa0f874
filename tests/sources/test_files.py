from __future__ import annotations

import gzip
import io
import json
import os
import tempfile
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bilateral.config import DEFAULT_SETTINGS, Settings
from bilateral.model import Page, Refusal
from bilateral.sources import count, pages, passed_over

SMALL = replace(DEFAULT_SETTINGS, max_page_bytes=100_000)
TEXT = "The two foreign ministers met in Oslo on Tuesday.\n"
HTML = "<!doctype html><html><body><p>The two ministers met.</p></body></html>"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)  # so that messages name the files as a user would
    return tmp_path


def read(*sources: str, settings: Settings = SMALL, stdin: bytes = b"") -> list[Page | Refusal]:
    return list(pages(sources, settings=settings, stdin=io.BytesIO(stdin)))


def told(*sources: str, settings: Settings = SMALL, stdin: bytes = b"") -> list[str]:
    """What a user sees of each item: the page's name and kind, or the refusal."""
    return [
        f"{item.source}: {item.reason} [{item.code}]"
        if isinstance(item, Refusal)
        else f"{item.source} {item.content_type}"
        for item in read(*sources, settings=settings, stdin=stdin)
    ]


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        pytest.param("a.txt", TEXT, "text/plain", id="text"),
        pytest.param("a.md", f"# Talks\n\n{TEXT}", "text/markdown", id="markdown"),
        pytest.param("a.html", HTML, "text/html", id="html"),
        pytest.param("page.txt", HTML, "text/html", id="html-called-text"),
        pytest.param("page", "<p>One.</p><p>Two.</p><p>Three.</p>", "text/html", id="fragment-without-a-name"),
        pytest.param("a.html", TEXT, "text/plain", id="text-called-html"),
        pytest.param("a.txt", "They met <br> in Oslo.", "text/plain", id="one-tag-is-no-page"),
    ],
)
def test_the_kind_of_a_file_is_told_from_its_bytes(folder: Path, name: str, content: str, kind: str) -> None:
    (folder / name).write_text(content)
    (page,) = read(name)
    assert isinstance(page, Page)
    assert (page.content_type, page.content) == (kind, content.encode())


def test_a_page_under_gzip_is_unpacked(folder: Path) -> None:
    (folder / "a.html.gz").write_bytes(gzip.compress(HTML.encode()))
    assert told("a.html.gz") == ["a.html.gz text/html"]


def test_standard_input_is_sniffed_like_a_file() -> None:
    assert told("-", stdin=HTML.encode()) == ["standard input text/html"]
    assert told("-", stdin=b'{"text": "They met."}\n{"text": 7}') == [
        "standard input:1 text/plain",
        'standard input:2: "text" is a int, not a string [malformed]',
    ]


def test_a_folder_is_walked_in_sorted_order_without_hidden_files_and_media(folder: Path) -> None:
    for name in ("news/b.txt", "news/a/z.txt", "news/a.txt", "news/.hidden.txt", "news/.git/c.txt", "news/photo.jpg"):
        (folder / name).parent.mkdir(exist_ok=True, parents=True)
        (folder / name).write_text(TEXT)
    (folder / "news/minutes.pdf").write_bytes(b"%PDF-1.7 \x00")
    assert told("news") == [
        "news/a/z.txt text/plain",
        "news/a.txt text/plain",
        "news/b.txt text/plain",
        "news/minutes.pdf: is a PDF document; text, HTML, Markdown, JSON Lines, feeds and WARCs are read [binary]",
    ]
    assert passed_over(["news"]) == ("news/photo.jpg",)


def test_a_pattern_names_its_files_in_sorted_order(folder: Path) -> None:
    for name in ("b.txt", "a.txt", "c.md"):
        (folder / name).write_text(TEXT)
    assert told("*.txt") == ["a.txt text/plain", "b.txt text/plain"]


def test_json_lines_carry_their_fields_and_ignore_others(folder: Path) -> None:
    record = {"id": 7, "url": "u", "title": "T", "publisher": "P", "published": "2022-03-04", "text": "Ä", "dup_of": 3}
    (folder / "docs.jsonl").write_text(json.dumps(record) + "\n\n" + json.dumps({"text": "B", "title": ""}))
    first, second = read("docs.jsonl")
    assert first == Page(
        source="docs.jsonl:1",
        content="Ä".encode(),
        content_type="text/plain",
        encoding="utf-8",
        id="7",
        url="u",
        title="T",
        publisher="P",
        published="2022-03-04",
    )
    assert isinstance(second, Page)
    assert (second.source, second.title) == ("docs.jsonl:3", None)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        pytest.param("e.txt", b"", "e.txt: is empty [empty]", id="empty"),
        pytest.param("e.txt", b" \n\n", "e.txt: holds nothing but white space [empty]", id="blank"),
        pytest.param(
            "p.jpg",
            b"\xff\xd8\xff\xe0\x00",
            "p.jpg: is a JPEG image; text, HTML, Markdown, JSON Lines, feeds and WARCs are read [binary]",
            id="image-named-itself",
        ),
        pytest.param(
            "p.txt",
            bytes(range(256)) * 4,
            "p.txt: is not text; text, HTML, Markdown, JSON Lines, feeds and WARCs are read [binary]",
            id="binary-called-text",
        ),
        pytest.param(
            "big.html",
            b"<p>" + b"x" * 100_000,
            "big.html: 100,003 bytes, above the limit of 100,000 a page (Settings.max_page_bytes) [too large]",
            id="too-large",
        ),
        pytest.param(
            "a.txt.gz",
            gzip.compress(os.urandom(9000).hex().encode())[:-4000],
            "a.txt.gz: the gzip data end too early; fetch the file again [truncated]",
            id="truncated-gzip",
        ),
        pytest.param(
            "a.txt.gz",
            gzip.compress(TEXT.encode() * 90)[:-8] + b"\0" * 8,
            "a.txt.gz: the gzip data are damaged (CRC check failed",
            id="damaged-gzip",
        ),
        pytest.param(
            "bomb.txt.gz",
            gzip.compress(b"a" * 3_000_000),
            "bomb.txt.gz: is above the limit of 100,000 bytes a page (Settings.max_page_bytes) [too large]",
            id="page-that-explodes",
        ),
        pytest.param(
            "twice.gz",
            gzip.compress(gzip.compress(TEXT.encode())),
            "twice.gz: is gzip inside gzip; text, HTML, Markdown, JSON Lines, feeds and WARCs are read [binary]",
            id="gzip-in-gzip",
        ),
        pytest.param("d.jsonl", b"\n\n", "d.jsonl: holds no documents [empty]", id="json-lines-without-documents"),
        pytest.param(
            "d.jsonl",
            b'{"text": "x"',
            "d.jsonl:1: is not valid JSON: Expecting ',' delimiter at column 13 [malformed]",
            id="json-cut",
        ),
        *(
            pytest.param(
                "d.json",
                content,
                "d.json: is JSON, but not JSON Lines; write each document in a line of its own [malformed]",
                id=f"json-{word}",
            )
            for word, content in {
                "array": b'[{"text": "They met."}, {"text": "They parted."}]',
                "array-over-lines": b'[\n  {\n    "text": "They met."\n  }\n]\n',
                "object-over-lines": b'{\n  "text": "They met."\n}\n',
            }.items()
        ),
        pytest.param("d.jsonl", b'{"id": "1"}', 'd.jsonl:1: has no "text" [malformed]', id="json-without-text"),
        pytest.param("d.jsonl", b'{"text": " "}', 'd.jsonl:1: "text" is empty [empty]', id="json-with-empty-text"),
        pytest.param(
            "d.jsonl", b"[1]", "d.jsonl:1: is a JSON list, not an object with a text [malformed]", id="json-list"
        ),
        pytest.param(
            "d.jsonl", b"[" * 100_000, "d.jsonl:1: JSON nests too deep [malformed]", id="json-that-nests-too-deep"
        ),
        pytest.param(
            "d.jsonl",
            b'{"text": "a", "url": 3}',
            'd.jsonl:1: "url" is a int, not a string [malformed]',
            id="json-field-of-wrong-type",
        ),
        pytest.param(
            "d.jsonl",
            b'{"text": "\xe9t\xe9"}',
            "d.jsonl:1: is not valid UTF-8 at byte 10 of the line [encoding]",
            id="json-in-latin-1",
        ),
        pytest.param(
            "d.jsonl",
            b'{"text": "\\ud800"}',
            'd.jsonl:1: "text" holds half of a surrogate pair [malformed]',
            id="json-with-half-a-character",
        ),
        pytest.param(
            "d.jsonl",
            b'{"text": "' + b"x" * 100_000 + b'"}',
            "d.jsonl:1: the line is above the limit of 100,000 bytes a page (Settings.max_page_bytes) [too large]",
            id="json-line-too-long",
        ),
    ],
)
def test_a_bad_file_is_refused_with_a_reason_and_the_rest_is_read(
    folder: Path, name: str, content: bytes, message: str
) -> None:
    (folder / name).write_bytes(content)
    (folder / "good.txt").write_text(TEXT)
    refused, good = told(name, "good.txt")
    assert refused.startswith(message)
    assert good == "good.txt text/plain"


@pytest.mark.parametrize(
    ("source", "message"),
    [
        pytest.param("gone.txt", "gone.txt: no such file or folder [not found]", id="missing"),
        pytest.param("*.xyz", "*.xyz: no file matches this pattern [not found]", id="pattern-without-match"),
        pytest.param("none", "none: the folder holds no file that can be read [not found]", id="empty-folder"),
        pytest.param(
            "ftp://host/a",
            "ftp://host/a: ftp addresses are not read, only http and https; download it first [fetch failed]",
            id="unknown-scheme",
        ),
        pytest.param(
            "ring", "ring: cannot be read: Too many levels of symbolic links [unreadable]", id="link-to-itself"
        ),
    ],
)
def test_a_source_that_is_not_there_is_refused(folder: Path, source: str, message: str) -> None:
    (folder / "none").mkdir()
    (folder / "ring").symlink_to("ring")
    assert told(source) == [message]


def test_a_line_that_fails_costs_only_itself(folder: Path) -> None:
    lines = [json.dumps({"text": f"Text {number}."}) for number in range(1, 20)]
    lines[16] = '{"text": broken}'
    (folder / "docs.jsonl").write_text("\n".join(lines))
    items = told("docs.jsonl")
    assert len(items) == 19
    assert items[16] == "docs.jsonl:17: is not valid JSON: Expecting value at column 10 [malformed]"


def test_lines_before_the_break_of_a_truncated_archive_are_kept(folder: Path) -> None:
    lines = "".join(json.dumps({"text": os.urandom(200).hex()}) + "\n" for _ in range(500))
    (folder / "docs.jsonl.gz").write_bytes(gzip.compress(lines.encode())[:60_000])
    *kept, last = told("docs.jsonl.gz")
    assert len(kept) > 100
    assert all(item.endswith("text/plain") for item in kept)
    assert last == "docs.jsonl.gz: the gzip data end too early; fetch the file again [truncated]"


def test_an_archive_that_explodes_is_refused(folder: Path) -> None:
    (folder / "bomb.jsonl.gz").write_bytes(gzip.compress((b'{"text": "' + b"a" * 90_000 + b'"}\n') * 100))
    last = told("bomb.jsonl.gz")[-1]
    assert last == (
        "bomb.jsonl.gz: grows to more than 200 times its size when decompressed "
        "(Settings.max_decompressed_ratio) [too large]"
    )


def test_a_page_of_50_megabytes_is_refused_by_its_size_alone(folder: Path) -> None:
    with (folder / "huge.html").open("wb") as file:
        file.write(HTML.encode() + b" " * 10_000)
        file.truncate(52_428_800)
    assert told("huge.html", settings=DEFAULT_SETTINGS) == [
        "huge.html: 52,428,800 bytes, above the limit of 10,000,000 a page (Settings.max_page_bytes) [too large]"
    ]


def test_utf16_without_a_mark_is_recognised(folder: Path) -> None:
    (folder / "wide.txt").write_bytes(TEXT.encode("utf-16-le"))
    (page,) = read("wide.txt")
    assert isinstance(page, Page)
    assert (page.encoding, page.content_type) == ("utf-16-le", "text/plain")


@pytest.fixture
def ordinary_user() -> Iterator[None]:
    """Root may read everything: take another user's rights for the test."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    yield
    os.seteuid(0)


def test_a_folder_that_may_not_be_listed_is_refused(ordinary_user: None) -> None:
    with tempfile.TemporaryDirectory() as name:
        inner = Path(name) / "closed"
        inner.mkdir()
        (Path(name) / "open.txt").write_text(TEXT)
        inner.chmod(0)
        items = told(name)
        inner.chmod(0o700)
    assert [item.removeprefix(name) for item in items] == [
        "/closed: the folder cannot be listed: Permission denied [unreadable]",
        "/open.txt text/plain",
    ]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        pytest.param(["a.txt", "docs.jsonl"], 4, id="file-and-lines"),
        pytest.param(["docs.jsonl.gz"], 3, id="packed-lines"),
        pytest.param(["."], 7, id="folder"),
        pytest.param(["-"], None, id="standard-input"),
        pytest.param(["a.txt", "http://127.0.0.1/"], None, id="address"),
        pytest.param(["gone.txt"], 0, id="missing"),
    ],
)
def test_documents_are_counted_where_that_is_cheap(folder: Path, names: list[str], expected: int | None) -> None:
    lines = b'{"text": "a"}\n{"text": "b"}\n{"text": "c"}'
    (folder / "a.txt").write_text(TEXT)
    (folder / "docs.jsonl").write_bytes(lines)
    (folder / "docs.jsonl.gz").write_bytes(gzip.compress(lines))
    assert count(names) == expected


def test_memory_does_not_grow_with_the_number_of_documents(folder: Path) -> None:
    def peak(documents: int) -> int:
        line = json.dumps({"text": "The ministers met. " * 100}) + "\n"
        (folder / "docs.jsonl").write_text(line * documents)
        tracemalloc.start()
        assert sum(1 for _ in pages(["docs.jsonl"], settings=SMALL)) == documents
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(10)
    assert peak(2_000) < peak(200) + 100_000
