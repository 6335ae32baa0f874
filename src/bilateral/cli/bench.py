"""`bilateral bench`: how well and how fast it does, measured on data with known answers."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

__all__ = ["bench"]

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
READER = click.option(
    "--reader", default="lexicon", show_default=True, metavar="WORD", help="What finds the acts: lexicon, neural."
)


@click.group()
def bench() -> None:
    """Measure on data with known answers."""


@bench.command()
@click.argument("folder", type=FOLDER)
@click.option(
    "--misses", default=20, show_default=True, metavar="N", help="Misses and false ones to print of each cause."
)
@READER
def readouts(folder: Path, misses: int, reader: str) -> None:
    """Score events read from official releases.

    Only the bodies are read, and the events are scored against what the titles say. Misses and false ones are printed
    by cause. FOLDER holds docs.jsonl.gz and gold.jsonl.gz.
    """
    from bilateral.benchmarks.readouts import score_readouts_folder

    click.echo(score_readouts_folder(folder, misses=misses, reader=reader))


@bench.command()
@click.argument("corpus", type=FOLDER)
@click.argument("travels", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@READER
def travels(corpus: Path, travels: Path, reader: str) -> None:
    """Score the Secretary of State's trips as events.

    The trips are those of a list kept by historians, as far as the releases report them. CORPUS holds docs.jsonl.gz;
    TRAVELS is the list (CSV: role, name, start, end, country, locale). Trips beyond the list are printed.
    """
    from bilateral.benchmarks.travels import score_travels

    click.echo(score_travels(corpus, travels, reader=reader))


@bench.command()
@click.argument("folder", type=FOLDER)
def times(folder: Path) -> None:
    """Score the dates found in news texts.

    FOLDER holds .tml files (TimeML), whose TIMEX3 values are the answers.
    """
    from bilateral.benchmarks.times import score_times

    click.echo(score_times(folder))


@bench.command()
@click.argument("folder", type=FOLDER)
@click.option("--misses", default=0, show_default=True, metavar="N", help="Wrong answers to print.")
def dating(folder: Path, misses: int) -> None:
    """Score the days given to events.

    FOLDER holds .xml files in the CAT form of the MEANTIME corpus. The table says how often the day is right, beside
    taking the nearest date.
    """
    from bilateral.benchmarks.dating import score_dating

    click.echo(score_dating(folder, misses=misses))


@bench.command()
@click.argument(
    "file", type=click.Path(exists=True, dir_okay=False, path_type=Path), default="bench/mentions.txt", required=False
)
@click.option("--misses", default=0, show_default=True, metavar="N", help="Labels to print of each cause of failure.")
def mentions(file: Path, misses: int) -> None:
    """Score who is meant, mention by mention.

    FILE holds passages with labels in the text; its head says how they are written. In a checkout of the project it may
    be left out: the labels are then those of bench/mentions.txt.
    """
    from bilateral.benchmarks.mentions import score_mentions

    click.echo(score_mentions(file, misses=misses))


@bench.command()
@click.argument("folder", type=FOLDER)
@click.option("--limit", default=1000, show_default=True, metavar="N", help="Documents to measure on.")
@READER
def speed(folder: Path, limit: int, reader: str) -> None:
    """Measure how fast documents are read and coded on one core.

    FOLDER holds docs.jsonl.gz.
    """
    from bilateral.benchmarks.speed import speed_report

    click.echo(speed_report(folder, limit=limit, reader=reader))


@bench.command()
@click.argument("folder", type=FOLDER)
@click.option("--limit", default=5000, show_default=True, metavar="N", help="Documents to measure on.")
@click.option("--reports", default=100_000, show_default=True, metavar="N", help="Made-up reports to merge.")
def growth(folder: Path, limit: int, reports: int) -> None:
    """Measure what it costs that a chronology grows.

    The second half of the documents is read beside the first, everything is read again unchanged, made-up reports of
    realistic skew are merged, and two workers are set beside one. FOLDER holds docs.jsonl.gz.
    """
    from bilateral.benchmarks.growth import growth_report

    click.echo(growth_report(folder, limit=limit, reports=reports))


@bench.command()
@click.argument(
    "file", type=click.Path(dir_okay=False, path_type=Path), default=Path("bench/name_pairs.tsv"), required=False
)
@click.option("--misses", default=0, show_default=True, metavar="N", help="Wrong pairs of the first half to print.")
def names(file: Path, misses: int) -> None:
    """Score whether two names are one person's.

    FILE holds labelled pairs, tab-separated: a, b, label, strength, note. The first, third ... pair are for
    development, the others held out. Without FILE it is bench/name_pairs.tsv.
    """
    from bilateral.benchmarks.names import score_names

    click.echo(score_names(file, misses=misses))


@bench.command()
@click.argument(
    "file", type=click.Path(dir_okay=False, path_type=Path), default=Path("bench/issues.tsv"), required=False
)
@click.option(
    "--names", type=click.Path(dir_okay=False, path_type=Path), default=Path("bench/named_issues.tsv"),
    show_default=True, metavar="FILE", help="Passages labelled with the names of issues in them.",
)  # fmt: skip
@click.option("--misses", default=0, show_default=True, metavar="N", help="Mistakes of the first half to print.")
def issues(file: Path, names: Path, misses: int) -> None:
    """Score which issues a passage is about, and which it names.

    FILE holds labelled passages, tab-separated: issues, text, "one may also see". A hash of the text puts each into the
    development or the held-out half. Without FILE it is bench/issues.tsv.
    """
    from bilateral.benchmarks.issues import score_issues

    click.echo(score_issues(file, names, misses=misses))


PLV = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))


@bench.command()
@PLV
@click.option("--misses", default=0, show_default=True, metavar="N", help="Wrong rows of the model to print.")
def acts(file: Path, misses: int) -> None:
    """Score which act passes between two marked sides.

    FILE has the PLV form: tab-separated, with columns marked_sentence (<s>source</s>, <t>target</t>) and gold_root. The
    lexicon reader and the model are scored by class, with the model's confusions.
    """
    from bilateral.benchmarks.acts import score_acts

    click.echo(score_acts(file, misses=misses))


@bench.command(name="events")
@PLV
@click.option("--misses", default=0, show_default=True, metavar="N", help="Missed rows to print.")
def raw_events(file: Path, misses: int) -> None:
    """Score acts read from raw sentences, nothing marked.

    FILE has the PLV form, as for `acts`. An act is right where its class is and both its sides overlap the marked ones.
    Rows whose sides both belong to states or international bodies are scored; the others apart.
    """
    from bilateral.benchmarks.events import score_events

    click.echo(score_events(file, misses=misses))


@bench.command()
@click.argument("folder", type=FOLDER)
@click.option(
    "--labels",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("bench/merging/reports.tsv"),
    show_default=True,
    metavar="FILE",
    help="Which reports tell of one event.",
)
@click.option("--misses", default=0, show_default=True, metavar="N", help="Wrong pairs of the first half to print.")
def merging(folder: Path, labels: Path, misses: int) -> None:
    """Score which reports are joined into one event.

    Counts pairs of reports and B-cubed on both halves, and how often two reports are one event where the score says
    so. FOLDER holds docs.jsonl.gz, the releases that the labels speak of; the labels are in a checkout of the project.
    """
    from bilateral.benchmarks.merging import score_merging

    click.echo(score_merging(folder, labels, misses=misses))


@bench.command(name="outlook-rates")
@click.argument("folder", type=FOLDER)
@click.option(
    "--part", default="test", show_default=True, type=click.Choice(["test", "valid"]), metavar="WORD",
    help="What is forecast: test, or valid, on which alone anything may be chosen.",
)  # fmt: skip
@click.option(
    "--begins", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE",
    help="The day that the folder counts from (ICEWS14: 2014-01-01), so that the turn of the year is known.",
)  # fmt: skip
def outlook_rates(folder: Path, part: str, begins: datetime | None) -> None:
    """Score how likely acts of pairs are said to be, on ICEWS14.

    Forecast is each of twenty acts within 7 and within 30 days.

    Asked are the directed pairs with at least 5 events in the 90 days before, on every day of the part whose horizon
    lies within it; the model is made of what came before the part. Twenty acts are once the most frequent event types,
    once the roots of CAMEO. FOLDER holds train.txt, valid.txt, test.txt, entity2id.txt and relation2id.txt. Takes about
    ten minutes.
    """
    from bilateral.benchmarks.outlook_rates import score_rates

    click.echo(score_rates(folder, part=part, begins=begins.date() if begins else None))


@bench.command()
@click.argument("folder", type=FOLDER)
@click.option(
    "--part",
    default="test",
    show_default=True,
    type=click.Choice(["test", "valid"]),
    metavar="WORD",
    help="What is forecast: test, or valid, on which alone anything may be chosen.",
)
def outlook(folder: Path, part: str) -> None:
    """Score who is said to be next, on a temporal knowledge graph.

    Single step, both directions, time-aware filter, ties averaged, by what was seen before; beside it the recurrency
    baseline, and the model several steps ahead on every fourth day. FOLDER holds train.txt, valid.txt, test.txt,
    entity2id.txt and relation2id.txt. Takes 5 minutes of CPU time for ICEWS14, 15 for ICEWS18.
    """
    from bilateral.benchmarks.outlook import score_outlook

    click.echo(score_outlook(folder, part=part))


@bench.command(name="shifts")
@click.option(
    "--again", default=5, show_default=True, type=click.IntRange(1), metavar="N", help="Series of each kind and size."
)
def shifts_(again: int) -> None:
    """Score how well changes of a rate are found, on made-up counts.

    The counts are negative binomial, of several rates, sizes and lengths; beside the method of `bilateral shifts` stand
    PELT, an online Bayesian method and "no change", each set to the same number of false alarms a year. Series that
    drift, and bursts of one month, show what else sets them off. Last comes a public series with a known change. Wants
    ruptures (pip install ruptures). Takes about two minutes.
    """
    from bilateral.benchmarks.shifts import score_shifts

    click.echo(score_shifts(again=again))
