"""A linear model on the same corpus, for comparison: `python -m reader.baselines FILE.tsv` (PLV form)."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from pathlib import Path

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline, make_union

from bilateral.benchmarks.plv import Row, confusion, macro_f1, quad_of, read_rows
from bilateral.model import Span
from reader.data import load
from reader.examples import Side, pairs_of
from reader.markup import Passage

__all__ = ["linear", "seen"]


def seen(text: str, source: Side, target: Side) -> str:
    """The text with its sides' words replaced, so that only what is said of them counts."""
    sides = sorted([(span, name) for span, name in ((source, " SSS "), (target, " TTT ")) if span], reverse=True)
    for (start, end), name in sides:
        text = text[:start] + name + text[end:]
    return re.sub(r"\d+", "0", text)


def linear(found: Iterable[Passage]) -> Pipeline:
    """Logistic regression over word and character n-grams, fitted on the corpus's pairs."""
    rows = [(seen(p.text, s, t), root) for p in found for s, t, _, root in pairs_of(p)]
    features = make_union(
        TfidfVectorizer(ngram_range=(1, 3), min_df=2, sublinear_tf=True),
        TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), min_df=3, sublinear_tf=True),
    )
    model = make_pipeline(features, LogisticRegression(C=8.0, max_iter=1000, class_weight="balanced"))
    return model.fit([text for text, _ in rows], [root for _, root in rows])


def _ends(span: Span | None) -> Side:
    return (span.start, span.end) if span else None


def _told(model: Pipeline, rows: Iterable[Row]) -> list[str]:
    return list(map(str, model.predict([seen(r.text, _ends(r.source), _ends(r.target)) for r in rows])))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    args = parser.parse_args()
    train, test = load()
    rows = read_rows(args.file)
    gold, told = [r.root for r in rows], _told(linear(train + test), rows)
    print("\n".join(confusion(gold, told)))
    print(f"linear quad macro-F1 {macro_f1(list(map(quad_of, gold)), list(map(quad_of, told))):.3f}")
    print(f"linear root macro-F1 {macro_f1(gold, told):.3f}")


if __name__ == "__main__":
    main()
