"""Root classes of the PLV files, by the codes that the published mapping carries over."""

from __future__ import annotations

import pytest

from reader.labels import ROOTS, root_of


@pytest.mark.parametrize(
    ("kind", "mode", "status", "words", "root"),
    [
        ("SANCTION", "convict", "occurred", "a court sentenced two men to ten years in prison", "COERCE"),  # 173
        ("SANCTION", "convict", "occurred", "a court fined the carrier", "COERCE"),  # 172
        ("SANCTION", "convict", "occurred", "found the ministry liable for the spill", "ACCUSE"),  # 116
        ("SANCTION", None, "occurred", "imposed sanctions on two banks", "COERCE"),  # 163
        ("SANCTION", "withdraw", "occurred", "recalled its ambassador", "SANCTION"),  # 161
        ("AGREE", None, "occurred", "reached a deal on gas", "SUPPORT"),  # 057
        ("AGREE", None, "occurred", "hopes to reach a deal on gas", "AGREE"),  # only its subject
        ("AGREE", None, "occurred", "granted permission to land", "YIELD"),  # 08
        ("CONSULT", "visit", "planned", "will visit", "AGREE"),  # 036
        ("RETREAT", "release", "planned", "is to free the sailors", "AGREE"),  # 0353
        ("RETREAT", "release", "occurred", "freed the sailors", "YIELD"),  # 0841
        ("CONCEDE", None, "occurred", "said it would free two politicians", "AGREE"),  # 0353
        ("CONCEDE", None, "occurred", "declared a ceasefire", "YIELD"),  # 0871
        ("CONCEDE", None, "occurred", "apologised to Qatar for the strike", "SUPPORT"),  # 055
        ("REQUEST", "assist", "planned", "will ask for loans", "REQUEST"),  # no cooperation
    ],
)
def test_root_class(kind: str, mode: str | None, status: str, words: str, root: str) -> None:
    assert root_of(kind, mode, status, words) == root
    assert root in ROOTS
