"""What a source on the command line stands for: files of a folder or pattern, an address, standard input."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bilateral.errors import FetchFailed, InputError, NotFound

__all__ = ["STDIN", "Target", "expand", "is_address", "passed_over"]

STDIN = "standard input"
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://")

_NOT_TEXT = re.compile(
    r"\.(?:jpg|jpeg|png|gif|webp|svg|ico|bmp|tif|tiff|heic|mp3|m4a|wav|ogg|flac|mp4|m4v|mov|avi|mkv|webm"
    r"|zip|tar|tgz|bz2|xz|zst|7z|rar|woff2?|ttf|otf|eot|css|m?js|map|py|pyc|so|dll|exe|bin"
    r"|duckdb|wal|db|sqlite|parquet|arrow|feather|csv|tsv|xlsx?|json|toml|ya?ml|ini|lock)",
    re.IGNORECASE,
)
"""Extensions of a folder's files that are passed over. PDF and word-processor files are not among them: they may hold
news, so they are refused by name rather than left out unseen."""


@dataclass(frozen=True, slots=True)
class Target:
    """One thing to open: `path` for a file, else an address, or standard input."""

    label: str
    path: Path | None = None


def is_address(source: str) -> bool:
    """Whether `source` is an http or https address."""
    scheme = _SCHEME.match(source)
    return scheme is not None and scheme.group(1).lower() in ("http", "https")


def expand(source: str) -> Iterator[Target | InputError]:
    """The targets of one source, files of a folder in sorted order; what cannot be listed comes as an error."""
    if source == "-":
        yield Target(STDIN)
    elif not source:  # to Path that is the folder one stands in
        yield NotFound("''", "an empty name")
    elif is_address(source):
        yield Target(source)
    elif scheme := _SCHEME.match(source):
        yield FetchFailed(source, f"{scheme.group(1)} addresses are not read, only http and https; download it first")
    elif Path(source).is_dir():
        yield from _folder(Path(source))
    elif not os.path.lexists(source) and glob.has_magic(source):
        yield from _pattern(source)
    elif not Path(source).exists() and not Path(source).is_symlink():
        yield NotFound(_label(source), "no such file or folder")
    else:
        yield Target(_label(source), Path(source))


def _label(path: str | Path) -> str:
    """A path as text, the same in every locale: names are bytes, and not all of them are text."""
    name = path if isinstance(path, str) else path.as_posix()
    return name if name.isascii() else os.fsencode(name).decode("utf-8", "backslashreplace")


def _pattern(source: str) -> Iterator[Target | InputError]:
    matches = sorted(glob.glob(source, recursive=True), key=_parts)  # noqa: PTH207 - Path.glob takes no absolute patterns
    files = [match for match in matches if not Path(match).is_dir()]
    if not files:
        yield NotFound(_label(source), "no file matches this pattern")
    yield from (Target(_label(match), Path(match)) for match in files)


def _folder(root: Path) -> Iterator[Target | InputError]:
    empty = True
    for path in _walk(root):
        if isinstance(path, InputError):
            empty = False
            yield path
        elif not _NOT_TEXT.fullmatch(path.suffix):
            empty = False
            yield Target(_label(path), path)
    if empty:
        yield NotFound(_label(root), "the folder holds no file that can be read")


def _walk(root: Path) -> Iterator[Path | InputError]:
    """Files below `root` in the order of their paths; hidden files and folders are skipped, links to folders too."""
    try:
        entries = sorted(os.scandir(root), key=lambda entry: entry.name)
    except OSError as error:
        yield InputError(_label(root), f"the folder cannot be listed: {error.strerror}")
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        path = root / entry.name
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(path)
        elif not entry.is_dir():
            yield path


def passed_over(sources: Iterable[str]) -> tuple[str, ...]:
    """Files in the given folders that `pages` passes over because their extension says they hold no news text.

    A file named itself is never passed over: where it cannot be read it is refused.
    """
    found: list[str] = []
    for source in sources:
        if source not in ("", "-") and Path(source).is_dir():
            paths = (path for path in _walk(Path(source)) if isinstance(path, Path))
            found += [_label(path) for path in paths if _NOT_TEXT.fullmatch(path.suffix)]
    return tuple(found)


def _parts(path: str) -> tuple[str, ...]:
    return Path(path).parts
