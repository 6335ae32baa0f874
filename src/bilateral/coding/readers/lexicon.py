"""The lexicon reader: acts by patterns (acts.csv), sides by word order, status by cues. No model, thousands of sentences a second."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bilateral.coding.readers import patterns as pt
from bilateral.coding.readers.base import Act, Node, Sighting
from bilateral.coding.readers.patterns import Pattern, patterns
from bilateral.coding.readers.roles import find_linked, find_object, find_subject, group_at, parties_of, syntax
from bilateral.coding.status import status_of
from bilateral.knowledge import Knowledge
from bilateral.model import EventType, Form, Mention, MentionKind, Span, Status

__all__ = ["LexiconReader"]


@dataclass(frozen=True, slots=True)
class _Match:
    """A pattern found: nodes `first` to `last` (inclusive), and the tense of its first word."""

    pattern: Pattern
    first: int
    last: int
    tense: str


class LexiconReader:
    """Reads acts with rules and data files alone."""

    name = "lexicon"
    version = "1"

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._table, self._words = patterns()
        self._nouns = frozenset(w for w, found in self._table.items() if all(p.noun for p, _ in found))
        self._contacts = frozenset(
            word for word, found in self._table.items() if any(p.contact and not p.weak for p, _ in found)
        )

    @property
    def words(self) -> tuple[str, ...]:
        """First words of all patterns, in every form."""
        return self._words

    @property
    def contact_words(self) -> frozenset[str]:
        """First words of the patterns for contacts, in every form."""
        return self._contacts

    def read(self, sightings: Sequence[Sighting]) -> list[tuple[Act, ...]]:
        """The acts of each sentence, in order of their triggers."""
        return [self._sentence(s.nodes) for s in sightings]

    def _sentence(self, nodes: Sequence[Node]) -> tuple[Act, ...]:
        acts: list[Act] = []
        index = 0
        while index < len(nodes):
            match = self._match(nodes, index)
            if match is None:
                index += 1
                continue
            act = self._act(nodes, match, acts)
            if act is not None:
                acts.extend(_stops(act))
                index = match.last + 1
            else:
                index += 1
        return tuple(_without_doubles(acts))

    # -- triggers -------------------------------------------------------------------------------------------------

    def _match(self, nodes: Sequence[Node], index: int) -> _Match | None:
        """The longest pattern that begins at `index` in the right part of speech."""
        node = nodes[index]
        if node.mention is not None:
            return None
        for pattern, tense in self._table.get(node.lower, ()):
            last = _rest(nodes, index, pattern.rest)
            if last is None:
                continue
            noun = node.lower in self._nouns or _is_noun(nodes, index)
            if pattern.noun != noun and (pattern.noun or tense not in (pt.PAST, pt.PARTICIPLE)):
                continue
            return _Match(pattern, index, last, tense)
        return None

    def _act(self, nodes: Sequence[Node], match: _Match, before: Sequence[Act]) -> Act | None:
        if match.pattern.noun:
            return self._noun(nodes, match)
        if match.pattern.first == "be" and not match.pattern.rest:
            return self._was_in(nodes, match)
        return self._verb(nodes, match, before)

    # -- verbs ----------------------------------------------------------------------------------------------------

    def _verb(self, nodes: Sequence[Node], match: _Match, before: Sequence[Act]) -> Act | None:
        pattern = match.pattern
        subject = find_subject(nodes, match.first)
        if _passive(nodes, match):
            return self._passive_act(nodes, match, subject)
        if pattern.weak and before and match.tense == pt.BASE and nodes[match.first - 1].lower == "to":
            # "spoke with X to discuss ...": what the contact before it was for.
            return None
        at, other, link = self._other_side(nodes, match)
        people = [m for m in subject if m.kind in (MentionKind.PERSON, MentionKind.OFFICE, MentionKind.GROUP)]
        if pattern.form is Form.CALL and not other and len(parties_of(people)) < 2:
            return None
        if pattern.contact and not other and len(parties_of(subject)) > 1 and pattern.wants != "place":
            one, rest = _split(subject)
            return self._make(nodes, match, one, rest, symmetric=True, before=before, at=match.last)
        if not other:
            return None
        if pattern.first == "call" and link == "direct" and _names_it(nodes, at):
            return self._make(
                nodes,
                replace(match, pattern=replace(pattern, type=EventType.SUPPORT, mode=None, form=Form.STATEMENT)),
                subject,
                other,
                before=before,
                at=at,
            )
        if (
            pattern.first in {"call", "telephone", "phone"}
            and at + 1 < len(nodes)
            and nodes[at + 1].lower == "to"
            and pattern.form is Form.CALL
            and not _plain_to(nodes, at + 1)
        ):
            return None
        return self._make(nodes, match, subject, other, before=before, at=at)

    def _other_side(self, nodes: Sequence[Node], match: _Match) -> tuple[int, tuple[Mention, ...], str]:
        pattern = match.pattern
        if "direct" in pattern.links:
            at, found = find_object(nodes, match.last + 1)
            found = self._fitting(nodes, at, found, pattern)
            if found:
                return at, found, "direct"
        links = pattern.links - {"direct"}
        if links:
            at, found = find_linked(nodes, match.last + 1, links, spoken=pattern.form is Form.CALL)
            found = self._fitting(nodes, at, found, pattern)
            if found:
                return at, found, "linked"
        return -1, (), ""

    def _fitting(
        self, nodes: Sequence[Node], at: int, found: Sequence[Mention], pattern: Pattern
    ) -> tuple[Mention, ...]:
        """Those mentions that can be the other side of such an act."""
        if at < 0 or not found:
            return ()
        wants = pattern.wants
        if wants == "place":
            return tuple(
                m
                for m in found
                if m.kind is not MentionKind.PERSON and (not m.possessive or m.kind is MentionKind.PLACE)
            )
        if wants == "person":
            return tuple(
                m
                for m in found
                if m.kind in (MentionKind.PERSON, MentionKind.OFFICE, MentionKind.GROUP) and not m.possessive
            )
        if wants == "letter":
            follows = {n.lower for n in nodes[at + 1 : at + 3]}
            return tuple(found) if found[0].possessive and follows & syntax().written else ()
        if wants.startswith("head:"):
            heads = wants[5:].split("|")
            follows = nodes[at + 1].lower if at + 1 < len(nodes) else ""
            fits = any(h in found[0].text.lower() for h in heads) or follows in heads
            return tuple(found) if fits else ()
        if pattern.contact:
            whole = _delegation(nodes, at)
            return tuple(m for m in found if (whole or not m.possessive) and m.kind is not MentionKind.PLACE)
        return tuple(m for m in found if m.actors)

    def _passive_act(self, nodes: Sequence[Node], match: _Match, subject: tuple[Mention, ...]) -> Act | None:
        at, agent = find_linked(nodes, match.last + 1, frozenset({"by"}), reach=10)
        if match.pattern.contact and "direct" not in match.pattern.links:
            return None
        if not agent or not subject:
            return None
        return self._make(nodes, match, agent, subject, before=(), at=at)

    def _was_in(self, nodes: Sequence[Node], match: _Match) -> Act | None:
        """ "was [twice] in Moscow": a stay of a person in another state."""
        subject = find_subject(nodes, match.first)
        people = tuple(m for m in subject if m.kind is MentionKind.PERSON)
        if not people or any(n.lower in {"to", "be"} for n in nodes[match.last + 1 : match.last + 3]):
            return None
        at, found = find_linked(nodes, match.last + 1, frozenset({"in"}), reach=3)
        places = tuple(m for m in found if (m.place or m.kind is MentionKind.STATE) and m.actors and not m.possessive)
        if not places:
            return None
        return self._make(nodes, match, people, places, before=(), at=at)

    # -- nouns ----------------------------------------------------------------------------------------------------

    def _noun(self, nodes: Sequence[Node], match: _Match) -> Act | None:
        pattern = match.pattern
        light = _light_verb(nodes, match.first)
        at, other = find_linked(nodes, match.last + 1, pattern.links, reach=10)
        other = self._fitting(nodes, at, other, pattern)
        owner = _owner(nodes, match.first)
        pair = _pair_before(nodes, match.first) if pattern.contact and pattern.wants == "actor" else ()
        if pair and not other and len(parties_of(pair)) > 1:
            held = light is not None or any(n.lower in _HELD for n in nodes[match.last + 1 : match.last + 4])
            return self._make(
                nodes,
                match,
                pair[:1],
                pair[1:],
                symmetric=True,
                before=(),
                at=match.last,
                light=light,
                nominal=not held,
            )
        subject = find_subject(nodes, light) if light is not None else ()
        if owner and not set(parties_of(owner)) & set(parties_of(other)):
            subject = owner if light is None or not subject else subject
        if not other and owner and subject and subject != owner:
            # "Biden's meeting": the light verb's subject is the other side.
            other = owner
        if pattern.contact and len(parties_of(other)) > 1 and not set(parties_of(subject)) - set(parties_of(other)):
            one, rest = _split(other)
            told = light is not None and _tense(nodes[light].lower) == pt.PAST
            return self._make(nodes, match, one, rest, symmetric=True, before=(), at=at, light=light, nominal=not told)
        if not other and len(parties_of(subject)) > 1 and light is not None and pattern.wants != "place":
            one, rest = _split(subject)
            return self._make(nodes, match, one, rest, symmetric=True, before=(), at=match.last, light=light)
        written = pattern.form is Form.LETTER
        if written and other and not subject:
            subject = find_subject(nodes, match.first) or _after(nodes, at)
        if not other or not subject:
            return None
        nominal = light is None and not (written and _speaks(nodes, match.first, at))
        return self._make(nodes, match, subject, other, before=(), at=at, light=light, nominal=nominal)

    # -- an act ---------------------------------------------------------------------------------------------------

    def _make(
        self,
        nodes: Sequence[Node],
        match: _Match,
        source: Sequence[Mention],
        target: Sequence[Mention],
        *,
        before: Sequence[Act],
        at: int,
        symmetric: bool = False,
        light: int | None = None,
        nominal: bool = False,
    ) -> Act | None:
        pattern = match.pattern
        if not parties_of(source) or not parties_of(target) or set(parties_of(source)) >= set(parties_of(target)):
            return None
        if pattern.contact and _own_state(source, target):
            return None
        first = light if light is not None else match.first
        tense = match.tense if light is None else _tense(nodes[light].lower)
        finite_past = tense == pt.PAST and not _auxiliary_before(nodes, first)
        status, cue = status_of(nodes, first, match.last, finite_past=finite_past)
        if status is Status.PROPOSED and cue in _POLITE and _first_person(source) and pattern.form is Form.STATEMENT:
            # "I would like to congratulate": saying so does it.
            status, cue = Status.OCCURRED, f"{cue} (said by the speaker)"
        reasons = [f"pattern {' '.join((pattern.first, *pattern.rest))!r}"]
        if cue:
            reasons.append(f"{status} because of {cue!r}")
        if (
            status is Status.OCCURRED
            and not pattern.noun
            and tense == pt.BASE
            and first
            and nodes[first - 1].lower == "to"
        ):
            told = (
                before[-1] if before and before[-1].type is EventType.CONSULT and not _of_noun(nodes, first) else None
            )
            status = told.status if told else Status.PROPOSED
            reasons.append("infinitive: status of the act before it" if told else "infinitive: only an intention")
        if pattern.form is Form.VISIT:
            target = (*target, *_hosts(nodes, match.last, parties_of(target)))
        return Act(
            trigger=Span(nodes[first].start, nodes[match.last].end),
            type=pattern.type,
            mode=pattern.mode,
            form=_form(nodes, match, at),
            status=status,
            source=tuple(source),
            target=tuple(target),
            place=_place(nodes, match, at, target),
            nominal=nominal,
            weak=pattern.weak,
            symmetric=symmetric or (pattern.contact and pattern.form in (Form.CALL, Form.MEETING, Form.VIDEO)),
            confidence=_confidence(source, target, nominal=nominal),
            reasons=tuple(reasons),
        )


def _delegation(nodes: Sequence[Node], at: int) -> bool:
    """Whether a possessive is followed by people who act for it: "President-elect Yoon's policy delegation"."""
    for node in nodes[at + 1 : at + 9]:
        if node.lower in {"delegation", "team", "government", "representatives", "envoys", "cabinet"}:
            return True
        if node.lower in syntax().clause_ends | {",", "."}:
            return False
    return False


def _hosts(nodes: Sequence[Node], last: int, parties: Sequence[str]) -> tuple[Mention, ...]:
    """Who is visited, where the sentence says so: "at the invitation of X"."""
    for index in range(last + 1, len(nodes) - 2):
        if nodes[index].lower == "invitation" and nodes[index + 1].lower == "of":
            _, found = find_object(nodes, index + 2)
            return tuple(m for m in found if m.kind is MentionKind.PERSON and set(parties_of((m,))) <= set(parties))
    return ()


def _after(nodes: Sequence[Node], at: int) -> tuple[Mention, ...]:
    """The subject of the clause that follows "In a letter to X, ..."."""
    for index in range(at + 1, min(len(nodes), at + 12)):
        if nodes[index].mention is not None and nodes[index - 1].lower in {",", "the"}:
            return group_at(nodes, index)[2]
    return ()


def _speaks(nodes: Sequence[Node], first: int, at: int) -> bool:
    """Whether the text tells what a letter says, and so that it was sent: "In a letter to X", "... letter said:"."""
    opens = any(n.lower == "in" for n in nodes[max(0, first - 4) : first])
    says = any(n.lower in _SAYS for n in nodes[at + 1 : at + 8])
    return opens or says


_SAYS = frozenset({"said", "says", "stressed", "reads", "read", "noted", "stated", "emphasized", ":"})


def _own_state(source: Sequence[Mention], target: Sequence[Mention]) -> bool:
    """Whether somebody is said to meet his own state among others: a sentence that translation has broken."""
    own = set(parties_of([m for m in source if m.kind is MentionKind.PERSON]))
    return any(m.kind is MentionKind.STATE and own & set(parties_of((m,))) for m in target)


_HELD = frozenset({"concluded", "took", "began", "opened", "convened", "held", "met"})
_POLITE = frozenset({"would", "wish to", "want to", "can", "must"})


def _first_person(mentions: Sequence[Mention]) -> bool:
    return any(m.text.lower() in {"i", "we"} for m in mentions)


def _stops(act: Act) -> list[Act]:
    """A journey to several states, told in one breath, is a visit to each; every stop may have days of its own."""
    parties = parties_of(act.target)
    if act.form is not Form.VISIT or len(parties) < 2:
        return [act]
    found = []
    for party in parties:
        there = tuple(
            replace(m, actors=tuple(a for a in m.actors if a.party == party))
            for m in act.target
            if any(a.party == party for a in m.actors)
        )
        found.append(replace(act, target=there, place=there[0], focus=Span(there[0].start, there[-1].end)))
    return found


def _of_noun(nodes: Sequence[Node], verb: int) -> bool:
    """Whether an infinitive hangs on a noun: "his decision to travel", "the invitation to visit"."""
    return verb > 1 and nodes[verb - 2].lower in syntax().intentions


def _split(mentions: Sequence[Mention]) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
    """The sides of an act done together: the first party's actors, and those of all others."""
    first = parties_of(mentions)[0]
    sides: tuple[list[Mention], list[Mention]] = ([], [])
    for mention in mentions:
        for side, keep in ((0, True), (1, False)):
            actors = tuple(a for a in mention.actors if (a.party == first) is keep and a.party)
            if actors:
                sides[side].append(replace(mention, actors=actors))
    return tuple(sides[0]), tuple(sides[1])


