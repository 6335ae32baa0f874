"""Listening: a socket first, so that a port in use is told in our own words, then the app until Ctrl-C."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Callable

from bilateral.errors import QueryError
from bilateral.web.app import application
from bilateral.web.serving import Serving

__all__ = ["address_of", "listen", "serve"]


def listen(serving: Serving) -> socket.socket:
    """A socket at the address; port 0 takes any free one. Raises QueryError where it cannot be had."""
    try:
        family, _, _, _, address = socket.getaddrinfo(
            serving.host.strip("[]"), serving.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        found = socket.socket(family, socket.SOCK_STREAM)
    except OSError as error:
        raise QueryError(f"--host {serving.host}: no such address on this machine ({error.strerror})") from error
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind(address)
        found.listen(128)
    except OSError as error:
        found.close()
        raise QueryError(
            f"cannot listen at {serving.host}, port {serving.port} ({error.strerror}); name another with --port, or "
            "take any free one with --port 0"
        ) from error
    return found


def address_of(serving: Serving, listening: socket.socket) -> str:
    """Where a browser on this machine finds it."""
    port = listening.getsockname()[1]
    host = serving.host.strip("[]")
    if host in ("0.0.0.0", "::"):
        host = "localhost"
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def serve(serving: Serving, listening: socket.socket, *, ready: Callable[[], None] = lambda: None) -> None:
    """Serve until Ctrl-C, or until the process is asked to end; what is under way is then still answered.

    `ready` is called when the first request can come. Raises KeyboardInterrupt.
    """
    import uvicorn

    app = application(serving)
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=True,
        lifespan="off",
        proxy_headers=False,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=5,
        limit_concurrency=200,
        h11_max_incomplete_event_size=32_000,
        ws="none",
    )

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            ready()

    try:
        with contextlib.closing(listening):
            Server(config).run(sockets=[listening])
    finally:
        app.state.app.pool.close()
