"""From a document to reports: parties, form by company, place, confidence, identity."""

from __future__ import annotations

import pytest
from tests.coding.chain import reports_of

from bilateral.model import Basis, Form

FORMS = {
    "two": ("President Macron met Chancellor Scholz in Berlin.", Form.MEETING),
    "three": ("President Macron met Chancellor Scholz and President Andrzej Duda in Berlin.", Form.MULTILATERAL),
    "letter told after": (
        "President Biden congratulated President Karis on the feast. The letter speaks of peace.",
        Form.LETTER,
    ),
}


@pytest.mark.parametrize(("text", "form"), FORMS.values(), ids=FORMS.keys())
def test_form(text: str, form: Form) -> None:
    assert reports_of(text)[0].form is form


def test_a_person_stands_for_his_state() -> None:
    (report,) = reports_of("President Macron met Chancellor Scholz in Berlin.")
    assert [a.person for a in report.source] == ["Emmanuel Macron"]
    assert report.place is not None
    assert (report.place.name, report.place.state) == ("Berlin", "DEU")


def test_ids_differ_within_a_document_and_stay_the_same() -> None:
    text = "On May 3, President Macron met Chancellor Scholz. On May 4, President Macron called President Duda."
    ids = [r.id for r in reports_of(text)]
    assert len(set(ids)) == len(ids) == 2
    assert ids == [r.id for r in reports_of(text)]


def test_a_text_that_names_nobody_has_no_reports() -> None:
    assert reports_of("The weather was fine, and they met again.") == ()


def test_without_any_date_nothing_is_said_to_have_happened_on_a_day() -> None:
    assert reports_of("France and Germany held talks.", published=None) == ()
    (report,) = reports_of("President Macron met Chancellor Scholz.", published=None)
    assert report.when.earliest < report.when.latest, "both in office, which is all that is known"
    assert report.when.basis is Basis.INFERRED