def _rest(nodes: Sequence[Node], index: int, rest: tuple[str, ...]) -> int | None:
    """The node where the rest of a pattern ends, None where it does not match."""
    at, gap = index, 0
    for word in rest:
        if word == "..":
            gap = 4
            continue
        for ahead in range(at + 1, min(len(nodes), at + 2 + gap)):
            node = nodes[ahead]
            if node.lower == word if node.mention is None else (gap and node.mention.head == word):
                at, gap = ahead, 0
                break
            if node.lower in {";", ":"}:
                return None
        else:
            return None
    return at


def _is_noun(nodes: Sequence[Node], index: int) -> bool:
    """Whether an ambiguous word ("call", "visit", "meeting") stands as a noun."""
    words = syntax()
    if index == 0:
        return False
    before = nodes[index - 1]
    if before.mention is not None:
        return before.mention.possessive
    if before.text[0].isdigit() or before.lower in words.determiners or before.lower.startswith(("’s", "'s")):
        return True
    if before.lower in words.auxiliaries | words.adverbs | words.relative | words.conjunctions or before.lower == "to":
        return False
    if before.lower in words.prepositions:
        return True
    return before.text[0].isalpha() and before.text[0].islower() and not before.lower.endswith("ly")


def _passive(nodes: Sequence[Node], match: _Match) -> bool:
    if match.tense not in (pt.PAST, pt.PARTICIPLE):
        return False
    for back in range(match.first - 1, max(-1, match.first - 4), -1):
        word = nodes[back].lower
        if nodes[back].mention is not None:
            return False
        if word in syntax().be:
            return True
        if word not in syntax().adverbs | syntax().auxiliaries:
            return False
    return False


