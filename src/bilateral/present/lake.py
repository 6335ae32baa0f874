"""The public record as a folder of Parquet files in Hive's layout, which DuckDB, Spark and pyarrow read as one table.

    year=2022/month=03/events.parquet      --partition month
    year=2022/events.parquet               --partition year
    dyad=AZE-USA/events.parquet            --partition dyad

Every event lies in one file, by the first day it may have been, or by its parties: those of three and more lie together
in `dyad=many`, one alone under its own code. What is written depends on the events alone. `_lake.json` says what the
folder is and lists its files; programs that read the folder pass over names that begin so.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from bilateral.chronology import RECORD_VERSION, DocumentInfo, EventQuery, Outline, Store
from bilateral.errors import ExportError, UnknownValue
from bilateral.present.exports import export
from bilateral.present.files import told, write_file

__all__ = ["MANIFEST", "PARTITIONS", "write_lake"]

MANIFEST = "_lake.json"
_FILE = "events.parquet"


def _year(outline: Outline) -> str:
    return f"year={outline.earliest.year:04d}"


def _month(outline: Outline) -> str:
    return f"{_year(outline)}/month={outline.earliest.month:02d}"


def _dyad(outline: Outline) -> str:
    parties = outline.parties
    return f"dyad={'-'.join(parties) if 0 < len(parties) < 3 else 'many' if parties else 'none'}"


PARTITIONS: Mapping[str, Callable[[Outline], str]] = MappingProxyType({"month": _month, "year": _year, "dyad": _dyad})
"""The ways to part the events, each with the folder an event falls into."""


def write_lake(store: Store, query: EventQuery, folder: str | Path, *, partition: str) -> list[str]:
    """Write the events that answer the question to `folder`; returns the files that changed, new and removed included.

    A file whose events are as before is not touched, each other is replaced at once and whole, and those that have no
    event any more are removed. Raises UnknownValue for another partition, and ExportError where the folder holds
    something else, was parted otherwise, or cannot be written.
    """
    if partition not in PARTITIONS:
        raise UnknownValue("partition", partition, list(PARTITIONS))
    root = Path(folder)
    before = _before(root, partition)
    parts: dict[str, list[str]] = {}
    for outline in store.outlines(query):
        parts.setdefault(f"{PARTITIONS[partition](outline)}/{_FILE}", []).append(outline.id)
    documents = store.documents()
    written = {name: _write(store, documents, root / name, ids) for name, ids in sorted(parts.items())}
    changed = sorted(name for name in {*before, *written} if before.get(name) != written.get(name))
    gone = [name for name in changed if name not in written]
    # Before files are removed, so that a list never names what is not there; after they are written.
    write_file(root / MANIFEST, _manifest(partition, written))
    _remove(root, gone)
    return changed


def _write(store: Store, documents: Mapping[str, DocumentInfo], path: Path, ids: Iterable[str]) -> dict[str, Any]:
    with told(str(path)):
        path.parent.mkdir(parents=True, exist_ok=True)
    wanted = list(ids)
    export(store.events_with(wanted), documents, path, format="parquet")
    return {"events": len(wanted), "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}


def _before(root: Path, partition: str) -> dict[str, Any]:
    """What the folder's list names. Raises ExportError where the folder is not ours to write to."""
    if not root.exists():
        if not root.parent.is_dir():
            raise ExportError(f"{root}: the folder {root.parent} does not exist; create it first")
        return {}
    if not root.is_dir():
        raise ExportError(f"{root}: is a file; parted events are written to a folder")
    if not (root / MANIFEST).exists():
        # An earlier run that was stopped leaves no list, but nothing that another would not write itself.
        others = [path.name for path in root.iterdir() if "=" not in path.name and not path.name.startswith(".")]
        if others:
            raise ExportError(f"{root}: holds other things ({sorted(others)[0]}); name an empty folder")
        return {}
    try:
        known = json.loads((root / MANIFEST).read_text(encoding="utf-8"))
        if known["partition"] == partition:
            return dict(known["files"])
    except (ValueError, KeyError, TypeError) as error:
        raise ExportError(f"{root / MANIFEST}: is damaged ({error}); name an empty folder") from error
    raise ExportError(f"{root}: is parted by {known['partition']}, not by {partition}; name another folder")


def _manifest(partition: str, files: Mapping[str, Any]) -> str:
    known = {"record_version": RECORD_VERSION, "partition": partition, "files": dict(sorted(files.items()))}
    return json.dumps(known, indent=1) + "\n"


def _remove(root: Path, names: Iterable[str]) -> None:
    for name in names:
        known = Path(name)
        if known.name != _FILE or not all("=" in part for part in known.parts[:-1]):  # a list that somebody changed
            continue
        path = root / name
        with told(str(path)):
            path.unlink(missing_ok=True)
            for folder in list(path.parents)[: len(Path(name).parents) - 1]:
                if folder.is_dir() and not any(folder.iterdir()):
                    folder.rmdir()
