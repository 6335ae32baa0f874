from __future__ import annotations

import gzip
import io
import os
from dataclasses import replace
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

from bilateral.config import DEFAULT_SETTINGS
from bilateral.model import Page, Refusal
from bilateral.sources import pages

SMALL = replace(DEFAULT_SETTINGS, max_page_bytes=50_000)
HTML = b"<!doctype html><html><body><p>The two ministers met in Oslo.</p></body></html>"

# warcio's writer leaves its temporary files to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")

Response = tuple[str, str, bytes, dict[str, str]]


def response(
    body: bytes = HTML, kind: str = "text/html; charset=utf-8", status: str = "200 OK", **more: str
) -> Response:
    return status, kind, body, more


def archive(path: Path, *responses: Response, packed: bool) -> None:
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=packed)
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "tests"}))
        for number, (status, kind, body, more) in enumerate(responses):
            lines = [("Content-Type", kind), *((name.replace("_", "-"), value) for name, value in more.items())]
            headers = StatusAndHeaders(status, lines, protocol="HTTP/1.1")
            uri = f"http://courier.example/{number}"
            dated = {"WARC-Date": "2022-03-04T10:00:00Z"}
            record = writer.create_warc_record(
                uri, "response", payload=io.BytesIO(body), http_headers=headers, warc_headers_dict=dated
            )
            writer.write_record(record)


def told(path: Path) -> list[str]:
    return [
        f"{item.source}: {item.reason} [{item.code}]"
        if isinstance(item, Refusal)
        else f"{item.source} {item.content_type}"
        for item in pages([str(path)], settings=SMALL)
    ]


@pytest.fixture(params=[False, True], ids=["plain", "gzip"])
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return tmp_path / ("crawl.warc.gz" if request.param else "crawl.warc")


def test_pages_of_an_archive_keep_their_address_and_time(path: Path) -> None:
    archive(path, response(), response(b"They met.", "text/plain"), packed=path.suffix == ".gz")
    first, second = pages([str(path)], settings=SMALL)
    assert first == Page(
        source=f"{path}:2",
        content=HTML,
        content_type="text/html",
        encoding="utf-8",
        url="http://courier.example/0",
        fetched="2022-03-04T10:00:00Z",
    )
    assert isinstance(second, Page)
    assert (second.source, second.content_type) == (f"{path}:3", "text/plain")


def test_only_successful_answers_with_text_are_pages(path: Path) -> None:
    archive(
        path,
        response(status="404 Not Found"),
        response(b"\x89PNG", "image/png"),
        response(gzip.compress(HTML), Content_Encoding="gzip"),
        packed=path.suffix == ".gz",
    )
    assert told(path) == [f"{path}:4 text/html"]


def test_a_bad_record_costs_only_itself(path: Path) -> None:
    archive(
        path,
        response(b"x" * 60_000),
        response(b"%PDF-1.4 \0"),
        response(b""),
        response(),
        packed=path.suffix == ".gz",
    )
    assert told(path) == [
        f"{path}:2: is above the limit of 50,000 bytes a page (Settings.max_page_bytes) [too large]",
        f"{path}:3: the response of http://courier.example/1 is a PDF document [binary]",
        f"{path}:4: the response of http://courier.example/2 is empty [empty]",
        f"{path}:5 text/html",
    ]


def test_pages_before_the_break_of_a_truncated_archive_are_kept(path: Path) -> None:
    archive(path, response(), response(os.urandom(5_000).hex().encode()), packed=path.suffix == ".gz")
    path.write_bytes(path.read_bytes()[:-3_000])
    kept, last = told(path)
    assert kept == f"{path}:2 text/html"
    if path.suffix == ".gz":
        assert last == f"{path}: the gzip data end too early; fetch the file again [truncated]"
    else:
        assert last == f"{path}:3: the archive ends inside this record; fetch the file again [truncated]"


def test_a_record_that_does_not_parse_is_named(path: Path) -> None:
    archive(path, response(), packed=False)
    content = path.read_bytes() + b"this is no record\r\n\r\n"
    path.write_bytes(gzip.compress(content) if path.suffix == ".gz" else content)
    kept, last = told(path)
    assert kept == f"{path}:2 text/html"
    assert last.startswith(f"{path}:3: the WARC record does not parse: ")
    assert last.endswith("[malformed]")


def test_an_archive_without_pages_is_refused(path: Path) -> None:
    archive(path, packed=path.suffix == ".gz")
    assert told(path) == [f"{path}: the archive holds no page of HTML or text [empty]"]
