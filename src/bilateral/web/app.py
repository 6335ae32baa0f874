"""The app: routes made from the table of pages, one way to answer them all, and errors told in plain words."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bilateral.errors import (
    BilateralError,
    DatabaseLocked,
    QueryError,
    UnknownDocument,
    UnknownEvent,
    UnknownJudgement,
    UnknownPerson,
    UnknownState,
)
from bilateral.knowledge import load
from bilateral.present.words import party_names
from bilateral.web.assets import assets
from bilateral.web.feeds import atom, calendar_of, feed_of
from bilateral.web.judging import Desk, Forbidden, form_of
from bilateral.web.learning import Models, StillLearning
from bilateral.web.links import ServerLinks, page_path
from bilateral.web.openapi import openapi
from bilateral.web.pages import PAGES, PAIR, PATHS, Page
from bilateral.web.params import Param, checked
from bilateral.web.pool import Opened, Pool
from bilateral.web.render import html_page, json_page
from bilateral.web.safety import MOST_BODY, Guard
from bilateral.web.serving import Serving
from bilateral.web.shown import Site
from bilateral.web.views.judgements import judgement_line

__all__ = ["App", "application"]

log = logging.getLogger("bilateral.web")

_TYPES: Mapping[str, str] = {"": "text/html; charset=utf-8", "json": "application/json"}
_KEPT = 400
"""Answers that are kept to be given again while the database stays as it is."""
_KEPT_BYTES = 32_000_000


class _Links(ServerLinks):
    """Addresses on the server, those of styles and scripts with the version of the file."""

    def asset(self, name: str) -> str:
        return f"/static/{name}?v={assets()[name].version}"


LINKS = _Links(PATHS)


@dataclass(frozen=True, slots=True)
class Failure:
    """What an error page says."""

    status: int
    title: str
    says: str
    again: bool = False
    """Whether the page loads itself again after some seconds."""


class App:
    """The pages of one database."""

    def __init__(self, serving: Serving) -> None:
        self.serving = serving
        self.pool = Pool(serving.path, settings=serving.settings, idle=serving.idle)
        self.desk = Desk(serving, self.pool)
        self.models = Models(self.pool)
        self._kept = _Kept()
        self._tried = ""

    def answer(self, page: Page, fmt: str, request: Request) -> Response:
        """A page or its twin."""
        query = _query(request)
        if page.name == "search":
            self._take_in()
        with self.pool.reading() as opened:
            values = checked(page.params, request.path_params, query, opened.index.parties)
            address = page_path(page.path, page.canonical(values), fmt)
            if address != page_path(page.path, request.path_params, fmt):
                asked = f"?{request.url.query}" if request.url.query else ""
                return RedirectResponse(address + asked, 307)
            key = (opened.state, page.name, fmt, repr(sorted(values.items())))
            body = self._kept.get(key)
            if body is None:
                body = self._made(page, fmt, values, opened)
                self._kept.put(key, body)
        return Response(body, media_type=_TYPES[fmt], headers={"cache-control": "no-cache"})

    def _take_in(self) -> None:
        """Texts that came since the last search are taken in first, once for each state of the file."""
        with self.pool.reading() as opened:
            state, left = opened.state, opened.unsearched
        if left and self._tried != state:
            self._tried = state
            self.pool.take_in()

    def chosen(self, request: Request) -> Response:
        """From the names of two parties to their page; of one, to its relations."""
        params = (Param(name="a", kind="party", says=""), Param(name="b", kind="party", says=""))
        with self.pool.reading() as opened:
            values = checked(params, {}, _query(request), opened.index.parties)
        one, two = values["a"], values["b"]
        if one and two:
            if one == two:
                raise QueryError("name two different parties")
            first, second = sorted((one, two))
            return RedirectResponse(LINKS("dyad", first=first, second=second), 307)
        return RedirectResponse(LINKS("relations", party=one or two), 307)

    def feed(self, request: Request) -> Response:
        """The feed of a relation."""
        with self.pool.reading() as opened:
            values = checked(PAIR, request.path_params, _query(request), opened.index.parties)
            first, second = sorted(values.values())
            if (first, second) != (request.path_params["first"], request.path_params["second"]):
                return RedirectResponse(LINKS("feed", first=first, second=second), 307)
            pair, events = feed_of(self._site(opened), first, second)
        base = str(request.base_url).rstrip("/")
        body = atom(
            pair,
            events,
            own=base + LINKS("feed", first=first, second=second),
            page=base + LINKS("dyad", first=first, second=second),
            event=lambda id: base + LINKS("event", id=id),
        )
        return Response(body, media_type="application/atom+xml", headers={"cache-control": "no-cache"})

    def calendar(self, request: Request) -> Response:
        """What is planned or proposed between two parties, as an iCalendar file."""
        with self.pool.reading() as opened:
            values = checked(PAIR, request.path_params, _query(request), opened.index.parties)
            first, second = sorted(values.values())
            if (first, second) != (request.path_params["first"], request.path_params["second"]):
                return RedirectResponse(LINKS("calendar", first=first, second=second), 307)
            body = calendar_of(self._site(opened), first, second)
        return Response(body, media_type="text/calendar; charset=utf-8", headers={"cache-control": "no-cache"})

    def _made(self, page: Page, fmt: str, values: Mapping[str, Any], opened: Opened) -> bytes:
        view = page.view(self._site(opened), **values)
        if fmt == "json":
            return json_page(view)
        asked = page.asked(values)
        twin = LINKS(page.name, fmt="json", **asked)
        chosen = {name: value for name, value in asked.items() if name != "page"}
        return html_page(
            page.template,
            view,
            LINKS,
            page=page,
            twin=twin,
            chosen=chosen,
            desk=self.desk if self.desk.open else None,
        )

    def _site(self, opened: Opened) -> Site:
        name_of = party_names(load())
        return Site(
            store=opened.store,
            index=opened.index,
            name_of=name_of,
            path=self.serving.path.name,
            may_judge=self.desk.open,
            unsearched=opened.unsearched,
            model_of=self.models.of,
        )

    def judged(self, what: str, id: str, headers: Mapping[str, str], body: bytes) -> Response:
        """A judgement made ("judge", on an event) or withdrawn ("withdraw"); leads to the page that shows it."""
        given = form_of(body)
        self.desk.check(headers, given)
        (id,) = checked((Param(name="id", kind="id", where="path", says=""),), {"id": id}, []).values()
        made = self.desk.judge(id, given) if what == "judge" else self.desk.withdraw(id)
        with self.pool.reading() as opened:
            event = judgement_line(self._site(opened), made).event
        to = LINKS("event", id=event, judged=made) if event else LINKS("judgements", judged=made)
        return RedirectResponse(to, 303)

    def failed(self, request: Request, failure: Failure) -> Response:
        """An error as a page, or as JSON where that was asked for."""
        headers = {"cache-control": "no-store"}
        if failure.status == HTTPStatus.SERVICE_UNAVAILABLE:
            headers["retry-after"] = "3"
        if failure.again:
            headers["refresh"] = "3"
        if request.url.path.endswith(".json"):
            return Response(json_page({"error": failure}), failure.status, headers, _TYPES["json"])
        body = html_page("error.html.j2", failure, LINKS, page=None, twin="", desk=None)
        return Response(body, failure.status, headers, _TYPES[""])


def application(serving: Serving) -> Starlette:
    """The app, as any ASGI server takes it."""
    app = App(serving)
    routes: list[Route] = []
    for page in PAGES:
        for fmt in ("json", ""):
            path = page_path(page.path, _Same(), fmt).replace("%7B", "{").replace("%7D", "}")
            routes.append(Route(path, partial(_told, app, partial(app.answer, page, fmt)), methods=["GET"]))
    routes.append(Route(PATHS["choose"], partial(_told, app, app.chosen), methods=["GET"]))
    routes.append(Route(PATHS["feed"], partial(_told, app, app.feed), methods=["GET"]))
    routes.append(Route(PATHS["calendar"], partial(_told, app, app.calendar), methods=["GET"]))
    routes.append(Route(PATHS["openapi"], _description, methods=["GET"]))
    for what in ("judge", "withdraw"):
        routes.append(Route(PATHS[what], _handed_in(app, what), methods=["POST"]))
    routes.append(Route("/static/{name}", _asset, methods=["GET"]))

    def told(request: Request, error: Exception) -> Response:
        return app.failed(request, _http_failure(error))

    found = Starlette(
        routes=routes,
        middleware=[Middleware(Guard, serving=serving)],
        exception_handlers={HTTPException: told},
    )
    found.state.app = app
    return found


class _Same(dict[str, str]):
    """Gives every name in braces: the path as a pattern."""

    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"


def _told(app: App, answer: Callable[[Request], Response], request: Request) -> Response:
    try:
        return answer(request)
    except BilateralError as error:
        return app.failed(request, _failure(error))
    except Exception as error:  # told as a page of our own, with the headers of every other
        return app.failed(request, _defect(error))


def _handed_in(app: App, what: str) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        body = b""
        async for chunk in request.stream():
            body += chunk
            if len(body) > MOST_BODY:
                raise HTTPException(413)
        answer = partial(app.judged, what, request.path_params["id"], request.headers, body)
        return await run_in_threadpool(_told, app, lambda _: answer(), request)

    return endpoint


def _query(request: Request) -> list[tuple[str, str]]:
    try:
        return parse_qsl(request.url.query, keep_blank_values=True, max_num_fields=200, errors="strict")
    except ValueError as error:
        raise QueryError("the question in the address cannot be read: it is too long, or no UTF-8") from error


def _description(_: Request) -> Response:
    return Response(json_page(openapi()), media_type=_TYPES["json"])


def _asset(request: Request) -> Response:
    name = request.path_params["name"]
    found = assets().get(name)
    if found is None:
        raise HTTPException(404)
    known = request.query_params.get("v") == found.version
    cache = "public, max-age=31536000, immutable" if known else "no-cache"
    return Response(found.content, media_type=found.media_type, headers={"cache-control": cache})


# --- errors ------------------------------------------------------------------------------------------------------


def _failure(error: Exception) -> Failure:
    says = " ".join(str(error).split())
    if isinstance(error, Forbidden):
        return Failure(403, "Not taken", says)
    if isinstance(error, UnknownEvent | UnknownDocument | UnknownPerson | UnknownJudgement):
        return Failure(404, "Not here", says)
    if isinstance(error, UnknownState | QueryError):
        return Failure(400, "That cannot be asked", says)
    if isinstance(error, StillLearning):
        return Failure(503, "Being learned", says, again=True)
    if isinstance(error, DatabaseLocked):
        return Failure(503, "Being written", _locked(says))
    log.error("%s", says)
    return Failure(503, "The database cannot be read", says)


def _locked(says: str) -> str:
    path, _, rest = says.partition(": ")
    who = rest.partition(" has it open")[0] or "another process"
    return (
        f"{who[:1].upper()}{who[1:]} is writing to {Path(path).name}, and nobody can read it meanwhile. Nothing is "
        "lost: load this page again when that is done."
    )


def _http_failure(error: Exception) -> Failure:
    status = error.status_code if isinstance(error, HTTPException) else 500
    titles = {404: ("Not here", "There is no page at this address."), 405: ("Not so", "This page can only be read.")}
    title, says = titles.get(status, (HTTPStatus(status).phrase, HTTPStatus(status).description))
    return Failure(status, title, says)


def _defect(error: Exception) -> Failure:
    log.error("a page could not be made", exc_info=error)
    return Failure(500, "A defect of ours", "This page could not be made; the server's log says why.")


class _Kept:
    """Answers by key, the latest used ones, of a bounded size."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._bodies: OrderedDict[tuple[str, ...], bytes] = OrderedDict()
        self._size = 0

    def get(self, key: tuple[str, ...]) -> bytes | None:
        with self._lock:
            body = self._bodies.get(key)
            if body is not None:
                self._bodies.move_to_end(key)
            return body

    def put(self, key: tuple[str, ...], body: bytes) -> None:
        with self._lock:
            self._size += len(body) - len(self._bodies.pop(key, b""))
            self._bodies[key] = body
            while len(self._bodies) > _KEPT or self._size > _KEPT_BYTES:
                self._size -= len(self._bodies.popitem(last=False)[1])
