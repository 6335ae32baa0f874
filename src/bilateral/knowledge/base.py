"""The whole of what Bilateral knows beforehand, each part read when first used."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, cached_property
from types import MappingProxyType

from bilateral.knowledge.organisations import Organisation, read_organisations
from bilateral.knowledge.places import GazetteerPlace, read_places
from bilateral.knowledge.register import Register
from bilateral.knowledge.states import Metonym, States, read_metonyms, read_states
from bilateral.knowledge.surfaces import Surface, party_surfaces, surfaces_of
from bilateral.knowledge.tables import rows
from bilateral.knowledge.titles import Title, TitlePrefix, read_prefixes, read_titles

__all__ = ["Knowledge", "load"]


class Knowledge:
    """States, bodies, places, titles, persons, and all texts that may name them. Read-only; share one (`load`)."""

    @cached_property
    def organisations(self) -> Mapping[str, Organisation]:
        """International bodies by code."""
        return read_organisations()

    @cached_property
    def metonyms(self) -> Mapping[str, Metonym]:
        """Metonyms by key (`RUS|presidency`); of several with one key the first."""
        found: dict[str, Metonym] = {}
        for metonym in self._metonyms:
            found.setdefault(metonym.key, metonym)
        return MappingProxyType(found)

    @cached_property
    def states(self) -> States:
        """States by code and by what a person types."""
        return States(read_states(self._metonyms), self.organisations)

    @cached_property
    def places(self) -> Mapping[str, GazetteerPlace]:
        """Places by name."""
        return read_places()

    @cached_property
    def titles(self) -> Mapping[str, Title]:
        """Titles of office by id."""
        return read_titles()

    @cached_property
    def title_prefixes(self) -> tuple[TitlePrefix, ...]:
        """Words on a title that change whether its holder holds it."""
        return read_prefixes()

    @cached_property
    def honorifics(self) -> frozenset[str]:
        """Forms of address that stand before a name and say nothing of an office ("Mr.", "H.E.", "Sheikh")."""
        return frozenset(r["text"] for r in rows("honorifics.csv"))

    @cached_property
    def common_words(self) -> frozenset[str]:
        """Surnames that are words too ("May", "Brown"): bare, they name a person only where the text introduced one."""
        return frozenset(r["text"] for r in rows("common_words.csv"))

    @cached_property
    def register(self) -> Register:
        """Persons and the offices they held."""
        return Register()

    def surfaces(self) -> tuple[Surface, ...]:
        """Every text the gate looks for, each kind and key of it once."""
        return self._surfaces

    def party_surfaces(self) -> tuple[Surface, ...]:
        """Those of states and bodies alone, for which the persons need not be read."""
        return tuple(
            party_surfaces(
                states=self.states.by_code.values(), organisations=self.organisations.values(), metonyms=self._metonyms
            )
        )

    @cached_property
    def _metonyms(self) -> tuple[Metonym, ...]:
        return read_metonyms()

    @cached_property
    def _surfaces(self) -> tuple[Surface, ...]:
        return tuple(
            surfaces_of(
                states=self.states.by_code.values(),
                organisations=self.organisations.values(),
                metonyms=self._metonyms,
                places=self.places.values(),
                titles=self.titles.values(),
                register=self.register,
            )
        )


@cache
def load() -> Knowledge:
    """The package's knowledge, one object a process; its parts are read when first used."""
    return Knowledge()
