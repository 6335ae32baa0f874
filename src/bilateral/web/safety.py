"""What every answer carries and every request must hold to, whatever page is asked for.

Texts come from strangers and so may requests. Pages allow only the app's own scripts and styles and no request to
anywhere else. A request must name this server (else a page elsewhere could have its own name lead here: DNS
rebinding), be short, and, if it is to change anything, come from the app's own pages.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bilateral.web.serving import Serving

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["HEADERS", "MOST_BODY", "POLICY", "Guard", "foreign", "host_name"]

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""The Content-Security-Policy of every answer."""

HEADERS: Mapping[str, str] = MappingProxyType(
    {
        "content-security-policy": POLICY,
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "same-origin",  # with none at all, browsers no longer say where a form comes from
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "permissions-policy": "camera=(), geolocation=(), microphone=()",
    }
)
"""Of every answer, unless it brings its own."""

MOST_BODY = 64_000
"""Bytes of a request's body."""
_MOST_TARGET = 4_000
"""Bytes of path and query."""


@dataclass(frozen=True, slots=True)
class _Refused(Exception):
    status: int
    says: str


class Guard:
    """Stands before the app: refuses what it must, and adds HEADERS to all that comes back."""

    def __init__(self, app: ASGIApp, serving: Serving) -> None:
        self._app = app
        self._names = _names(serving)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                there = {name for name, _ in message["headers"]}
                message["headers"] = [
                    *message["headers"],
                    *((k.encode(), v.encode()) for k, v in HEADERS.items() if k.encode() not in there),
                ]
            await send(message)

        try:
            headers = _headers(scope["headers"])
            self._check(scope, headers)
        except _Refused as refused:
            from starlette.responses import PlainTextResponse

            await PlainTextResponse(refused.says + "\n", refused.status)(scope, receive, answer)
            return
        await self._app(scope, receive, answer)

    def _check(self, scope: Scope, headers: Mapping[str, str]) -> None:
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > _MOST_TARGET:
            raise _Refused(414, f"The address is too long: {_MOST_TARGET:,} characters at most.")
        name = host_name(headers.get("host", ""))
        if name is None or not (name in self._names or _is_address(name)):
            raise _Refused(421, "This server does not go by that name; start it with --allow-host NAME if it is to.")


def host_name(host: str) -> str | None:
    """The name in a Host header, in lower case and without its port; None where it is none."""
    try:
        parts = urlsplit(f"//{host}")
        _ = parts.port
    except ValueError:
        return None
    if not parts.hostname or parts.username is not None or parts.path or parts.query or parts.fragment:
        return None
    return parts.hostname.lower()


def foreign(headers: Mapping[str, str]) -> bool:
    """Whether a request that is to change something comes from a page of another site, as far as the browser tells."""
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = headers.get("origin")
    if origin is None:
        return False
    host = headers.get("host", "").lower()
    return origin.lower() not in (f"http://{host}", f"https://{host}")


def _names(serving: Serving) -> frozenset[str]:
    own = {"localhost", serving.host.strip("[]").lower(), *(name.lower() for name in serving.hosts)}
    if not serving.loopback:
        own |= {socket.gethostname().lower(), socket.getfqdn().lower()}
    return frozenset(own)


def _is_address(name: str) -> bool:
    # Whoever names an address has not been sent here by a name that changed its meaning.
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _headers(raw: Iterable[tuple[bytes, bytes]]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for name, value in raw:
        key = name.decode("latin-1").lower()
        if key == "host" and key in found:
            raise _Refused(400, "The request names two hosts.")
        found[key] = value.decode("latin-1")
    return found
