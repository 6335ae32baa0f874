"""Mentions: which spans of a sentence name states, offices, persons, organisations and places, and which ones.

A phrase grammar over the items of a sentence: "[state] [modifier] title [of portfolio] [of state] [honorific] name
[of state]" and its shorter forms, plural titles with several names or states, states with an institution ("the Russian
side"), bare names of people introduced before, and places.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bilateral.coding.cast import Cast
from bilateral.coding.items import Item
from bilateral.coding.words import words
from bilateral.knowledge import Knowledge, SurfaceKind, Title
from bilateral.model import Actor, Level, Mention, MentionKind, Place

__all__ = ["MentionBuilder"]

_PARTY = (SurfaceKind.NAME, SurfaceKind.DEMONYM, SurfaceKind.PEOPLE, SurfaceKind.METONYM, SurfaceKind.ORGANISATION)
_POSSESSIVE = frozenset({"’s", "'s", "’", "'"})
_BEFORE_PLACE = frozenset(
    {"in", "to", "from", "at", "near", "for", "outside", "around", "into", "toward", "towards", "leaving"}
)


@dataclass(slots=True)
class _Phrase:
    """What has been read of an office phrase so far."""

    titles: list[Title]
    party: str | None
    plural: bool
    former: bool = False
    end: int = 0
    """Index of the first item after the phrase."""


class MentionBuilder:
    """Builds the mentions of one document, sentence by sentence, in order: later names lean on earlier ones."""

    def __init__(self, knowledge: Knowledge, cast: Cast) -> None:
        self._knowledge = knowledge
        self._cast = cast
        self._words = words()
        self._honorifics = self._words.honorifics | {h.lower() for h in knowledge.honorifics}

    def build(self, items: Sequence[Item], sentence: int) -> list[Mention]:
        """Mentions of a sentence in order of appearance, not overlapping."""
        mentions: list[Mention] = []
        index = 0
        while index < len(items):
            item = items[index]
            if item.hit is None and not item.text[0].isupper():
                index += 1
                continue
            found, index_after = self._at(items, index, sentence)
            mentions.extend(found)
            index = max(index_after, index + 1)
        return mentions

    # -- dispatch -------------------------------------------------------------------------------------------------

    def _at(self, items: Sequence[Item], index: int, sentence: int) -> tuple[list[Mention], int]:
        item = items[index]
        hit = item.hit
        if hit is None:
            return self._plain(items, index, sentence)
        if hit.of(SurfaceKind.TITLE):
            return self._office(items, index, index, None, sentence)
        if hit.of(SurfaceKind.PERSON):
            return self._person(items, index, sentence)
        party = hit.of(*_PARTY)
        if party:
            return self._party(items, index, party.key, sentence)
        if hit.of(SurfaceKind.SURNAME):
            return self._surname(items, index, sentence)
        if hit.of(SurfaceKind.CAPITAL, SurfaceKind.PLACE):
            return self._place(items, index)
        return [], index + 1

    def _plain(self, items: Sequence[Item], index: int, sentence: int) -> tuple[list[Mention], int]:
        """A capitalised token of no table: somebody introduced before, or a new name with a title or state beside it."""
        item = items[index]
        if not item.capital or not item.text[0].isalpha():
            return [], index + 1
        polite = item.lower in self._honorifics
        end, name = self._name(items, index)
        if not name:
            return [], max(index + 1, end)
        if polite or " " in name:
            after, party, titles = self._after_name(items, end)
            if titles or party:
                actor = self._cast.resolve(name, titles, party, sentence)
                return self._emit(items, index, after, MentionKind.PERSON, [actor])
            if polite:
                end, party = self._of_party(items, end, None)
                actor = self._cast.called(name) or self._cast.resolve(name, (), party, sentence)
                return self._emit(items, index, end, MentionKind.PERSON, [actor])
        where = self._unknown_place(items, index, end, name)
        if where:
            return where
        known = self._cast.called(name)
        if known:
            return self._emit(items, index, end, MentionKind.PERSON, [known])
        return [], end if " " in name else index + 1

    def _unknown_place(
        self, items: Sequence[Item], index: int, end: int, name: str
    ) -> tuple[list[Mention], int] | None:
        """ "to Marrakech, Morocco": a town of no table, with the state it lies in."""
        before = items[index - 1].lower if index else ""
        if before not in _BEFORE_PLACE or end + 1 >= len(items) or items[end].text != ",":
            return None
        hit = items[end + 1].hit
        state = hit.of(SurfaceKind.NAME) if hit else None
        if state is None or (end + 2 < len(items) and items[end + 2].text in _POSSESSIVE):
            return None
        actors = [replace(self._party_actor(state.key, Level.INSTITUTION), basis="the state it lies in")]
        found, after = self._emit(items, index, end + 2, MentionKind.PLACE, actors, head="site")
        return [replace(found[0], place=Place(name=name, state=state.key))], after

    # -- offices --------------------------------------------------------------------------------------------------

    def _office(
        self, items: Sequence[Item], start: int, title_at: int, party: str | None, sentence: int
    ) -> tuple[list[Mention], int]:
        """A phrase whose title stands at `title_at` and which begins at `start`."""
        phrase = self._titles(items, title_at, party)
        phrase.former = any(i.lower in self._words.former for i in items[max(0, start - 1) : title_at])
        if phrase.plural:
            several = self._several(items, start, phrase, sentence)
            if several:
                return several
        phrase.end = _past_abbreviation(items, phrase.end)
        end, name = self._name(items, phrase.end)
        if not name and phrase.end + 1 < len(items) and items[phrase.end].text == ",":
            after = items[phrase.end + 1]
            if after.hit and after.hit.of(SurfaceKind.PERSON):
                end, name = self._name(items, phrase.end + 1)
            elif after.hit and after.hit.of(SurfaceKind.TITLE) and after.capital:
                # "the Special Envoy, Ambassador Deborah Lipstadt": two titles of one person.
                second = self._titles(items, phrase.end + 1, phrase.party)
                end, name = self._name(items, second.end)
                phrase.titles.extend(second.titles if name and not second.plural else [])
                name = name if not second.plural else ""
        if name:
            end, party = self._of_party(items, end, phrase.party)
            end, party, titles = self._apposition(items, end, party, phrase.titles)
            actor = self._cast.resolve(name, titles, party, sentence)
            if phrase.former:
                actor = replace(actor, office=None, level=Level.SENIOR_OFFICIAL, basis=f"{actor.basis}; former office")
            return self._emit(items, start, end, MentionKind.PERSON, [actor])
        if phrase.plural:
            level = phrase.titles[0].level
            actors = [self._party_actor(phrase.party, level)] if phrase.party else []
            return self._emit(items, start, phrase.end, MentionKind.OFFICE, actors, head=items[title_at].lower)
        told = (
            None
            if phrase.party
            or (items[title_at].text[0].islower() and start == title_at and not self._definite(items, start))
            else self._cast.titled(phrase.titles)
        )
        if told and not phrase.party:
            return self._emit(items, start, phrase.end, MentionKind.PERSON, [told])
        if not phrase.party and not any(t.state for t in phrase.titles):
            return [], phrase.end
        actor = self._cast.resolve("", phrase.titles, phrase.party, sentence)
        return self._emit(items, start, phrase.end, MentionKind.OFFICE, [actor], head=items[title_at].lower)

    def _definite(self, items: Sequence[Item], start: int) -> bool:
        return start > 0 and items[start - 1].lower == "the"

    def _titles(self, items: Sequence[Item], index: int, party: str | None) -> _Phrase:
        """Reads "title [of portfolio] [of state] [and title ...]" from `index`."""
        titles: list[Title] = []
        plural = False
        while True:
            hit = items[index].hit
            surface = hit.of(SurfaceKind.TITLE) if hit else None
            if hit is None or surface is None:
                break
            title = self._knowledge.titles[surface.key]
            plural = plural or _is_plural(hit.text, title)
            titles.append(title)
            while (
                index + 2 < len(items)
                and items[index + 1].text == "-"
                and items[index + 2].lower in {"elect", "designate"}
            ):
                index += 2
            index, found = self._complement(items, index + 1, allow_party=not plural)
            party = party or found
            following = self._next_title(items, index)
            if following is None and not plural and self._adjacent_title(items, index):
                following = index
            if following is None:
                break
            index = following
        return _Phrase(titles=titles, party=party, plural=plural, end=index)

    def _adjacent_title(self, items: Sequence[Item], index: int) -> bool:
        """Whether another title follows without a link: "Assistant Secretary for Labor Deputy Foreign Minister X"."""
        hit = items[index].hit if index < len(items) else None
        return bool(hit and items[index].capital and hit.of(SurfaceKind.TITLE) and not hit.of(SurfaceKind.PERSON))

    def _next_title(self, items: Sequence[Item], index: int) -> int | None:
        """Where "and Foreign Minister" goes on after a title, if it does: a second office of the same person."""
        if index + 1 < len(items) and items[index].lower in {"and", "&"}:
            index += 1
            while index < len(items) and items[index].lower in self._words.modifiers and items[index].capital:
                index += 1
            if index < len(items) and items[index].capital:
                hit = items[index].hit
                if hit and hit.of(SurfaceKind.TITLE) and not hit.of(SurfaceKind.PERSON):
                    return index
        return None

    def _complement(self, items: Sequence[Item], index: int, *, allow_party: bool) -> tuple[int, str | None]:
        """Skips what an office is about ("for European and Eurasian Affairs"); tells the state of "of Azerbaijan"."""
        party: str | None = None
        end = index
        while index < len(items):
            item = items[index]
            if item.lower in {"of", "for", "to", "on", "at", "and", ",", "the", "in", "&", "’s", "'s"}:
                if item.text == "," and end != index:
                    break
                index += 1
                continue
            before = items[index - 1].lower
            hit = item.hit
            if hit and hit.of(SurfaceKind.TITLE) and before == "the" and items[index - 2].lower == "to":
                index += 1
                end = index
                continue
            if hit and hit.of(SurfaceKind.PERSON, SurfaceKind.TITLE):
                break
            surface = hit.of(*_PARTY) if hit else None
            if hit and surface is None and before in _LINKS and hit.of(SurfaceKind.NOT_ACTOR, SurfaceKind.PLACE):
                index += 1
                end = index
                continue
            linked = before in {"of", "the"} or (before == "for" and surface is not None)
            if surface and allow_party and linked and party is None and items[index - 1].lower in {"of", "the"}:
                if before == "the" and (index < 2 or items[index - 2].lower not in {"of", "to", "for"}):
                    break
                if before == "of" or items[index - 2].lower == "of":
                    party = surface.key.partition("|")[0]
                index += 1
                end = index
                continue
            if (
                surface
                and (
                    before in {"to", "for", "in", "and"}
                    or (before == "the" and index >= 2 and items[index - 2].lower in {"to", "for", "in"})
                )
                and end < index
            ):
                index += 1
                end = index
                continue
            if item.capital and item.lower in self._words.portfolio:
                index += 1
                end = index
                continue
            if (
                item.capital
                and hit is None
                and before in {"of", "for", "and", "the", ","}
                and self._portfolio_ahead(items, index)
            ):
                index += 1
                continue
            break
        return end, party

    def _portfolio_ahead(self, items: Sequence[Item], index: int) -> bool:
        """Whether an unknown word belongs to what an office is about, because words that do follow it directly."""
        following = items[index + 1] if index + 1 < len(items) else None
        if following is None:
            return False
        if following.lower in {"and", "&", ","}:
            following = items[index + 2] if index + 2 < len(items) else None
        return following is not None and following.capital and following.lower in self._words.portfolio

    def _several(
        self, items: Sequence[Item], start: int, phrase: _Phrase, sentence: int
    ) -> tuple[list[Mention], int] | None:
        """Plural titles: "Presidents Biden and Putin", "the foreign ministers of France, Germany and Poland"."""
        title = phrase.titles[0]
        index = phrase.end
        if index < len(items) and items[index].lower == "of":
            parties, end = self._party_list(items, index + 1)
            if parties:
                actors = [self._cast.resolve("", phrase.titles, party, sentence) for party in parties]
                if phrase.party:
                    actors.insert(0, self._party_actor(phrase.party, title.level))
                return self._emit(items, start, end, MentionKind.OFFICE, actors, head=title.phrase.lower())
        mentions: list[Mention] = []
        while index < len(items):
            end, name = self._name(items, index)
            if not name:
                break
            end, party = self._of_party(items, end, phrase.party)
            actor = self._cast.resolve(name, phrase.titles, party, sentence)
            mentions.extend(self._emit(items, start if not mentions else index, end, MentionKind.PERSON, [actor])[0])
            index = end
            while index < len(items) and items[index].lower in {",", "and"}:
                index += 1
        return (mentions, end) if mentions else None

    def _party_list(self, items: Sequence[Item], index: int) -> tuple[list[str], int]:
        """ "Canada, France, and the United Kingdom" -> codes, and the index after them."""
        parties: list[str] = []
        end = index
        while index < len(items):
            item = items[index]
            if item.lower in {"the", ",", "and"}:
                index += 1
                continue
            surface = item.hit.of(SurfaceKind.NAME, SurfaceKind.ORGANISATION) if item.hit else None
            if surface is None:
                break
            parties.append(surface.key)
            index += 1
            end = index
        return parties, end

    # -- names ----------------------------------------------------------------------------------------------------

    def _name(self, items: Sequence[Item], index: int) -> tuple[int, str]:
        """The person's name that begins at `index` (honorifics skipped), and the index after it; "" if none does."""
        while index < len(items) and items[index].lower in self._honorifics:
            index += 1
        if index < len(items) and items[index].hit and items[index].hit.of(SurfaceKind.PERSON):  # type: ignore[union-attr]
            return index + 1, items[index].text
        begin = index
        while index < len(items) and index - begin < 6:
            item = items[index]
            particle = item.lower in self._words.particles and index + 1 < len(items) and items[index + 1].capital
            word = particle or (item.hit is not None and item.hit.of(SurfaceKind.SURNAME) is not None)
            following = items[index + 1] if index + 1 < len(items) else None
            if not (self._can_name(item, following) or (word and (index > begin or item.capital))):
                break
            if index > begin and items[index - 1].end + 1 < item.start:
                break
            index += 1
        if index == begin:
            return begin, ""
        name = " ".join(i.text for i in items[begin:index])
        return index, name

    def _can_name(self, item: Item, following: Item | None) -> bool:
        if not item.capital or not item.text[0].isalpha():
            return False
        if item.hit:
            if item.hit.of(SurfaceKind.TITLE):
                return False
            if item.hit.of(SurfaceKind.SURNAME):
                return True
            # A given name that is a town as well: "Kara MacDonald", "Florence Parly".
            named = following is not None and following.capital and following.text[0].isalpha()
            town = item.hit.of(SurfaceKind.PLACE) and not item.hit.of(SurfaceKind.CAPITAL, *_PARTY)
            return bool(town and named and following and following.start == item.end + 1)
        if item.lower in _NOT_NAMES or item.lower in self._words.portfolio:
            return False
        return len(item.text) > 1

    def _of_party(self, items: Sequence[Item], index: int, party: str | None) -> tuple[int, str | None]:
        """ "Prime Minister Rutte of the Netherlands": the state after the name."""
        at = index
        if at < len(items) and items[at].lower == "of":
            at += 1
            if at < len(items) and items[at].lower == "the":
                at += 1
            surface = (
                items[at].hit.of(SurfaceKind.NAME, SurfaceKind.ORGANISATION)
                if at < len(items) and items[at].hit
                else None
            )  # type: ignore[union-attr]
            if surface and (party is None or party == surface.key or surface.kind is SurfaceKind.NAME):
                return at + 1, surface.key
        return index, party

    def _apposition(
        self, items: Sequence[Item], index: int, party: str | None, titles: list[Title]
    ) -> tuple[int, str | None, list[Title]]:
        """ "X, Georgia's Minister of Defence": the office after the name, where it gives the state."""
        fixed = any(t.state or t.organisation for t in titles)
        if party or fixed or index + 1 >= len(items) or items[index].text != ",":
            return index, party, titles
        at = index + 1
        while at < len(items) and items[at].lower in {"the", "a"}:
            at += 1
        surface = items[at].hit.of(*_PARTY) if at < len(items) and items[at].hit else None  # type: ignore[union-attr]
        if surface is None:
            return index, party, titles
        at += 1
        while at < len(items) and items[at].text in _POSSESSIVE:
            at += 1
        hit = items[at].hit if at < len(items) else None
        if hit and hit.of(SurfaceKind.TITLE):
            phrase = self._titles(items, at, surface.key.partition("|")[0])
            if self._name(items, phrase.end)[1]:
                return index, party, titles
            return phrase.end, phrase.party, [*titles, *phrase.titles]
        return index, party, titles

    def _person(self, items: Sequence[Item], index: int, sentence: int) -> tuple[list[Mention], int]:
        hit = items[index].hit
        assert hit is not None
        ids = [s.key for s in hit.surfaces if s.kind is SurfaceKind.PERSON]
        end, party, titles = index + 1, None, list[Title]()
        if index + 2 < len(items) and items[index + 1].text == ",":
            end, party, titles = self._after_name(items, index + 1)
        if titles or len(ids) > 1:
            actor: Actor | None = self._cast.resolve(hit.text, titles, party, sentence)
        else:
            actor = self._cast.named(ids[0], sentence)
        if actor is None:
            return [], index + 1
        return self._emit(items, index, end, MentionKind.PERSON, [actor])

    def _after_name(self, items: Sequence[Item], comma: int) -> tuple[int, str | None, list[Title]]:
        """ "X, Head of the Policy Bureau at Poland's Chancellery,": office and state that stand behind a name.

        Reads to the next comma, semicolon or verb; both the title and the state may come in any order, and a title
        without a state counts only where a capital begins it.
        """
        if comma + 1 >= len(items) or items[comma].text != ",":
            return comma, None, []
        end, party, titles = self._apposition(items, comma, None, [])
        if titles:
            return end, party, titles
        at = comma + 1
        if items[at].lower in {"the", "a", "an"}:
            at += 1
        if at >= len(items) or not (items[at].capital or items[at].lower in self._words.offices):
            return comma, None, []
        first = items[at].hit
        if (first and first.of(SurfaceKind.PERSON)) or self._ends_apposition(items, at):
            return comma, None, []
        found: list[Title] = []
        fixed: str | None = None
        while at < len(items) and at - comma < 24 and not self._ends_apposition(items, at):
            hit = items[at].hit
            if hit:
                title = hit.of(SurfaceKind.TITLE)
                if title and (items[at].capital or at - comma <= 2):
                    found.append(self._knowledge.titles[title.key])
                    fixed = fixed or found[-1].organisation or found[-1].state
                surface = hit.of(*_PARTY)
                if surface and party is None:
                    party = surface.key.partition("|")[0]
            at += 1
        if not found and not self._office_word(items[comma + 1 : comma + 4]):
            return comma, None, []
        party = party or fixed
        return (at, party, found[:1]) if found or party else (comma, None, [])

    def _ends_apposition(self, items: Sequence[Item], at: int) -> bool:
        item = items[at]
        if item.text == ",":
            # "Under Secretary for Economic Growth, Energy, and the Environment" goes on after its commas.
            following = items[at + 1] if at + 1 < len(items) else None
            return not (following is not None and following.capital and following.lower in self._words.portfolio)
        return item.text in {".", ";", ":", "(", ")", "“", "”", "–", "—"} or item.lower in _ENDS_APPOSITION

    def _office_word(self, items: Sequence[Item]) -> bool:
        """Whether an apposition begins like an office that has no title row ("Chief Economic Advisor")."""
        return any(i.lower in self._words.offices for i in items)

    def _surname(self, items: Sequence[Item], index: int, sentence: int) -> tuple[list[Mention], int]:
        item = items[index]
        assert item.hit is not None
        actor = self._cast.bare(item.text)
        if actor is None and item.text in self._knowledge.common_words:
            return [], index + 1
        if actor is None:
            if (
                index + 1 < len(items)
                and items[index + 1].capital
                and items[index + 1].hit is None
                and items[index + 1].text[0].isalpha()
            ):
                return [], index + 1
            ids = [s.key for s in item.hit.surfaces if s.kind is SurfaceKind.SURNAME]
            actor = self._cast.principal(item.text, ids, sentence)
        if actor is None:
            return [], index + 1
        return self._emit(items, index, index + 1, MentionKind.PERSON, [actor])

    # -- states, organisations, places ------------------------------------------------------------------------------

    def _party(self, items: Sequence[Item], index: int, key: str, sentence: int) -> tuple[list[Mention], int]:
        """A state or body, with the office or institution that follows it."""
        party = key.partition("|")[0]
        at = _past_abbreviation(items, index + 1)
        possessive = False
        if at < len(items) and items[at].text in _POSSESSIVE:
            possessive = True
            at += 1
        title_at = at
        while title_at < len(items) and title_at - at < 7:
            hit = items[title_at].hit
            if hit and hit.of(SurfaceKind.TITLE):
                return self._office(items, index, title_at, party, sentence)
            if not self._before_title(items, title_at):
                break
            title_at += 1
        head_at, head = self._institution(items, at)
        if head in self._words.leaders:
            return self._leader(items, index, head_at, head, party, sentence)
        hit = items[index].hit
        assert hit is not None
        adjective = hit.of(SurfaceKind.DEMONYM) is not None and hit.of(SurfaceKind.NAME, SurfaceKind.PEOPLE) is None
        if head:
            actor = self._party_actor(party, Level.INSTITUTION)
            return self._emit(items, index, head_at + 1, MentionKind.OFFICE, [actor], head=head)
        institution = key.partition("|")[2] or None
        actor = replace(self._party_actor(party, Level.INSTITUTION), office=institution)
        kind = MentionKind.ORGANISATION if actor.organisation else MentionKind.STATE
        return self._emit(items, index, at, kind, [actor], possessive=possessive or adjective)

    def _before_title(self, items: Sequence[Item], at: int) -> bool:
        """Whether an item may stand between a state and the title of its official: "new", "MFA", "Ministry of Defense"."""
        item = items[at]
        if item.lower in self._words.modifiers | self._words.former or item.lower in self._honorifics:
            return True
        if item.hit:
            return item.hit.of(SurfaceKind.INSTITUTION, SurfaceKind.METONYM) is not None
        if item.lower == "of":
            return at + 1 < len(items) and items[at + 1].capital
        return item.capital and (
            item.lower in self._words.portfolio
            or (item.text.isupper() and len(item.text) > 1)
            or item.lower in self._words.offices
        )

    def _institution(self, items: Sequence[Item], at: int) -> tuple[int, str]:
        """The institution's noun after a state ("Russian security forces"), and where it stands."""
        for width in (3, 2, 1):
            phrase = " ".join(i.lower for i in items[at : at + width])
            last = at + width - 1
            if last < len(items):
                hit = items[last].hit
                if width == 1 and hit and hit.of(SurfaceKind.INSTITUTION):
                    return last, phrase
                if phrase in self._words.institutions or phrase in self._words.leaders:
                    return last, phrase
                tail = items[last].lower
                lowered = all(i.text[0].islower() for i in items[at : last + 1])
                if (
                    width > 1
                    and lowered
                    and tail in self._words.institutions
                    and items[at].lower in self._words.modifiers
                ):
                    return last, tail
        return at, ""

    def _leader(
        self, items: Sequence[Item], start: int, head_at: int, head: str, party: str, sentence: int
    ) -> tuple[list[Mention], int]:
        """ "the Azerbaijani leader [Ilham Aliyev]", "his Turkish counterpart [Erdogan]"."""
        end, name = self._name(items, head_at + 1)
        if not name and head_at + 2 < len(items) and items[head_at + 1].text == ",":
            end, name = self._name(items, head_at + 2)
            hit = items[head_at + 2].hit
            if not (hit and hit.of(SurfaceKind.PERSON, SurfaceKind.SURNAME)):
                end, name = head_at + 1, ""
        if name:
            actor = self._cast.resolve(name, (), party, sentence)
            return self._emit(items, start, end, MentionKind.PERSON, [actor], head=head)
        level = self._words.leaders[head]
        actor = self._party_actor(party, Level(level) if level else None)
        return self._emit(items, start, head_at + 1, MentionKind.OFFICE, [actor], head=head)

    def _place(self, items: Sequence[Item], index: int) -> tuple[list[Mention], int]:
        """A city or site; "Paris, France" is one. Its actors are the state it lies in, which acts only where it is a
        capital (`head` says so)."""
        item = items[index]
        hit = item.hit
        assert hit is not None
        capital = hit.of(SurfaceKind.CAPITAL)
        surface = hit.of(SurfaceKind.PLACE)
        named = self._knowledge.places.get(surface.key if surface else item.text)
        state = capital.key if capital else (named.state if named else None)
        end = index + 1
        if end + 1 < len(items) and items[end].text == "," and items[end + 1].hit:
            behind = items[end + 1].hit.of(SurfaceKind.NAME)  # type: ignore[union-attr]
            apart = end + 2 < len(items) and items[end + 2].text in _POSSESSIVE
            if behind and not apart and state in (None, behind.key):
                state, end = behind.key, end + 2
        where = Place(name=item.text, state=state, lat=named.lat if named else None, lon=named.lon if named else None)
        why = "capital for its government" if capital else "the state it lies in"
        actors = [replace(self._party_actor(state, Level.INSTITUTION), basis=why)] if state else []
        possessive = end < len(items) and items[end].text in _POSSESSIVE
        found, _ = self._emit(items, index, end, MentionKind.PLACE, actors, head="capital" if capital else "site")
        return [replace(found[0], place=where, possessive=possessive)], end + possessive

    def _party_actor(self, party: str | None, level: Level | None) -> Actor:
        if party is None:
            return Actor(level=level, basis="no state in the text")
        party = self._cast.root(party)
        if party in self._knowledge.states.by_code:
            return Actor(state=party, level=level, basis="named in the text")
        return Actor(organisation=party, level=level, basis="named in the text")

    def _emit(
        self,
        items: Sequence[Item],
        start: int,
        end: int,
        kind: MentionKind,
        actors: Sequence[Actor],
        *,
        possessive: bool = False,
        head: str = "",
    ) -> tuple[list[Mention], int]:
        if end < len(items) and items[end].text in _POSSESSIVE and not possessive and kind is not MentionKind.PLACE:
            possessive = True
        first, last = items[start], items[end - 1]
        text = " ".join(i.text for i in items[start:end])
        mention = Mention(
            start=first.start,
            end=last.end,
            text=text,
            kind=kind,
            actors=tuple(actors),
            possessive=possessive,
            head=head,
        )
        return [mention], end


