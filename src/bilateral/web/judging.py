"""Judgements made on pages: checked, kept through the library, and led back to what came of them.

A request to judge must come from a page of this server: browsers say where it comes from (Origin, Sec-Fetch-Site), and
only such a page knows the key of its forms, which is made anew with each process. Where others than this machine can
ask, whoever judges must also know the server's token.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypedDict
from urllib.parse import parse_qsl

from bilateral.api import Chronology
from bilateral.chronology import FIELDS, Judgement
from bilateral.errors import BilateralError, QueryError
from bilateral.web.pool import Pool
from bilateral.web.safety import foreign
from bilateral.web.serving import Serving

__all__ = ["REASONS", "Desk", "Forbidden", "form_of"]

_LONGEST = 1_000
"""Characters of a reason or a value."""

REASONS: Mapping[str, str] = MappingProxyType(
    {
        "right": "The texts say so.",
        "wrong": "The texts do not say so.",
        "field": "The texts say otherwise.",
        "same": "The texts tell of one event.",
        "different": "The texts tell of two events.",
    }
)
"""What is kept as the reason where none is given, by what is judged."""


class _Author(TypedDict):
    why: str
    by: str


class Forbidden(BilateralError):
    """A judgement that this server does not take from whoever sent it."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Where judgements are handed in."""

    serving: Serving
    pool: Pool
    _secret: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)

    @property
    def open(self) -> bool:
        """Whether it takes any: never from other machines without a token."""
        return self.serving.judging and (self.serving.loopback or bool(self.serving.token))

    @property
    def key(self) -> str:
        """The key of this process's forms."""
        return hmac.new(self._secret, b"judge", hashlib.sha256).hexdigest()

    def judge(self, event: str, given: Mapping[str, str]) -> str:
        """Keep what is said of an event; the id of the judgement. Raises Forbidden, QueryError, UnknownEvent ..."""
        verdict = given.get("verdict", "")
        if verdict not in REASONS:
            raise QueryError(f"say what the judgement is: {', '.join(REASONS)}")
        why, by = given.get("why", "").strip() or REASONS[verdict], self._by(given)
        with self.pool.writing() as chronology:
            return self._kept(chronology, verdict, event, given, _Author(why=why, by=by))[-1].id

    def _kept(
        self, chronology: Chronology, verdict: str, event: str, given: Mapping[str, str], author: _Author
    ) -> tuple[Judgement, ...]:
        if verdict in ("right", "wrong"):
            return chronology.judge_event(event, right=verdict == "right", wrong=verdict == "wrong", **author)
        if verdict == "field":
            name, value = given.get("field", ""), given.get("value", "")
            if name not in FIELDS:
                raise QueryError(f"say which field it is: {', '.join(FIELDS)}")
            if not value.strip():
                raise QueryError(f"say what {name} is to be; none says that there is none")
            return chronology.judge_event(event, values={name: value}, **author)
        other = (given.get("other_id", "") or given.get("other", "")).strip()
        if not other:
            raise QueryError("say which the other event is: choose one, or give its id")
        if verdict == "same":
            return chronology.judge_same(event, other, **author)
        return chronology.judge_different(event, other, **author)

    def withdraw(self, judgement: str) -> str:
        """Withdraw a judgement; its id. Raises Forbidden, UnknownJudgement, QueryError."""
        with self.pool.writing() as chronology:
            return chronology.withdraw(judgement).id

    def check(self, headers: Mapping[str, str], given: Mapping[str, str]) -> None:
        """Raises Forbidden, with the way out, where the request is not one this server takes."""
        if not self.open:
            raise Forbidden("this server takes no judgements: it was started to be read only")
        if foreign(headers) or not hmac.compare_digest(given.get("key", "").encode(), self.key.encode()):
            raise Forbidden(
                "judgements are taken from this server's own pages only; if that is where you were, the server was "
                "started again since: load the page again"
            )
        if self.serving.token and not hmac.compare_digest(given.get("token", "").encode(), self.serving.token.encode()):
            raise Forbidden("that is not the token of this server: whoever started it was told it in the terminal")

    def _by(self, given: Mapping[str, str]) -> str:
        by = given.get("by", "").strip() or self.serving.by
        if not by:
            raise QueryError("say who judges")
        return by


def form_of(body: bytes) -> Mapping[str, str]:
    """The fields of a form, each once. Raises QueryError for anything else."""
    try:
        pairs = parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=40, errors="strict")
    except ValueError as error:
        raise QueryError("this is no form") from error
    found: dict[str, str] = {}
    for name, value in pairs:
        if len(value) > _LONGEST:
            raise QueryError(f"{name[:40]}: {_LONGEST:,} characters at most")
        if any(ord(c) < 32 and c not in "\r\n\t" for c in value) or any(0xD800 <= ord(c) < 0xE000 for c in value):
            raise QueryError(f"{name[:40]}: holds characters that cannot be seen")
        if name in found and value:
            raise QueryError(f"{name[:40]}: given twice")
        found[name] = found.get(name) or value
    return found
