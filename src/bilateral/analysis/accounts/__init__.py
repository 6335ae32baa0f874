"""Two sides' own accounts beside each other: what both name, what only one names, in which words, and what each side
leaves out time and again.

    compared = accounts_of(store, ("USA", "AZE"))              # everything, from an open store
    compared = compare_accounts(events, pair, documents=..., official=..., words=...)   # the same, pure

Whose text a document is comes from its publisher (`knowledge.publishers`), never from what it says. What others say of
an account ("Baku's readout did not mention ...") is kept apart and marked as reported; nothing is ever added up across
the two. See `data` for what comes out: `AccountsCompared.events`, `.exchanges`, `.habits`, `.reported`, `.coverage`.
"""

from __future__ import annotations

from bilateral.analysis.accounts.compare import accounts_of, compare_accounts
from bilateral.analysis.accounts.cues import BOTH, state_words
from bilateral.analysis.accounts.data import (
    AccountsCompared,
    Basis,
    Contrast,
    Coverage,
    EventAccounts,
    Habit,
    Named,
    Passage,
    ReportedAccount,
    ReportedKind,
    SideAccount,
    Stance,
    StanceKind,
)

__all__ = [
    "BOTH",
    "AccountsCompared",
    "Basis",
    "Contrast",
    "Coverage",
    "EventAccounts",
    "Habit",
    "Named",
    "Passage",
    "ReportedAccount",
    "ReportedKind",
    "SideAccount",
    "Stance",
    "StanceKind",
    "accounts_of",
    "compare_accounts",
    "state_words",
]