def _past_abbreviation(items: Sequence[Item], at: int) -> int:
    """The index after "(WHO)", where that stands at `at`."""
    if at + 2 < len(items) and items[at].text == "(" and items[at + 2].text == ")" and items[at + 1].text.isupper():
        return at + 3
    return at


def _is_plural(text: str, title: Title) -> bool:
    """Whether a title's surface is a plural ("foreign ministers", "Secretaries of State")."""
    return text.casefold() not in {p.casefold() for p in title.phrases}


_LINKS = frozenset({"of", "for", "the", "and", "to", "on"})
_ENDS_APPOSITION = frozenset(
    [
        "is",
        "was",
        "are",
        "were",
        "will",
        "has",
        "had",
        "have",
        "met",
        "spoke",
        "to_",
        "today",
        "yesterday",
        "on",
        "said",
        "visited",
        "travels",
        "traveled",
        "who",
        "which",
        "that",
    ]
)
_NOT_NAMES = frozenset(
    [
        "the",
        "a",
        "an",
        "this",
        "that",
        "these",
        "those",
        "he",
        "she",
        "it",
        "they",
        "we",
        "i",
        "his",
        "her",
        "its",
        "their",
        "our",
        "my",
        "in",
        "on",
        "at",
        "to",
        "from",
        "of",
        "for",
        "with",
        "by",
        "and",
        "or",
        "but",
        "after",
        "before",
        "during",
        "when",
        "while",
        "as",
        "if",
        "who",
        "which",
        "today",
        "yesterday",
        "tomorrow",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "also",
        "both",
        "all",
        "there",
        "here",
        "then",
        "now",
        "yes",
        "no",
        "not",
        "mr",
        "mrs",
        "ms",
        "joint",
        "statement",
        "meeting",
        "call",
        "visit",
    ]
)
