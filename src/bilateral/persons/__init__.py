"""What a chronology knows of persons from its own texts: who was introduced where, who is one person, what was ruled.

    Appearance -> learn -> KnownPerson -> Acquaintances
    (one text)             (the database) (asked while a text is coded)

Pure: appearances and rulings come from the database, and nothing here depends on their order.
"""

from __future__ import annotations

from bilateral.persons.data import (
    Appearance,
    KnownPerson,
    OfficeRuled,
    OfficeSeen,
    OpenName,
    Origin,
    Ruling,
    Told,
    name_words,
)
from bilateral.persons.learning import learn
from bilateral.persons.lookup import NOBODY, Acquaintances, relevant

__all__ = [
    "NOBODY",
    "Acquaintances",
    "Appearance",
    "KnownPerson",
    "OfficeRuled",
    "OfficeSeen",
    "OpenName",
    "Origin",
    "Ruling",
    "Told",
    "learn",
    "name_words",
    "relevant",
]
