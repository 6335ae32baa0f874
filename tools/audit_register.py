"""Say who is missing from the register, or there twice: holders of the principal offices on given days.

    python tools/audit_register.py [DAY ...]

For each day (2023-06-01, 2024-06-01, 2025-03-01 and 2025-11-01 where none is given) and each of head of state, head of
government and foreign minister: how many states have one, how many of those terms are known to have begun and not to
have ended as of the last reference snapshot only (they may be out of date), the states without, and the states with
several. States without a head of government of their own, and those with several heads of state by law, are named in
`executives.csv` and below.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

from bilateral.knowledge import Knowledge, Term, load

DAYS = ("2023-06-01", "2024-06-01", "2025-03-01", "2025-11-01")
KINDS = ("head of state", "head of government", "foreign minister")
# No longer or not fully states of their own, or parts of one: nobody looks for their foreign minister.
APART = frozenset(
    "ABW BMU COK CSK CUW DDR ESH FRO GIB GRL HKG MAC NCL NIU PRI PYF SUN YUG".split()  # noqa: SIM905
)
# Since then nothing of the reference says who holds an office.
SNAPSHOT = date(2023, 1, 31)


def main() -> None:
    knowledge = load()
    codes = [code for code in knowledge.states.by_code if len(code) == 3 and code not in APART]
    for text in sys.argv[1:] or DAYS:
        on = date.fromisoformat(text)
        for kind in KINDS:
            _report(knowledge, codes, kind, on)


def _report(knowledge: Knowledge, codes: list[str], kind: str, on: date) -> None:
    held = {code: [t for t in knowledge.register.holders(code, kind, on) if not t.attested] for code in codes}
    stale = [code for code, terms in held.items() if terms and all(_may_be_stale(t) for t in terms)]
    none = [code for code, terms in held.items() if not terms]
    several = [code for code, terms in held.items() if len({t.person_id for t in terms}) > 1]
    filled = len(codes) - len(none)
    print(f"{on} {kind}: {filled} of {len(codes)} states, {len(stale)} of them as of the reference only")
    print(f"    none:    {' '.join(none) or '-'}")
    print(f"    several: {' '.join(several) or '-'}")
    print(f"    as of the reference: {' '.join(stale) or '-'}")


def _may_be_stale(term: Term) -> bool:
    return term.end is None and "own" not in term.source and (term.start or SNAPSHOT) <= SNAPSHOT


if __name__ == "__main__":
    main()
