"""`bilateral code`: what a reader makes of a sentence."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bilateral.api.coding import CodedAct, Seen

__all__ = ["code"]


@click.command()
@click.argument("text", metavar="SENTENCE")
@click.option("--published", metavar="DATE", help="The day on which offices are looked up.")
@click.option(
    "--reader", default="neural", show_default=True, metavar="WORD", help="What finds the acts: neural, lexicon."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def code(text: str, *, published: str | None, reader: str, as_json: bool) -> None:
    """Show which acts a sentence reports, and why.

    It tells who did them to whom and whether they happened. First come the acts between known states and bodies, as
    they would enter the chronology; then what the model sees in the sentence, whoever acts, with its scores. SENTENCE
    may be several; "-" is standard input.
    """
    from bilateral.api.coding import code as coded

    if text == "-":
        text = sys.stdin.read()
    acts, seen = coded(text, published=published, reader=reader)
    if as_json:
        import json
        from dataclasses import asdict

        found = {"acts": [asdict(a) for a in acts], "seen": [asdict(s) for s in seen]}
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    click.echo("\n".join(_told(acts, seen)))


def _told(acts: Iterable[CodedAct], seen: Iterable[Seen]) -> Iterator[str]:
    number = 0
    for number, act in enumerate(acts, 1):
        status = "" if act.status == "occurred" else f" ({act.status})"
        yield f"{number}. {act.type} · {act.form}{status} · “{act.trigger}” · confidence {act.confidence:.2f}"
        yield f"   from   {_sides(act.source)}"
        yield f"   to     {_sides(act.target)}"
        if act.place:
            yield f"   place  {act.place}"
        yield from (f"   - {reason}" for reason in act.reasons)
    if not number:
        yield "No act between two known states or bodies."
    rows = list(seen)
    if rows:
        yield ""
        yield "What the model sees, whoever acts:"
    for row in rows:
        types = ", ".join(f"{name} {score:.2f}" for name, score in row.types)
        statuses = ", ".join(f"{name} {score:.2f}" for name, score in row.statuses if score >= 0.05)
        yield f"  “{row.trigger}”  {types}; {row.form}; {statuses}"
        for name, spans in (("from", row.source), ("to", row.target), ("place", row.place), ("when", row.when)):
            if spans:
                yield f"      {name:6} {' + '.join(spans)}"


def _sides(side: Iterable[tuple[str, str]]) -> str:
    return "; ".join(f"{who} [“{words}”]" for words, who in side)
