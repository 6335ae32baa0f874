from __future__ import annotations

import pytest

from bilateral.reading.language import guess


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "The two ministers met on Monday in the capital and spoke of the ferry line that was closed by the storm.",
        ),
        (
            "de",
            "Die beiden Minister trafen sich am Montag in der Hauptstadt und sprachen über die Fähre, die nicht fährt.",
        ),
        (
            "fr",
            "Les deux ministres se sont rencontrés dans la capitale et ont parlé de la ligne qui est fermée.",
        ),
        ("es", "Los dos ministros se reunieron en la capital y hablaron de la línea que fue cerrada por la tormenta."),
        (
            "ru",
            "Министры встретились в столице и говорили о том, что паром не ходит из-за бури, и о мерах.",
        ),
        (
            "tr",
            "İki bakan başkentte bir araya geldi ve bu hat için yeni bir anlaşma ile daha sonra ayrıldı.",
        ),
        (None, "Oslo Bergen Tromsø Bodø Hamar"),
        (None, ""),
        (None, "会談が行われた。両国は合意した。"),
    ],
)
def test_language_is_told_from_common_words_or_left_open(language: str | None, text: str) -> None:
    assert guess(text) == language
