"""Persons asked for, and judgements on them, in the words of whoever asks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, TypedDict

from bilateral.api.query import Day, first_day, last_day, party, words
from bilateral.errors import QueryError, UnknownPerson
from bilateral.model import Level

if TYPE_CHECKING:
    from bilateral.chronology import Judgement, Store
    from bilateral.persons import KnownPerson

__all__ = ["Rulings", "found", "judgements_on"]


class Rulings(TypedDict, total=False):
    """What may be ruled about a person; what is left out is not ruled on.

    `of` says whose person is meant where several share a name. `state` is whose the person is (a state or a body);
    `office` and `level` hold from `since` to `until` where these are told; `same_as` and `not_same_as` are names;
    `wrong`: there is no such person.
    """

    of: str | None
    state: str | None
    office: str | None
    level: str | None
    since: Day
    until: Day
    same_as: Sequence[str]
    not_same_as: Sequence[str]
    wrong: bool


def found(store: Store, parties: Sequence[str], *, learned: bool = False, name: str | None = None) -> list[KnownPerson]:
    """The persons met of these parties (all by default); `learned` leaves out those of the register and those known
    from one text alone; `name` is a part of any of their names. Raises UnknownState."""
    from bilateral.knowledge import fold
    from bilateral.persons import Origin

    origins = (Origin.LEARNED, Origin.JUDGED) if learned else ()
    persons = store.people.all([party(text) for text in parties], origins=origins)
    wanted = fold(name.strip()) if name else ""
    return [p for p in persons if not wanted or any(wanted in fold(known) for known in p.names)]


def judgements_on(
    store: Store, name: str, rulings: Rulings, *, why: str, by: str, made: datetime | None = None
) -> list[Judgement]:
    """The judgements that say this of the person called `name`. Raises UnknownPerson where nobody of the name was met
    and no state is told, or several were and `of` does not say which; QueryError where nothing is said."""
    from bilateral.chronology import PERSON, Judgement, judgement_id
    from bilateral.knowledge import fold

    name = " ".join(name.split())
    for what, text in (("a name", name), ("a reason (why)", why.strip()), ("who judges (by)", by.strip())):
        if not text:
            raise QueryError(f"a judgement needs {what}")
    since, until = first_day(rulings.get("since")), last_day(rulings.get("until"))
    if since and until and since > until:
        raise QueryError(f"the period ends ({until}) before it begins ({since})")
    said = list(_said(rulings, since, until))
    if not said:
        raise QueryError(
            f"nothing is said about {name!r}: give an office, a level, a state, another name of the person, or that "
            "there is no such person"
        )
    subject, scope, spellings = _meant(store, name, rulings)
    if rulings.get("state") or rulings.get("wrong"):
        # Texts tell whose a person is by each spelling for itself: so the judgement names those met.
        told = {fold(other) for other in (*rulings.get("same_as", ()), *rulings.get("not_same_as", ()))}
        said += [{"verdict": "same", "field": "name", "other": n} for n in spellings if fold(n) not in told]
    blank = Judgement(
        id="",
        kind=PERSON,
        subject=subject,
        verdict="is",
        scope=scope,
        who=by.strip(),
        made=(made or datetime.now(UTC)).astimezone(UTC).replace(tzinfo=None),
        why=why.strip(),
    )
    return [replace(one, id=judgement_id(one)) for one in (replace(blank, **fields) for fields in said)]


def _said(rulings: Rulings, since: date | None, until: date | None) -> Iterator[dict[str, Any]]:
    state, office, level = (rulings.get(key) for key in ("state", "office", "level"))
    if (since or until) and not (office or level):
        raise QueryError("a period (since, until) needs an office or a level that was held in it")
    if state:
        yield {"field": "state", "value": party(str(state))}
    if office:
        yield {"field": "office", "value": " ".join(str(office).split()), "since": since, "until": until}
    if level:
        yield {"field": "level", "value": words("level", str(level), Level)[0].value, "since": since, "until": until}
    for verdict, names in (("same", rulings.get("same_as")), ("different", rulings.get("not_same_as"))):
        yield from ({"verdict": verdict, "field": "name", "other": " ".join(other.split())} for other in names or ())
    if rulings.get("wrong"):
        if state or office or level or rulings.get("same_as"):
            raise QueryError("wrong says that there is no such person: it goes with no state, office, level or name")
        yield {"verdict": "wrong", "field": "person"}


def _meant(store: Store, name: str, rulings: Rulings) -> tuple[str, str | None, tuple[str, ...]]:
    """The name under which the person is ruled on, whose person it is (as told, else whose the one met is), and the
    other spellings met.

    What is said of somebody ruled on before joins that, by whichever of the person's names it is said.
    """
    from bilateral.knowledge import fold

    folded, everybody = fold(name), store.people.all()
    of = party(told) if (told := rulings.get("of")) else None
    met = [p for p in everybody if folded in {fold(known) for known in p.names} and of in (None, p.party)]
    if len({p.party for p in met}) > 1 and not rulings.get("wrong"):
        parties = ", ".join(sorted({p.party for p in met}))
        raise UnknownPerson(f"several persons called {name!r} were met, of {parties}: say which with --of")
    if not met and not of and not rulings.get("state"):
        raise UnknownPerson(_unknown(name, everybody))
    apart = bool(rulings.get("not_same_as"))
    ruling = next((p.ruling for p in met if p.ruling), None)
    subject, scope = name, of or (met[0].party if len(met) == 1 else None)
    if ruling is not None and not apart:
        subject, scope = ruling.name, ruling.of
    elif len(met) == 1 and not apart:
        subject = met[0].name
    names = () if apart else dict.fromkeys(n for p in met for n in p.names)
    ruled = {fold(subject), *(ruling.names if ruling else ())}
    return subject, scope, tuple(n for n in names if fold(n) not in ruled)


def _unknown(name: str, everybody: Sequence[KnownPerson]) -> str:
    from difflib import get_close_matches

    known = sorted({n for p in everybody for n in p.names})
    near = get_close_matches(name, known, n=3, cutoff=0.7)
    hint = f"did you mean {' or '.join(near)}? " if near else ""
    return f"nobody called {name!r} was met in the texts; {hint}To tell of somebody new, say of which state"
