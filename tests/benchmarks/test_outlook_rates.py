"""CAMEO roots by name, and the whole measure on a small folder."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bilateral.benchmarks.outlook_rates import cameo_root, score_rates


@pytest.mark.parametrize(
    ("name", "root"),
    [
        ("Make_statement", 1),
        ("Appeal_for_de-escalation_of_military_engagement", 2),
        ("Express intent to meet or negotiate", 3),
        ("Host_a_visit", 4),
        ("Engage_in_diplomatic_cooperation", 5),
        ("Engage_in_material_cooperation", 6),
        ("Provide_military_aid", 7),
        ("Return,_release_person(s)", 8),
        ("Investigate_crime,_corruption", 9),
        ("Demand", 10),
        ("Criticize_or_denounce", 11),
        ("Reject", 12),
        ("Threaten_with_military_force", 13),
        ("Demonstrate_or_rally", 14),
        ("Demonstrate_military_or_police_power", 15),  # the longest opening wins
        ("Impose_embargo,_boycott,_or_sanctions", 16),
        ("Impose_administrative_sanctions", 17),
        ("Use_unconventional_violence", 18),
        ("fight_with_artillery_and_tanks", 19),
        ("Engage_in_mass_killings", 20),
        ("Conduct suicide, car, or other non military bombing", 18),
        ("Sing_and_dance", None),
    ],
)
def test_names_of_types_have_their_root(name: str, root: int | None) -> None:
    assert cameo_root(name) == root


def test_the_measure_runs_on_a_folder_of_the_usual_form(tmp_path: Path) -> None:
    random = np.random.default_rng(0)
    names = [f"Make_statement_{n}" for n in range(20)] + ["Consult", "Sing"]
    (tmp_path / "relation2id.txt").write_text("".join(f"{name}\t{n}\n" for n, name in enumerate(names)))
    (tmp_path / "entity2id.txt").write_text("".join(f"actor {n}\t{n}\n" for n in range(4)))
    for part, first, last in (("train", 0, 150), ("valid", 150, 185), ("test", 185, 220)):
        rows = [
            f"{a}\t{random.choice(22, p=[0.02] * 20 + [0.5, 0.1])}\t{b}\t{24 * day}\t-1"
            for day in range(first, last)
            for a, b in ((0, 1), (1, 0), (2, 3))
            if random.random() < 0.4
        ]
        (tmp_path / f"{part}.txt").write_text("\n".join(rows) + "\n")
    printed = score_rates(tmp_path)
    assert "event types without a CAMEO root: Sing" in printed
    assert "20 most frequent types, 7 days: 29 days asked, 1740 questions" in printed
    assert "20 CAMEO roots, 30 days: 6 days asked, 360 questions" in printed
    assert printed.count("  model ") == 4