def _auxiliary_before(nodes: Sequence[Node], first: int) -> bool:
    return any(n.lower in syntax().auxiliaries for n in nodes[max(0, first - 3) : first] if n.mention is None)


def _light_verb(nodes: Sequence[Node], index: int) -> int | None:
    """The verb that carries the noun at `index` ("held", "had", "took part in"), if one does."""
    for back in range(index - 1, max(-1, index - 8), -1):
        node = nodes[back]
        if node.lower in syntax().clause_ends or (node.mention is not None and not _describes(node.mention)):
            return None
        if node.mention is None and node.lower in _light_forms():
            return back
    return None


def _describes(mention: Mention) -> bool:
    """Whether a mention may stand before a noun as part of its name ("the U.S.-Honduras Strategic Dialogue")."""
    return mention.possessive or mention.kind in (MentionKind.STATE, MentionKind.ORGANISATION)


def _pair_before(nodes: Sequence[Node], index: int) -> tuple[Mention, ...]:
    """The two states joined by a hyphen in the name of a talk: "U.S.-Turkmenistan Annual Bilateral Consultations"."""
    for back in range(index - 1, max(1, index - 7), -1):
        node = nodes[back]
        if node.mention is not None:
            first = nodes[back - 2].mention if nodes[back - 1].lower in {"-", "–", "/"} else None
            return (first, node.mention) if first is not None else ()
        if not node.text[0].isupper():
            return ()
    return ()


