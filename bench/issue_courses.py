"""How often an issue is told to be new, faded, more or less frequent where nothing changed: false alarms.

    python bench/issue_courses.py readouts.duckdb

Of each pair of states with enough occasions the issues are dealt out again at random among the occasions, so that dates
and counts stay and any course is chance. The table says how many issues of a pair are then told to have one.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from bilateral.analysis.courses import CourseKind, courses
from bilateral.analysis.relation import between, counted
from bilateral.chronology import EventQuery, Store
from bilateral.model import Event

TOLD = (CourseKind.NEW, CourseKind.FADED, CourseKind.RISING, CourseKind.FALLING)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("database")
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--least", type=int, default=20, help="events a pair must have")
    arguments = parser.parse_args()
    with Store.open(arguments.database, read_only=True) as store:
        events = store.events(EventQuery())
    pairs = Counter(
        pair
        for event in events
        for pair in combinations(sorted({actor.party for actor in (*event.source, *event.target)}), 2)
    )
    chosen = sorted(pair for pair, number in pairs.items() if number >= arguments.least)
    relations = [found for pair in chosen if len(found := counted(between(events, pair))) >= arguments.least]
    deal = random.Random(1)
    told = [count([shuffled(found, deal) for _ in range(arguments.rounds)]) for found in relations]
    for name, at in (("told, with perhaps", 0), ("told as sure", 1), ("pairs with any that is sure", 2)):
        total = sum(one[at] for one in told) / (len(relations) * arguments.rounds)
        print(f"{name:30}{total:8.3f} a pair, nothing changed ({len(relations)} pairs)")
    seen = [count([found]) for found in relations]
    for name, at in (("told, with perhaps", 0), ("told as sure", 1), ("pairs with any that is sure", 2)):
        print(f"{name:30}{sum(one[at] for one in seen) / len(relations):8.3f} a pair, as it was")


def shuffled(events: Sequence[Event], deal: random.Random) -> list[Event]:
    """The events with their issues dealt out anew."""
    issues = [event.issues for event in events]
    deal.shuffle(issues)
    return [replace(event, issues=mine, named_issues=()) for event, mine in zip(events, issues, strict=True)]


def count(rounds: Sequence[Sequence[Event]]) -> tuple[int, int, int]:
    """Courses told, those told as sure, and rounds with any that is sure."""
    perhaps = sure = any_sure = 0
    for events in rounds:
        found = [one for one in courses(events, lambda event: event.issues).values() if one.kind in TOLD]
        perhaps += len(found)
        sure += sum(one.sure for one in found)
        any_sure += any(one.sure for one in found)
    return perhaps, sure, any_sure


if __name__ == "__main__":
    main()
