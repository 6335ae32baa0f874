"""What is known before reading: states, bodies, places, titles, persons and who held which office on a day.

`load()` gives the one `Knowledge` of the process; the gate takes `Knowledge.surfaces()`.
"""

from __future__ import annotations

from bilateral.knowledge.base import Knowledge, load
from bilateral.knowledge.fold import ascii_letters, fold
from bilateral.knowledge.organisations import Organisation
from bilateral.knowledge.places import GazetteerPlace
from bilateral.knowledge.register import Person, Register, Term
from bilateral.knowledge.states import Metonym, State, States
from bilateral.knowledge.surfaces import Surface, SurfaceKind
from bilateral.knowledge.titles import Title, TitlePrefix, level_of

__all__ = [
    "GazetteerPlace",
    "Knowledge",
    "Metonym",
    "Organisation",
    "Person",
    "Register",
    "State",
    "States",
    "Surface",
    "SurfaceKind",
    "Term",
    "Title",
    "TitlePrefix",
    "ascii_letters",
    "fold",
    "level_of",
    "load",
]
