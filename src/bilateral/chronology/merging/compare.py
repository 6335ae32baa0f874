"""How likely two reports tell of one event, and why: vetoes first, then evidence added up in log-odds."""

from __future__ import annotations

from dataclasses import dataclass

from bilateral.chronology.merging.evidence import Piece, pieces
from bilateral.chronology.merging.features import Features
from bilateral.chronology.merging.nearness import Nearness
from bilateral.chronology.merging.persons import shared
from bilateral.chronology.merging.tables import FORM_KIN, LOOSE
from bilateral.chronology.merging.told import COPY, alike
from bilateral.chronology.merging.vetoes import same_place, veto
from bilateral.chronology.merging.weights import PRIOR, probability, weights

__all__ = ["Comparison", "compare", "compare_alike", "explain", "reason"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two reports set side by side: what keeps them apart, or else what each piece of evidence weighs."""

    veto: str | None
    """A key of `vetoes.VETOES`; where there is one, nothing else counts."""
    pieces: tuple[tuple[Piece, float], ...]
    """The prior first, then each piece of evidence, with its weight in log-odds."""

    @property
    def log_odds(self) -> float:
        """The sum of the weights: above 0, one event is likelier than two."""
        return sum(weight for _, weight in self.pieces)

    @property
    def probability(self) -> float:
        """That both tell of one event, by the evidence alone; 0 where something keeps them apart."""
        return 0.0 if self.veto else probability(self.log_odds)


def compare(first: Features, second: Features, nearness: Nearness, *, slack_days: int) -> float | None:
    """The log-odds that two reports tell of one event; None where something keeps them apart."""
    if veto(first, second, nearness, slack_days) is not None:
        return None
    table = weights()
    total = table[PRIOR]
    for piece in pieces(first, second, nearness):
        total += table[piece]
    return total


def compare_alike(head: Features, *, slack_days: int) -> float | None:
    """The least log-odds of two reports alike in all their features, whoever published them in whatever words."""
    nearness = Nearness.PUBLISHER  # none is harder to convince: see weights.csv
    if veto(head, head, nearness, slack_days) is not None:
        return None
    table = weights()
    found = [
        ("wording", "other") if name == "wording" else (name, level) for name, level in pieces(head, head, nearness)
    ]
    return sum((table[piece] for piece in found), table[PRIOR])


def explain(first: Features, second: Features, nearness: Nearness, *, slack_days: int) -> Comparison:
    """What `compare` says, piece by piece."""
    found = veto(first, second, nearness, slack_days)
    if found is not None:
        return Comparison(veto=found, pieces=())
    table = weights()
    return Comparison(veto=None, pieces=tuple((one, table[one]) for one in (PRIOR, *pieces(first, second, nearness))))


# --- in words ----------------------------------------------------------------------------------------------------


def reason(first: Features, second: Features) -> str:
    """Why two compatible reports are one event: "same dyad AZE-USA, both 2022-03-15, both call, ... named by both"."""
    parts = [_parties_words(first, second), _date_words(first, second), _form_words(first, second)]
    names = [
        " and ".join(
            _as_written(first, name) for name in shared(first.people[party], second.people[party], first.ruled_apart)
        )
        for party in sorted(first.people.keys() & second.people.keys())
    ]
    if names:
        parts.append(f"{' and '.join(names)} named by both")
    if same_place(first, second) and first.report.place:
        parts.append(f"both in {first.report.place.name}")
    issues = sorted(first.issues & second.issues)
    if issues and (first.form in LOOSE or second.form in LOOSE):
        parts.append(f"both on {', '.join(issues)}")
    elif first.wording and second.wording and alike(first.report.text, second.report.text) >= COPY:
        parts.append("in nearly the same words")
    return ", ".join(parts)


def _parties_words(first: Features, second: Features) -> str:
    common = "-".join(sorted(first.parties & second.parties))
    if first.parties != second.parties:
        every = len(first.parties | second.parties)
        return f"{len(first.parties & second.parties)} of {every} parties the same ({common})"
    return f"same dyad {common}" if len(first.parties) == 2 else f"same parties {common}"


def _date_words(first: Features, second: Features) -> str:
    one, two = _interval(first), _interval(second)
    if one == two:
        return f"both {one}"
    if first.earliest <= second.latest and second.earliest <= first.latest:
        return f"{one} and {two} overlap"
    days = max((second.earliest - first.latest).days, (first.earliest - second.latest).days)
    return f"{one} and {two} are {'a day' if days == 1 else f'{days} days'} apart"


def _interval(side: Features) -> str:
    if side.earliest == side.latest:
        return side.earliest.isoformat()
    return f"{side.earliest.isoformat()} to {side.latest.isoformat()}"


def _form_words(first: Features, second: Features) -> str:
    if first.form is second.form:
        return f"both {first.form.value}"
    kin = FORM_KIN.get(frozenset({first.form, second.form}))
    return f"{first.form.value} and {second.form.value}" + (f": {kin}" if kin else "")


def _as_written(side: Features, folded: str) -> str:
    from bilateral.knowledge.fold import fold

    actors = (*side.report.source, *side.report.target)
    return next((actor.person for actor in actors if actor.person and fold(actor.person) == folded), folded)
