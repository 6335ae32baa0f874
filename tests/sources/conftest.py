"""A real HTTP server on a free port, with pages that behave and pages that do not."""

from __future__ import annotations

import gzip
import threading
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

PAGE = (
    "<!doctype html><html><head><meta charset='utf-8'><title>Ferry line reopens</title></head><body><article>"
    "<h1>Ferry line reopens</h1><p>The two states reopened their ferry line on Tuesday.</p></article></body></html>"
)


class Site(ThreadingHTTPServer):
    """Counts the requests for each path; `agents` are the user agents seen."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.hits: Counter[str] = Counter()
        self.agents: set[str] = set()
        self.feed = ""
        self.closing = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        self.server.hits[self.path] += 1
        self.server.agents.add(self.headers["User-Agent"])
        getattr(self, "page_" + self.path.strip("/").split("?")[0].replace("-", "_").split(".")[0], self.page_missing)()

    def answer(self, body: bytes, kind: str = "text/html", status: int = 200, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def page_article(self) -> None:
        self.answer(PAGE.encode(), "text/html; charset=utf-8")

    def page_packed(self) -> None:
        self.answer(gzip.compress(PAGE.encode()), Content_Encoding="gzip")

    def page_moved(self) -> None:
        self.answer(b"", status=301, Location="/article")

    def page_loop(self) -> None:
        self.answer(b"", status=302, Location="/loop")

    def page_sly(self) -> None:
        self.answer(b"", status=302, Location="file:///etc/hostname")

    def page_busy_once(self) -> None:
        if self.server.hits[self.path] == 1:
            self.answer(b"", status=503, Retry_After="1")
        else:
            self.page_article()

    def page_busy_for_long(self) -> None:
        self.answer(b"", status=429, Retry_After="3600")

    def page_image(self) -> None:
        self.answer(b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "image/png")

    def page_huge(self) -> None:
        self.answer(b"x" * 300_000, "text/plain")

    def page_short_of_its_length(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "5000")
        self.end_headers()
        self.wfile.write(b"The ministers met")

    def page_silent(self) -> None:
        self.server.closing.wait(5)

    def page_feed(self) -> None:
        self.answer(self.server.feed.encode(), "application/rss+xml")

    def page_docs(self) -> None:
        self.answer(gzip.compress(b'{"id": "a", "text": "They met."}\n'), "application/gzip")

    def page_missing(self) -> None:
        self.answer(b"nothing here", status=404)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[Site]:
    server = Site()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.closing.set()
    server.shutdown()
    thread.join()
    server.server_close()
