"""Rows of invented events in the forms of ICEWS, POLECAT, GDELT 2 and ACLED; a test spells out what it is about."""

from __future__ import annotations

import csv
import io

from bilateral.knowledge.event_data import datasets

__all__ = ["acled", "file_of", "gdelt", "icews", "polecat"]


def icews(**cells: str) -> dict[str, str]:
    """A visit of Norway to Peru."""
    plain = {
        "Event ID": "7001",
        "Event Date": "2022-03-01",
        "Source Name": "Norway",
        "Source Sectors": "Government",
        "Source Country": "Norway",
        "Event Text": "Make a visit",
        "CAMEO Code": "042",
        "Intensity": "1.9",
        "Target Name": "Ana Ruiz",
        "Target Sectors": "Government,Executive",
        "Target Country": "Peru",
        "Story ID": "55",
        "Publisher": "A Paper",
        "City": "Lima",
        "Country": "Peru",
        "Latitude": "-12.05",
        "Longitude": "-77.03",
    }
    return plain | _spaced(cells)


def polecat(**cells: str) -> dict[str, str]:
    """Norway asks Peru to change something, on its military."""
    plain = {
        "Event ID": "20220301-7-a",
        "Event Date": "2022-03-01",
        "Event Type": "REQUEST",
        "Event Mode": "change",
        "Intensity": "-1.0",
        "Quad Code": "VERBAL CONFLICT",
        "Contexts": "military; diplomatic",
        "Actor Name": "Government",
        "Actor Country": "NOR",
        "Primary Actor Sector": "Government",
        "Recipient Name": "Army",
        "Recipient Country": "PER",
        "Placename": "Cusco",
        "Country": "PER",
        "Latitude": "-13.5",
        "Longitude": "-71.9",
        "Publication Date": "2022-03-02",
    }
    return plain | _spaced(cells)


def gdelt(**cells: str) -> dict[str, str]:
    """Austria phones Australia from Vienna: codes that FIPS and ISO give to each other's state."""
    plain = {
        "GLOBALEVENTID": "900001",
        "SQLDATE": "20220301",
        "Actor1Code": "AUTGOV",
        "Actor1Name": "VIENNA",
        "Actor1CountryCode": "AUT",
        "Actor2Code": "AUS",
        "Actor2Name": "AUSTRALIA",
        "Actor2CountryCode": "AUS",
        "EventCode": "041",
        "QuadClass": "1",
        "GoldsteinScale": "1.0",
        "NumMentions": "4",
        "ActionGeo_FullName": "Vienna, Wien, Austria",
        "ActionGeo_CountryCode": "AU",
        "ActionGeo_Lat": "48.2",
        "ActionGeo_Long": "16.37",
        "DATEADDED": "20220301143000",
        "SOURCEURL": "https://news.example/a",
    }
    return plain | cells


def acled(**cells: str) -> dict[str, str]:
    """Norway's army shells Peru's."""
    plain = {
        "event_id_cnty": "PER77",
        "event_date": "01 March 2022",
        "time_precision": "1",
        "sub_event_type": "Shelling/artillery/missile attack",
        "actor1": "Military Forces of Norway (2021-)",
        "actor2": "Military Forces of Peru (2021-) Border Guard",
        "country": "Peru",
        "location": "Tacna",
        "latitude": "-18.0",
        "longitude": "-70.2",
        "notes": 'A note with a comma, a "quote"\nand a second line.',
        "fatalities": "3",
    }
    return plain | cells


def file_of(name: str, *rows: dict[str, str]) -> str:
    """A file of these rows as the data set writes it."""
    data = datasets()[name]
    if data.separators[0] == "\t":
        lines = [] if data.shape else ["\t".join(data.columns)]
        lines += ["\t".join(row.get(column, "") for column in data.columns) for row in rows]
        return "".join(f"{line}\n" for line in lines)
    out = io.StringIO()
    writer = csv.DictWriter(out, data.columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _spaced(cells: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", " "): value for name, value in cells.items()}
