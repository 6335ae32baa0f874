"""Build the package's register of persons and gazetteer from a folder of reference data.

    python tools/build_knowledge.py FOLDER

FOLDER holds office_holders.csv.gz, person_aliases.csv.gz and mined_offices_us_gov.csv (columns: tools/README.md).
Writes people.tsv.gz with its indexes people_names.tsv.gz, people_surnames.tsv.gz and
people_sounds.tsv.gz, holders.tsv.gz with its index
holders_offices.tsv.gz, and places.tsv.gz into src/bilateral/knowledge/data; the same input gives the same bytes.
Hand-made rows come from holders_added.csv and person_names.csv there.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import sys
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from knowledge_build.names import Names
from knowledge_build.people import People
from knowledge_build.places import place_lines
from knowledge_build.terms import added_rows, close_terms, mined_rows, reconcile, register_rows

DATA = Path(__file__).parents[1] / "src" / "bilateral" / "knowledge" / "data"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    people = People(Names(DATA))
    people.add_terms(register_rows(folder / "office_holders.csv.gz"))
    people.add_aliases(folder / "person_aliases.csv.gz", wrong=DATA / "wrong_aliases.csv")
    people.add_usual_names(DATA / "person_names.csv")
    people.add_terms(added_rows(DATA / "holders_added.csv"))
    people.add_terms(mined_rows(folder / "mined_offices_us_gov.csv"))
    people.merge(DATA / "person_names.csv")
    people.terms = reconcile(people.terms)
    close_terms(people.terms)
    pack("people_names.tsv.gz", "name\tids", people.name_lines())
    pack("people_surnames.tsv.gz", "surname\tids", people.surname_lines())
    pack("people_sounds.tsv.gz", "sounds\tids", people.sound_lines())
    pack("people.tsv.gz", "id\tname\tsurnames\trank\taliases", people.lines())
    pack("holders.tsv.gz", "id\tstate\tkind\tstart\tend\tflags\tsource\toffice", people.term_lines())
    pack("holders_offices.tsv.gz", "office\tids", people.office_lines())
    pack("places.tsv.gz", "name\tstate\tlat\tlon\tcapital\taliases", place_lines(DATA))


def pack(name: str, header: str, lines: Iterable[str]) -> None:
    """Write a packed table whose bytes depend on its lines only."""
    text = "\n".join([header, *lines]) + "\n"
    buffer = BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=buffer, compresslevel=9, mtime=0) as packed:
        packed.write(text.encode())
    (DATA / name).write_bytes(buffer.getvalue())
    print(f"{name}: {text.count(chr(10)) - 1} rows, {len(buffer.getvalue()) / 1024:.0f} KiB")


if __name__ == "__main__":
    csv.field_size_limit(1_000_000)
    main()
