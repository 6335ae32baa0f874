"""One frozen settings object, passed where it is needed; the environment is never read behind the caller's back."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["DEFAULT_SETTINGS", "Settings"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Limits and habits of a run.

    Sizes are in bytes, times in seconds. The defaults suit news pages and official releases.
    """

    max_page_bytes: int = 10_000_000
    """A page above this size is refused (`TooLarge`); the largest real release seen here is under 1 MB."""

    max_text_chars: int = 5_000_000
    """Extracted text above this length is refused: it is no news text."""

    max_html_depth: int = 500
    """HTML nested deeper than this is refused as a bomb before it reaches the parser's C stack."""

    max_decompressed_ratio: int = 200
    """A compressed input that grows by more than this factor is refused as a bomb."""

    event_data: str = ""
    """The data set (icews, polecat, gdelt, acled) that the files are of, where they do not tell it themselves."""

    timeout: float = 20.0
    retries: int = 3
    max_redirects: int = 5
    pause: float = 1.0
    """Between two requests of `bilateral watch` to one host; longer where its robots.txt asks for it."""

    user_agent: str = "bilateral (+https://pypi.org/project/bilateral/)"

    batch_documents: int = 64
    """Pages handed to a worker at a time."""

    merge_slack_days: int = 1
    """Two accounts of one event may differ by a day: capitals lie in different time zones."""

    learn_after: int = 2
    """A person introduced with title and state in so many independent texts is known in all texts of the database."""


DEFAULT_SETTINGS = Settings()