_LIGHT: dict[str, str] = {}


def _light_forms() -> dict[str, str]:
    if not _LIGHT:
        for lemma in sorted(syntax().light_verbs):
            for form, tense in pt.forms_of(lemma).items():
                _LIGHT.setdefault(form, tense)
    return _LIGHT


def _tense(word: str) -> str:
    return _light_forms().get(word, pt.BASE)


def _owner(nodes: Sequence[Node], index: int) -> tuple[Mention, ...]:
    """Whose it is: "Blinken's call", "the US president's recent visit"."""
    for back in range(index - 1, max(-1, index - 5), -1):
        mention = nodes[back].mention
        if mention is not None:
            return group_at(nodes, back)[2] if mention.possessive else ()
        if nodes[back].lower in syntax().prepositions | syntax().clause_ends:
            return ()
    return ()


def _names_it(nodes: Sequence[Node], at: int) -> bool:
    """ "called Washington a loyal partner": an article behind the object, so that the verb names and does not ring."""
    return at + 1 < len(nodes) and nodes[at + 1].lower in {"a", "an", "“"}


def _plain_to(nodes: Sequence[Node], at: int) -> bool:
    """ "called X to discuss": the purpose of the call, not what X is asked to do."""
    return at + 1 < len(nodes) and nodes[at + 1].lower in {
        "discuss", "express", "congratulate", "thank", "offer", "convey", "reaffirm", "reiterate", "inform", "underscore",
        "consult", "follow", "exchange", "wish", "affirm", "review", "coordinate", "emphasize", "stress", "brief",
    }  # fmt: skip


