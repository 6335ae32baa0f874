"""Full text search over documents: which texts hold all the words asked for.

A plain inverted index in two tables: `words` has a row for each word and text, in the order of the words, so that
DuckDB skips all of it but what a question asks for; `searched` says which texts are in it, as they were. (DuckDB's own
full-text extension would have to be downloaded.) 100,000 releases of 4,400 characters make 24 million rows; a question
takes 14 to 40 ms of CPU time there, against 400 to 600 ms on rows in no order.

Reading texts does not touch it: `renew` brings it up to date, for whoever searches. What is found is held against the
texts that are here, so that an index behind the times gives too little, never what is gone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bilateral.chronology import connect, schema
from bilateral.chronology.database import Database
from bilateral.errors import QueryError

__all__ = ["MOST_TERMS", "Search", "SearchFound"]

MOST_TERMS = 12
"""Words that can be asked for at once."""

_AT_ONCE = 2_000
"""Texts that are taken in at a time."""

_UNSORTED = 0.2
"""Rows out of order, as a share of all, from which on all are put in order again."""
_FEW = 500_000
"""Rows among which order is not worth the while."""


def _split(text: str) -> str:
    """SQL for the words of a text. Case and accents are folded, and letters that have no accent to strip, as
    `knowledge.fold` has them."""
    folded = f"translate(lower(strip_accents({text})), 'əıłøđðħŋ', 'ailoddhn')"
    return f"string_split_regex({folded}, '[^\\p{{L}}\\p{{N}}]+')"


_PENDING = """
    SELECT id FROM documents
    WHERE NOT EXISTS (FROM searched WHERE document = id AND searched.digest = documents.digest)
"""

_GONE = """
    SELECT document FROM searched
    WHERE NOT EXISTS (FROM documents WHERE id = document AND documents.digest = searched.digest)
"""

_TAKE = f"""
    INSERT INTO words
    SELECT word, id, least(count(*), 1000)::SMALLINT FROM (
        SELECT id, unnest({_split("concat_ws(chr(10), title, original)")}) AS word
        FROM documents JOIN (SELECT unnest(?::VARCHAR[]) AS id) USING (id)
    ) WHERE length(word) BETWEEN 2 AND 40 GROUP BY ALL ORDER BY word, id
"""


@dataclass(frozen=True, slots=True)
class SearchFound:
    """The words as they were looked for, how many texts hold all of them, and some of these by how often they do (five
    times a word at most), then the latest first."""

    terms: tuple[str, ...]
    total: int
    documents: tuple[str, ...]


class Search:
    """The index of words."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def pending(self) -> int:
        """How many texts are not yet in it as they are now."""
        ((number,),) = self._database.ask(f"SELECT count(*) FROM ({_PENDING})")
        return int(number)

    def renew(self, progress: Callable[[int], None] | None = None) -> int:
        """Bring it up to date; how many texts were taken in. Writes, each portion of texts in a transaction."""
        gone = [key for (key,) in self._database.ask(_GONE)]
        if gone:
            with self._database.transaction():
                for table in ("words", "searched"):
                    self._database.execute(f"DELETE FROM {table} WHERE document IN (SELECT unnest(?))", [gone])
        wanted = [key for (key,) in self._database.ask(f"{_PENDING} ORDER BY id")]
        for start in range(0, len(wanted), _AT_ONCE):
            self._take(wanted[start : start + _AT_ONCE])
            if progress:
                progress(min(start + _AT_ONCE, len(wanted)))
        if wanted:
            self._sort()
        return len(wanted)

    def _take(self, documents: list[str]) -> None:
        with self._database.transaction():
            self._database.execute(_TAKE, [documents])
            self._database.execute(
                "INSERT INTO searched SELECT id, digest FROM documents WHERE id IN (SELECT unnest(?))", [documents]
            )

    def _sort(self) -> None:
        ((rows,),) = self._database.ask("SELECT count(*) FROM words")
        ordered = int(self._database.meta("words_in_order") or 0)
        if rows < _FEW or rows - ordered <= _UNSORTED * rows:
            return
        told = schema.DESCRIPTIONS["words"].replace("'", "''")
        with connect.roomy(self._database.connection), self._database.transaction():
            self._database.execute("CREATE TABLE words_ordered AS SELECT * FROM words ORDER BY word, document")
            self._database.execute("DROP TABLE words")
            self._database.execute("ALTER TABLE words_ordered RENAME TO words")
            self._database.execute(f"COMMENT ON TABLE words IS '{told}'")
            self._database.set_meta("words_in_order", str(rows))

    def find(self, text: str, *, limit: int = 20, offset: int = 0) -> SearchFound:
        """The texts that hold all words of `text`; a word that ends in * stands for all that begin so.

        Raises QueryError where no word is left, or there are too many.
        """
        terms = self._terms(text)
        parts = " UNION ALL ".join(
            f"SELECT {at} AS term, document, number FROM words WHERE {_BEGINS if term.endswith('*') else 'word = ?'}"
            for at, term in enumerate(terms)
        )
        values = [value for term in terms for value in ((term[:-1], term[:-1] + _LAST) if term[-1] == "*" else (term,))]
        rows = self._database.ask(
            f"""
            WITH hits AS (
                SELECT document, sum(least(number, 5)) AS score FROM ({parts})
                GROUP BY document HAVING count(DISTINCT term) = ?
            )
            SELECT id, count(*) OVER () FROM hits JOIN documents ON id = document
            ORDER BY score DESC, published_earliest DESC NULLS LAST, id LIMIT ? OFFSET ?
            """,
            [*values, len(terms), limit, offset],
        )
        return SearchFound(terms, int(rows[0][1]) if rows else 0, tuple(key for key, _ in rows))

    def _terms(self, text: str) -> tuple[str, ...]:
        """The words as the index has them, each once; those of one letter, which it does not have, are left out."""
        found: dict[str, None] = {}
        for word in text.split():
            ((parts,),) = self._database.ask(f"SELECT {_split('?')}", [word])
            whole = [part for part in parts if len(part) > 1]
            if whole and word.endswith("*"):
                whole[-1] += "*"
            found |= dict.fromkeys(whole)
        if not found:
            raise QueryError("give a word to search for, of two letters or more")
        if len(found) > MOST_TERMS:
            raise QueryError(f"{len(found)} words are too many to search for at once; {MOST_TERMS} at most")
        return tuple(found)


_BEGINS = "word >= ? AND word < ?"
_LAST = "\U0010ffff"
