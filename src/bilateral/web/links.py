"""Where pages are: addresses on a server, or of files beside each other."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from posixpath import dirname, relpath
from typing import Any
from urllib.parse import quote, urlencode

__all__ = ["FileLinks", "Links", "ServerLinks", "page_path"]

Links = Callable[..., str]
"""From a page's name and its values to its address; empty where there is no such page. `fmt` names the twin."""

_SAFE = "-._~+:@"


def page_path(path: str, values: Mapping[str, Any], fmt: str = "") -> str:
    """The path of a page: "/dyads/{first}/{second}" with its values put in, quoted."""
    names = [part[1:-1] for part in path.split("/") if part.startswith("{")]
    filled = path.format_map({name: quote(str(values[name]), safe=_SAFE) for name in names})
    if not fmt:
        return filled
    return f"{filled}index.{fmt}" if filled.endswith("/") else f"{filled}.{fmt}"


def _query(path: str, values: Mapping[str, Any]) -> str:
    pairs = [
        (name, str(item))
        for name, value in values.items()
        if f"{{{name}}}" not in path and value not in (None, "", ())
        for item in (value if isinstance(value, tuple | list) else (value,))
    ]
    return f"?{urlencode(pairs)}" if pairs else ""


@dataclass(frozen=True, slots=True)
class ServerLinks:
    """Addresses on a server, from its root on. `paths` are those of the pages by name."""

    paths: Mapping[str, str]

    def __call__(self, name: str, /, *, fmt: str = "", **values: Any) -> str:
        """The address of a page."""
        return page_path(self.paths[name], values, fmt) + _query(self.paths[name], values)

    def asset(self, name: str) -> str:
        """The address of a file of styles or scripts."""
        return f"/static/{name}"


@dataclass(frozen=True, slots=True)
class FileLinks:
    """Files beside each other, as seen from the one at `here`; `there` are those that are written ("/dyads/A/B")."""

    paths: Mapping[str, str]
    here: str
    there: Collection[str]

    def __call__(self, name: str, /, *, fmt: str = "html", **values: Any) -> str:
        """The relative address of a page, empty where it is not written or would need a server."""
        path = self.paths[name]
        if _query(path, values) or page_path(path, values) not in self.there:
            return ""
        return self._relative(page_path(path, values, fmt))

    def asset(self, name: str) -> str:
        """The relative address of a file of styles or scripts."""
        return self._relative(f"/static/{name}")

    def _relative(self, path: str) -> str:
        return relpath(path, dirname(self.here))