def _form(nodes: Sequence[Node], match: _Match, at: int) -> Form:
    """The pattern's form, made more exact by words around it ("by video", "by phone", "in a letter")."""
    form = match.pattern.form
    around = {n.lower for n in nodes[max(0, match.first - 6) : max(match.last, at) + 7] if n.mention is None}
    if form in (Form.CALL, Form.MEETING) and around & syntax().video:
        return Form.VIDEO
    if form is Form.CALL and not match.pattern.noun and not around & syntax().phone and _face_to_face(nodes, at):
        return Form.MEETING
    if form is Form.MEETING and not match.pattern.noun and around & {"phone", "telephone", "telephonically"}:
        return Form.CALL
    if match.pattern.weak and form is Form.MEETING and any(n.lower in syntax().phone for n in nodes):
        return Form.CALL
    if form is Form.STATEMENT and match.pattern.type is EventType.SUPPORT and around & {"letter", "telegram", "cable"}:
        return Form.LETTER
    return form


def _face_to_face(nodes: Sequence[Node], at: int) -> bool:
    """ "spoke with X in Geneva", "at the G7", "on the margins of": in one place, so not by telephone."""
    after = [n.lower for n in nodes[at + 1 : at + 8]]
    if {"margins", "sidelines", "person"} & set(after):
        return True
    place = nodes[at + 2].mention if at + 2 < len(nodes) else None
    return (
        bool(after)
        and after[0] in {"in", "at"}
        and (after[1:2] == ["the"] or (place is not None and place.place is not None))
    )


