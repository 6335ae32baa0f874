"""The pages as files: a site that any web server can hold, and that opens without one.

The same store gives the same bytes. What needs a server (searching, judging, the outlook) is left out, and so is every
link to a page that is not written.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from bilateral.api.query import party
from bilateral.chronology import Store
from bilateral.config import DEFAULT_SETTINGS, Settings
from bilateral.errors import ExportError, QueryError
from bilateral.knowledge import load
from bilateral.present.files import told, write_file
from bilateral.present.words import party_names
from bilateral.web.assets import assets
from bilateral.web.index import Index, make_index
from bilateral.web.links import FileLinks, page_path
from bilateral.web.pages import PAGES, PATHS, Page
from bilateral.web.pool import Pool
from bilateral.web.render import html_page, json_page
from bilateral.web.shown import Site, document_key
from bilateral.web.views.people import person_key

__all__ = ["MANIFEST", "write_site"]

MANIFEST = "site.json"
"""Lists the files of a site, so that a later one takes away what it no longer has, and nothing else."""

_ALL = 1_000_000
"""Rows on a page: all of them."""


@dataclass(frozen=True, slots=True)
class _Written:
    """One page to be written: which, and with what values."""

    page: Page
    values: Mapping[str, Any]

    @property
    def path(self) -> str:
        return page_path(self.page.path, self.values)

    @property
    def files(self) -> tuple[str, str]:
        """The page and its twin, as unquoted paths from the folder of the site."""
        html, data = (unquote(page_path(self.page.path, self.values, fmt)).lstrip("/") for fmt in ("html", "json"))
        return html, data


def write_site(
    db: str | Path,
    folder: str | Path,
    states: Sequence[str] = (),
    *,
    settings: Settings = DEFAULT_SETTINGS,
    progress: Callable[[int, int], None] = lambda _done, _of: None,
) -> int:
    """Write the site; how many pages it has. `states` narrow it to their relations: of one to all others, of several
    to each other. `progress` is called with the pages done and their number.

    Raises UnknownState, QueryError where they have no relation, what `Store.open` raises, and ExportError where the
    folder cannot be written, or holds other files than those of a site.
    """
    target = Path(folder)
    before = _before(target)
    Pool(Path(db), settings=settings).prepare()
    with Store.open(db, read_only=True, settings=settings) as store:
        index = _narrowed(make_index(store), states)
        site = Site(store=store, index=index, name_of=party_names(load()), path=Path(db).name, size=_ALL)
        pages = list(_pages(site, whole=not states))
        there = frozenset(one.path for one in pages)
        files = {name for one in pages for name in one.files} | {f"static/{name}" for name in assets()}
        _list(target, before | files)  # first, so that a site that was not finished is known as one
        for name, asset in assets().items():
            _put(target / "static" / name, asset.content)
        for done, one in enumerate(pages, start=1):
            for name, body in zip(one.files, _made(site, one, there), strict=True):
                _put(target.joinpath(*name.split("/")), body)
            progress(done, len(pages))
    for stale in sorted(before - files):
        with told(str(target / stale)):
            (target / stale).unlink(missing_ok=True)
    _list(target, files)
    return len(pages)


def _before(target: Path) -> frozenset[str]:
    """The files of the site that is there already."""
    if not target.exists():
        return frozenset()
    if not target.is_dir():
        raise ExportError(f"{target}: is a file; name a folder")
    if not any(target.iterdir()):
        return frozenset()
    try:
        found = json.loads((target / MANIFEST).read_text("utf-8"))
        files = [str(name) for name in found["files"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ExportError(
            f"{target}: holds files, but no site that this program wrote; name a folder that is empty or not there"
        ) from error
    return frozenset(name for name in files if ".." not in Path(name).parts and not Path(name).is_absolute())


def _narrowed(index: Index, states: Sequence[str]) -> Index:
    if not states:
        return index
    codes = {code if code in index.parties else party(code) for code in states}
    held = {pair for pair in index.pairs if (codes >= set(pair) if len(codes) > 1 else codes & set(pair))}
    if not held:
        raise QueryError(f"no events between {', '.join(sorted(codes))}{' and others' if len(codes) == 1 else ''}")
    return index.narrowed(held)


def _pages(site: Site, *, whole: bool) -> Iterator[_Written]:
    index = site.index
    named = {page.name: page for page in PAGES if page.written}
    yield _Written(named["home"], {})
    yield _Written(named["relations"], {})
    for first, second in sorted(index.pairs):
        for page in named.values():
            if {"first", "second"} == {param.name for param in page.params if param.where == "path"}:
                yield _Written(page, {"first": first, "second": second})
    positions = [int(position) for position in index.everything]
    for position in positions:
        yield _Written(named["event"], {"id": index.ids[position]})
    reports = sorted({report for position in positions for report in index.reports(position)})
    for key in site.store.listing.documents_of(reports):
        yield _Written(named["document"], {"id": document_key(key)})
    if whole:
        yield _Written(named["people"], {})
        persons = {(one.party, person_key(one.name)) for one in site.store.people.all()}
        for code, key in sorted(persons):
            yield _Written(named["person"], {"party": code, "name": key})
    yield _Written(named["judgements"], {})


def _made(site: Site, one: _Written, there: frozenset[str]) -> tuple[bytes, bytes]:
    page = one.page
    defaults = {param.name: () if param.many else param.default for param in page.params}
    view = page.view(site, **{**defaults, **one.values})
    links = FileLinks(PATHS, one.path, there)
    twin = links(page.name, fmt="json", **one.values)
    html = html_page(page.template, view, links, page=page, twin=twin, chosen=one.values, desk=None)
    return html, json_page(view)


def _list(target: Path, files: Collection[str]) -> None:
    listed = json.dumps({"bilateral": "site", "files": sorted(files)}, indent=1) + "\n"
    _put(target / MANIFEST, listed.encode())


def _put(path: Path, content: bytes) -> None:
    with told(str(path)):
        path.parent.mkdir(parents=True, exist_ok=True)
    write_file(path, content)
