"""A relation by period and kind, or the busiest pairs, as text for the terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from bilateral.analysis.dyad_tables import DyadTable, PeriodRow
from bilateral.analysis.relation import Tally
from bilateral.analysis.tone import Tone
from bilateral.chronology import Busy
from bilateral.model import Form
from bilateral.present.tables import printed
from bilateral.present.words import FORM_NOUNS, capital, day_text, month_text, several, the, when_text

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

__all__ = ["busiest_text", "dyad_text", "interval_text", "tone_text", "wrapped"]

_EMPTY = 3
"""So many empty periods in a row are told in one line."""
_TEXTS = 20
"""With fewer texts, a number by thousand of them is not worth printing."""

_TONE_NOTE = (
    "Tone is the mean of PLOVER's intensity scores of the acts, from -10 (conflict) to +10 (cooperation); a meeting "
    "alone has +2.5. Conflict is the share of acts in PLOVER's two classes of conflict."
)


def dyad_text(table: DyadTable, name_of: Callable[[str], str], *, by_kind: bool, width: int = 80) -> str:
    """For the terminal; ends in a line break. `by_kind`: one row a kind, else one a period."""
    a, b = map(name_of, table.pair)
    what = "contacts" if table.contacts_only else "events"
    way = f"by {table.by}" if by_kind else f"by {table.period}"
    head = f"{capital(the(a))} and {the(b)}: {what} {way}{_span(table.first, table.last)}"
    if not table.all.number:
        return f"{head}\n\nNone is told of.\n"

    def write(console: Console) -> None:
        console.print(head, style="bold")
        console.print()
        console.print(_kind_table(table, name_of) if by_kind else _period_table(table, name_of))
        console.print()
        _print_notes(console, _notes(table, by_kind=by_kind))

    return printed(write, width=width, colour=False)


def busiest_text(
    rows: Sequence[Busy],
    of: int,
    name_of: Callable[[str], str],
    *,
    party: str | None,
    documents: int,
    contacts: bool,
    since: date | None,
    until: date | None,
    width: int = 80,
) -> str:
    """The busiest pairs, for the terminal; ends in a line break. `of` is how many pairs there are."""
    what = "contacts" if contacts else "events"
    whose = f" of {the(name_of(party))}" if party else ""
    head = f"The pairs{whose} with most {what}{_span(since, until)}"
    if not rows:
        return f"{head}\n\nNone is told of.\n"

    def write(console: Console) -> None:
        table = _table()
        table.add_column("Pair", ratio=1)
        for label in (capital(what), *([] if contacts else ["Contacts"]), "High", "Tone", "Conflict"):
            table.add_column(label, justify="right", no_wrap=True)
        table.add_column("Last", no_wrap=True)
        for row in rows:
            conflict = sum(row.quads[2:])
            table.add_row(
                f"{name_of(row.a)} – {name_of(row.b)}",
                f"{row.number:,}",
                *([] if contacts else [f"{row.contacts:,}"]),
                f"{row.high:,}",
                f"{row.intensity:+.1f}",
                _percent(conflict / row.number),
                row.last.isoformat(),
            )
        console.print(head, style="bold")
        console.print()
        console.print(table)
        console.print()
        left = of - len(rows)
        notes = [
            *([f"And {several(left, 'pair')} more; --limit shows them."] if left else []),
            f"Of {several(documents, 'text')} read: who is written about most is on top. High are contacts at foreign "
            "minister level or above.",
            _TONE_NOTE,
        ]
        _print_notes(console, notes)

    return printed(write, width=width, colour=False)


def _print_notes(console: Console, notes: Iterable[str]) -> None:
    for note in notes:
        for row in wrapped(note, console.width):
            console.print(row)


def wrapped(note: str, width: int) -> list[str]:
    """A note in lines of at most `width` and 100 columns; a number and its per cent sign stay together."""
    kept = note.replace(" %", "\u00a0%")
    return [row.replace("\u00a0", " ") for row in textwrap.wrap(kept, min(width, 100), subsequent_indent="  ")]


def interval_text(interval: tuple[float, float] | None) -> str:
    """ "2.2–13", with as many figures as matter."""
    if interval is None:
        return "–"
    low, high = (f"{end:.0f}" if end >= 9.95 else f"{end:.1f}" for end in interval)
    return f"{low}–{high}"


def tone_text(tone: Tone) -> str:
    """ "+2.5", or a dash of no events."""
    return "–" if tone.mean is None else f"{tone.mean:+.1f}"


def _table() -> Table:
    from rich import box
    from rich.table import Table

    return Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False)


def _period_table(table: DyadTable, name_of: Callable[[str], str]) -> Table:
    out = _table()
    out.add_column("Period", no_wrap=True)
    out.add_column("Contacts" if table.contacts_only else "Events", justify="right", no_wrap=True)
    if table.by:
        out.add_column("Of these", ratio=1)
    else:
        out.add_column("(95 %)", no_wrap=True)
        if not table.contacts_only:
            out.add_column("Contacts", justify="right", no_wrap=True)
        out.add_column("Tone", justify="right", no_wrap=True)
        out.add_column("Conflict", justify="right", no_wrap=True)
    out.add_column("Texts", justify="right", no_wrap=True)
    out.add_column("Per 1,000", justify="right", no_wrap=True)
    stands = any(row.standing for row in table.periods)
    if stands:
        out.add_column("Beside the usual", ratio=None if table.by else 1, max_width=16 if table.by else None)
    for rows in _folded(table.periods):
        if len(rows) > 1:
            read = sum(row.documents for row in rows)
            blank = [""] * (1 if table.by else 3 if table.contacts_only else 4)
            label = f"{month_text(rows[0].period)} – {month_text(rows[-1].period)}"
            out.add_row(label, "none", *blank, f"{read:,}" if read else "–")
            continue
        (row,) = rows
        rate = _rate_text(row)
        texts = f"{row.documents:,}" if row.documents else "–"
        number = f"{row.events.number:,}"
        if table.by:
            told = ", ".join(_kind_told(kind, table.by, name_of) for kind in row.kinds)
            out.add_row(month_text(row.period), number, told, texts, rate, *([row.standing] if stands else []))
            continue
        share = row.tone.conflict_share
        out.add_row(
            month_text(row.period),
            number,
            interval_text(row.interval),
            *([] if table.contacts_only else [f"{row.contacts.number:,}"]),
            tone_text(row.tone),
            _percent(share[0]) if share else "–",
            texts,
            rate,
            *([row.standing] if stands else []),
        )
    return out


def _rate_text(row: PeriodRow) -> str:
    if row.rate is None or row.documents < _TEXTS:
        return "–"
    return f"{row.rate:,.0f}" if row.rate >= 9.95 else f"{row.rate:.1f}"


def _kind_table(table: DyadTable, name_of: Callable[[str], str]) -> Table:
    out = _table()
    out.add_column(capital(table.by or ""), ratio=1)
    for label in ("No.", "Share"):
        out.add_column(label, justify="right", no_wrap=True)
    out.add_column("(95 %)", no_wrap=True)
    out.add_column("A month", justify="right", no_wrap=True)
    out.add_column("(95 %)", no_wrap=True)
    out.add_column("Tone", justify="right", no_wrap=True)
    out.add_column("Last", max_width=17)
    for row in table.kinds:
        low, high = row.share_interval
        out.add_row(
            capital(_kind_name(row.events.key, table.by or "", name_of)),
            f"{row.events.number:,}",
            _percent(row.share),
            f"{100 * low:.0f}–{100 * high:.0f}",
            "–" if row.a_month is None else f"{row.a_month:.1f}",
            interval_text(row.a_month_interval),
            tone_text(row.tone),
            when_text(row.last),
        )
    return out


def _kind_name(key: str, by: str, name_of: Callable[[str], str], number: int = 2) -> str:
    if by == "form":
        return FORM_NOUNS[Form(key)][0 if number == 1 else 1]
    if by in ("direction", "initiator"):
        return " ".join(name_of(word) for word in key.split(" "))
    return key


def _kind_told(kind: Tally, by: str, name_of: Callable[[str], str]) -> str:
    return f"{kind.number:,} {_kind_name(kind.key, by, name_of, kind.number)}"


def _folded(rows: Sequence[PeriodRow]) -> Iterator[Sequence[PeriodRow]]:
    """The rows one by one; empty ones in a row together, if they are many."""
    at = 0
    while at < len(rows):
        end = at
        while end < len(rows) and not rows[end].events.number and not rows[end].standing:
            end += 1
        if end - at >= _EMPTY:
            yield rows[at:end]
            at = end
        else:
            yield rows[at : at + 1]
            at += 1


def _notes(table: DyadTable, *, by_kind: bool) -> Iterator[str]:
    share = table.tone.conflict_share
    total = several(table.all.number, "contact" if table.contacts_only else "event")
    parts = [] if table.contacts_only else [f"{several(table.contacts.number, 'contact')} among them"]
    if table.tone.mean is not None:
        interval = f" ({table.tone.interval[0]:+.1f} to {table.tone.interval[1]:+.1f})" if table.tone.interval else ""
        parts.append(f"tone {table.tone.mean:+.1f}{interval}")
    if share:
        parts.append(f"conflict {_percent(share[0])} ({100 * share[1]:.0f}–{100 * share[2]:.0f})")
    yield f"In all {total}: {', '.join(parts)}."
    if table.earlier.number and not by_kind:
        earlier = capital(several(table.earlier.number, "event"))
        yield f"{earlier} from long before {_is(table.earlier)} not shown above."
    if table.undated.number and not by_kind:
        yield (
            f"{capital(several(table.undated.number, 'event'))} that may lie in several {table.period}s "
            f"{_is(table.undated)} in none of them."
        )
    if not by_kind:
        yield from _text_notes(table)
    yield (
        "What is planned or denied is not counted. Intervals are of 95 %: exact Poisson ones of numbers, Wilson's of "
        "shares. They show chance alone, not what no text told."
    )
    yield _TONE_NOTE


def _text_notes(table: DyadTable) -> Iterator[str]:
    if not any(row.documents for row in table.periods):
        whose = "the one text read was not" if table.documents == 1 else "none of the texts read was"
        yield f"Nothing can be said by number of texts: {whose} published in a {table.period} that is shown."
        return
    yield (
        f"Texts are those read that were published in that {table.period}; per 1,000: events for each thousand of "
        f"them (none with fewer than {_TEXTS} texts). An event stands where it took place, also where only a later "
        "text tells of it."
    )
    if table.documents_undated:
        left = capital(several(table.documents_undated, "text"))
        verb = "is" if table.documents_undated == 1 else "are"
        yield f"{left} of no certain {table.period} {verb} left out."
    if any(row.standing for row in table.periods):
        yield (
            "Beside the usual: more or fewer than the middle half of the periods have, beyond chance and bursts. "
            '"As are texts": the number of texts explains it. "Also per text": it does not.'
        )


def _is(tally: Tally) -> str:
    return "is" if tally.number == 1 else "are"


def _span(first: date | None, last: date | None) -> str:
    since = f" from {day_text(first)}" if first else ""
    until = f" {'to' if first else 'until'} {day_text(last)}" if last else ""
    return f",{since}{until}" if since or until else ""


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"