def _place(nodes: Sequence[Node], match: _Match, at: int, target: Sequence[Mention]) -> Mention | None:
    if match.pattern.form is Form.VISIT:
        return next((m for m in target if m.place is not None), target[0])
    for index in range(match.first, len(nodes)):
        node = nodes[index]
        if node.lower in syntax().clause_ends:
            break
        if node.mention is not None and node.mention.place is not None and index:
            before = nodes[index - 1].lower
            if before in {"in", "at", "to", "near"} or (
                before == "the" and nodes[index - 2].lower in {"at", "in", "to"}
            ):
                return node.mention
    del at
    return None


def _confidence(source: Sequence[Mention], target: Sequence[Mention], *, nominal: bool) -> float:
    """A first estimate: sides named as persons are safest, a nominal mention or a guessed side is weaker."""
    people = sum(any(m.kind is MentionKind.PERSON for m in side) for side in (source, target))
    value = 0.7 + 0.1 * people
    if any("guess" in a.basis for m in (*source, *target) for a in m.actors):
        value -= 0.2
    return round(value - (0.2 if nominal else 0.0), 2)


def _without_doubles(acts: Sequence[Act]) -> list[Act]:
    """One act told twice in a sentence ("hosted ... for a meeting with") is kept once: the first."""
    kept: list[Act] = []
    for act in acts:
        same = [
            k
            for k in kept
            if k.form is act.form
            and k.type is act.type
            and {*parties_of(k.source), *parties_of(k.target)} == {*parties_of(act.source), *parties_of(act.target)}
        ]
        if not same:
            kept.append(act)
    return kept
