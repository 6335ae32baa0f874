"""A real HTTP server that answers as it is told, and a clock that is never waited for."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

START = datetime(2022, 5, 1, 12, 30, tzinfo=UTC)


@dataclass
class Answer:
    """What is served at a path. With an `etag` a request that knows it is answered 304."""

    body: str = ""
    status: int = 200
    etag: str | None = None
    headers: dict[str, str] = field(default_factory=dict)
    hold: threading.Event | None = None


class Site(ThreadingHTTPServer):
    """Serves `pages`; `asked` are the requests in order, each with its conditions."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.pages: dict[str, Answer] = {}
        self.asked: list[tuple[str, str | None]] = []
        self.arrived = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def feed(self, *items: str, head: str = "", etag: str | None = None) -> None:
        """Serve a feed of these items at /feed."""
        start = '<?xml version="1.0"?><rss version="2.0" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">'
        told = "".join(f"<item>{item}</item>" for item in items)
        self.pages["/feed"] = Answer(f"{start}<channel><title>Courier</title>{head}{told}</channel></rss>", etag=etag)

    def item(self, name: str, text: str, *, title: str = "Call") -> str:
        """An entry whose page at /name holds the text."""
        self.pages[f"/{name}"] = Answer(f"<html><body><article><p>{text}</p></article></body></html>")
        return f"<title>{title}</title><link>{self.url}/{name}</link><guid>{name}</guid>"

    def hits(self, path: str) -> int:
        return sum(asked == path for asked, _ in self.asked)


class Handler(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        known = self.headers["If-None-Match"]
        self.server.asked.append((self.path, known))
        answer = self.server.pages.get(self.path, Answer("nothing here", 404))
        if answer.hold:
            self.server.arrived.set()
            answer.hold.wait(60)
        same = answer.etag is not None and known == answer.etag
        body = b"" if same else answer.body.encode()
        status = 304 if same else answer.status
        if "Date" in answer.headers:  # a server whose clock goes differently
            self.send_response_only(status)
        else:
            self.send_response(status)
        kind = "application/rss+xml" if self.path.startswith("/feed") else "text/html"
        for name, value in {"Content-Type": f"{kind}; charset=utf-8", **answer.headers}.items():
            self.send_header(name, value)
        if answer.etag:
            self.send_header("ETag", answer.etag)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[Site]:
    server = Site()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    for answer in server.pages.values():
        if answer.hold:
            answer.hold.set()
    server.shutdown()
    thread.join()
    server.server_close()


class Hands:
    """A clock whose hands are turned on instead of waiting; `turned` are the waits in seconds."""

    def __init__(self, also: Callable[[], None] = lambda: None) -> None:
        self.at = START
        self.turned: list[float] = []
        self.also = also

    def now(self) -> datetime:
        return self.at

    def wait(self, seconds: float) -> None:
        self.turned.append(seconds)
        self.also()
        self.at += timedelta(seconds=seconds)
