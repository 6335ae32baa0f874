"""Which persons a document names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256

from bilateral.coding.cast import GUESS
from bilateral.knowledge import Knowledge
from bilateral.knowledge.fold import fold
from bilateral.model import Actor, Document, Mention
from bilateral.persons import Appearance

__all__ = ["appearances_in"]


def appearances_in(
    document: Document, mentions: Mapping[int, Sequence[Mention]], knowledge: Knowledge, day: date | None
) -> tuple[Appearance, ...]:
    """Each person that the mentions name, once for each party, where most is told of them; in order of appearance.

    "Leader" and the like, which name no office, tell nothing of somebody who is in no register: most are of parties.
    """
    loose = frozenset(title.phrase for title in knowledge.titles.values() if title.case == "lower")
    found: dict[tuple[str, str], tuple[tuple[int, int], Actor]] = {}
    for index, told in mentions.items():
        for actor in (_without(loose, a) for m in told for a in m.actors if a.person):
            key = (actor.person_id or fold(actor.person or ""), actor.party)
            rank = (-_told(actor), index)
            if key not in found or rank < found[key][0]:
                found[key] = rank, actor
    return tuple(
        _appearance(document, actor, index, day)
        for (_, index), actor in sorted(found.values(), key=lambda item: (item[0][1], item[1].person or ""))
    )


def _without(loose: frozenset[str], actor: Actor) -> Actor:
    return replace(actor, office=None, level=None) if actor.office in loose and not actor.person_id else actor


def _appearance(document: Document, actor: Actor, sentence: int, day: date | None) -> Appearance:
    introduced = _introduced(actor)
    wording = " ".join(fold(document.sentence_text(sentence)).split()) if introduced else ""
    return Appearance(
        document=document.id,
        name=actor.person or "",
        person_id=actor.person_id,
        state=actor.state,
        organisation=None if actor.state else actor.organisation,
        office=actor.office,
        level=actor.level,
        basis=actor.basis,
        sentence=sentence,
        introduced=introduced,
        wording=sha256(wording.encode("utf-8", "surrogatepass")).hexdigest()[:12] if introduced else "",
        day=day,
    )


def _told(actor: Actor) -> int:
    """How much is told of somebody; what the text bears out before what is guessed."""
    return 4 * _introduced(actor) + 2 * bool(actor.office) + bool(actor.level)


def _introduced(actor: Actor) -> bool:
    """Whether the text itself gives full name, title and party of somebody who is in no register."""
    name = actor.person or ""
    full = " " in name and not name.isupper()  # a name in capitals alone is a label ("ASSISTANT SECRETARY SMITH:")
    return full and bool(actor.office and actor.party) and not actor.person_id and GUESS not in actor.basis
