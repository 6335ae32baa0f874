"""The description of the app in OpenAPI 3.1, made from the table of pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bilateral import __version__
from bilateral.web.pages import PAGES, PATHS, Page
from bilateral.web.params import KINDS, Param

__all__ = ["openapi"]

_ERRORS: Mapping[str, str] = {
    "400": "It cannot be asked so; the answer says why.",
    "404": "It is not here.",
    "503": "The database cannot be read just now: another process writes to it.",
}
_FAILURE = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["status", "title", "says"],
            "properties": {"status": {"type": "integer"}, "title": {"type": "string"}, "says": {"type": "string"}},
        }
    },
}


def openapi() -> dict[str, Any]:
    """The description, as plain values."""
    paths: dict[str, Any] = {}
    for page in PAGES:
        paths[page.path] = {"get": _operation(page, "")}
        paths[_twin(page.path)] = {"get": _operation(page, "json")}
    paths[PATHS["feed"]] = {
        "get": _file("feed", "The newest events of a relation as an Atom feed", "application/atom+xml")
    }
    paths[PATHS["calendar"]] = {"get": _file("calendar", "What is planned, as a calendar", "text/calendar")}
    for name in ("judge", "withdraw"):
        paths[PATHS[name]] = {"post": _form(name)}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Bilateral",
            "version": __version__,
            "description": "A chronology of what states do to and with each other. Every page has a twin as data.",
        },
        "paths": paths,
        "components": {"schemas": {"Failure": _FAILURE}},
    }


def _twin(path: str) -> str:
    return f"{path}index.json" if path.endswith("/") else f"{path}.json"


def _operation(page: Page, fmt: str) -> dict[str, Any]:
    media = "application/json" if fmt else "text/html"
    schema: dict[str, Any] = {"type": "object"} if fmt else {"type": "string"}
    return {
        "operationId": f"{page.name}{'_data' if fmt else ''}",
        "summary": page.says,
        "parameters": [_parameter(param) for param in page.params],
        "responses": {
            "200": {"description": page.says, "content": {media: {"schema": schema}}},
            "307": {"description": "It has another address."},
            **_errors(media),
        },
    }


def _parameter(param: Param) -> dict[str, Any]:
    schema: dict[str, Any] = dict(KINDS[param.kind].schema)
    if param.many:
        schema = {"type": "array", "items": schema, "maxItems": 40}
    found: dict[str, Any] = {
        "name": param.name,
        "in": param.where,
        "required": param.where == "path",
        "description": param.says,
        "schema": schema,
    }
    if param.many:
        found |= {"style": "form", "explode": True}
    return found


def _file(name: str, says: str, media: str) -> dict[str, Any]:
    page = next(page for page in PAGES if page.name == "dyad")
    return {
        "operationId": name,
        "summary": says,
        "parameters": [_parameter(param) for param in page.params if param.where == "path"],
        "responses": {
            "200": {"description": says, "content": {media: {"schema": {"type": "string"}}}},
            "307": {"description": "It has another address."},
            **_errors("text/html"),
        },
    }


def _form(name: str) -> dict[str, Any]:
    says = {"judge": "Say that an event is right, wrong, or otherwise", "withdraw": "Withdraw a judgement"}[name]
    fields = {
        "judge": ("key", "token", "verdict", "field", "value", "other", "other_id", "by", "why"),
        "withdraw": ("key", "token"),
    }[name]
    schema = {"type": "object", "properties": {field: {"type": "string", "maxLength": 1000} for field in fields}}
    return {
        "operationId": name,
        "summary": says,
        "description": "Taken from the app's own pages only, which hold the key.",
        "parameters": [
            {"name": "id", "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}},
        ],
        "requestBody": {"content": {"application/x-www-form-urlencoded": {"schema": schema}}},
        "responses": {
            "303": {"description": "It is kept; the page that shows it."},
            "403": {"description": "It is not taken from there.", "content": {"text/html": {}}},
            "413": {"description": "It is too long.", "content": {"text/html": {}}},
            **_errors("text/html"),
        },
    }


def _errors(media: str) -> dict[str, Any]:
    schema: dict[str, Any] = (
        {"$ref": "#/components/schemas/Failure"} if media == "application/json" else {"type": "string"}
    )
    return {code: {"description": says, "content": {media: {"schema": schema}}} for code, says in _ERRORS.items()}
