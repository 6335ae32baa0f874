"""The files of styles and scripts that pages refer to: our own, the briefing's style sheet, and the vendored Vega."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

__all__ = ["Asset", "assets"]

_TYPES = MappingProxyType(
    {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml"}
)
_OWN = ("app.css", "app.js", "timeline.js", "icon.svg")
_VEGA = ("vega.min.js", "vega-lite.min.js", "vega-embed.min.js")


@dataclass(frozen=True, slots=True)
class Asset:
    """A file: its bytes, its type, and the beginning of its SHA-256, which makes its address new when it changes."""

    content: bytes
    media_type: str
    version: str


@cache
def assets() -> Mapping[str, Asset]:
    """All files by name."""
    found = {name: files("bilateral.web") / "static" / name for name in _OWN}
    found["brief.css"] = files("bilateral.present.brief") / "templates" / "brief.css"
    found |= {name: files("bilateral.present") / "vendor" / name for name in _VEGA}
    return MappingProxyType({name: _asset(name, path.read_bytes()) for name, path in found.items()})


def _asset(name: str, content: bytes) -> Asset:
    # The comment naming a source map would make developer tools ask for a file that is not there.
    content = content.partition(b"//# sourceMappingURL=")[0]
    return Asset(content, _TYPES[name.rpartition(".")[2]], hashlib.sha256(content).hexdigest()[:12])
