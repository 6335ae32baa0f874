from __future__ import annotations

import pytest

from bilateral.knowledge import load
from bilateral.knowledge.publishers import publisher_side


@pytest.mark.parametrize(
    ("publisher", "url", "side"),
    [
        pytest.param("Ministry of Foreign Affairs of Azerbaijan", None, "AZE", id="ministry-of"),
        pytest.param("French Ministry of Defence", None, "FRA", id="adjective"),
        pytest.param("The White House", None, "USA", id="metonym"),
        pytest.param(None, "https://www.state.gov/briefings/1", "USA", id="gov"),
        pytest.param(None, "https://mfa.gov.az/en/news/1", "AZE", id="gov-of-a-country"),
        pytest.param(None, "https://president.az/en/articles/1", "AZE", id="president"),
        pytest.param(None, "https://www.gov.uk/government/news/1", "GBR", id="uk"),
        pytest.param(None, "https://www.diplomatie.gouv.fr/en/x", "FRA", id="gouv"),
        pytest.param("Embassy of France in Kazakhstan", None, None, id="two-states"),
        pytest.param("Azerbaijan News", None, None, id="newspaper-with-a-state's-name"),
        pytest.param("Daily Herald", "https://herald.example/mfa.gov.az", None, id="government-only-in-the-path"),
        pytest.param("Daily Herald", "https://notgov.az/news", None, id="part-of-a-label"),
        pytest.param(None, "http://[broken", None, id="broken-address"),
        pytest.param(None, None, None, id="nothing"),
    ],
)
def test_only_governments_are_sides(publisher: str | None, url: str | None, side: str | None) -> None:
    assert publisher_side(publisher, url, load()) == side
