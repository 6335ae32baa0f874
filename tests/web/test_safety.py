"""Who is answered, and what nobody can make the app do."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bilateral.web.app import application
from bilateral.web.safety import POLICY, foreign, host_name
from bilateral.web.serving import Serving, is_loopback

HOSTS = (
    ("127.0.0.1:8765", 200, "this machine"),
    ("localhost", 200, "this machine by name"),
    ("[::1]:8765", 200, "this machine in IPv6"),
    ("chronology.example.org", 200, "a name that was allowed"),
    ("CHRONOLOGY.example.org:80", 200, "in any case, with a port"),
    ("evil.example", 421, "a name that somebody leads here"),
    ("127.0.0.1.evil.example", 421, "one that looks like an address"),
    ("user@localhost", 421, "no host alone"),
    ("localhost:x", 421, "no port"),
    ("", 421, "none"),
)


@pytest.fixture(scope="module")
def served(made: Path) -> TestClient:
    serving = Serving(path=made, hosts=("chronology.example.org",))
    return TestClient(application(serving), base_url="http://127.0.0.1", raise_server_exceptions=False)


@pytest.mark.parametrize(("host", "status", "why"), HOSTS, ids=[row[2] for row in HOSTS])
def test_only_who_names_this_server_is_answered(host: str, status: int, why: str, served: TestClient) -> None:
    answer = served.get("/openapi.json", headers={"host": host})
    assert answer.status_code == status
    assert answer.headers["content-security-policy"] == POLICY


ADDRESSES = (
    ("/" + "x" * 5_000, 414, "a long path"),
    ("/dyads?party=" + "x" * 5_000, 414, "a long question"),
    ("/static/../app.py", 404, "no way out of the folder"),
    ("/static/..%2f..%2fapp.py", 404, "nor quoted"),
    ("/dyads/%2e%2e/%2e%2e", 400, "a path that climbs"),
    ("//evil.example/", 404, "no other site"),
)


@pytest.mark.parametrize(("address", "status", "why"), ADDRESSES, ids=[row[2] for row in ADDRESSES])
def test_odd_addresses(address: str, status: int, why: str, served: TestClient) -> None:
    answer = served.request("GET", f"http://127.0.0.1{address}", follow_redirects=False)
    assert answer.status_code == status
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_pages_are_only_read(method: str, served: TestClient) -> None:
    answer = served.request(method, "/dyads")
    assert answer.status_code == 405
    assert "content-security-policy" in answer.headers


ORIGINS: tuple[tuple[dict[str, str], bool, str], ...] = (
    ({}, False, "no browser"),
    ({"origin": "http://127.0.0.1"}, False, "our own page"),
    ({"sec-fetch-site": "same-origin", "origin": "http://127.0.0.1"}, False, "as a browser tells it"),
    ({"origin": "http://127.0.0.1:81"}, True, "another port"),
    ({"origin": "null"}, True, "a page of nowhere"),
    ({"origin": "http://evil.example"}, True, "another site"),
    ({"sec-fetch-site": "cross-site"}, True, "another site, without its name"),
    ({"sec-fetch-site": "same-site"}, True, "a neighbour"),
)


@pytest.mark.parametrize(("headers", "told", "why"), ORIGINS, ids=[row[2] for row in ORIGINS])
def test_where_a_form_comes_from(headers: dict[str, str], told: bool, why: str) -> None:
    assert foreign({"host": "127.0.0.1", **headers}) is told


@pytest.mark.parametrize(
    ("host", "told"),
    [("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("[::1]", True), ("localhost", True),
     ("0.0.0.0", False), ("::", False), ("192.168.1.2", False), ("example.org", False)],
)  # fmt: skip
def test_which_addresses_are_this_machine_alone(host: str, told: bool) -> None:
    assert is_loopback(host) is told


def test_a_host_is_read_without_its_port() -> None:
    assert [host_name(text) for text in ("A.example:80", "[::1]:8", "a/b", "a?b")] == ["a.example", "::1", None, None]
