from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilateral.model import SentenceKind
from bilateral.reading.sentences import split


def texts(text: str) -> list[str]:
    return [text[sentence.start : sentence.end] for sentence in split(text)]


def shape(text: str) -> list[tuple[str, int | None]]:
    return [(sentence.kind.value, sentence.introduced_by) for sentence in split(text)]


@pytest.mark.parametrize(
    "sentences",
    [
        pytest.param(["Lt. Gen. Ana Ruiz met Sen. Okoro.", "Both left."], id="ranks"),
        pytest.param(["Dr. Petra K. Novak and Mr. Lund spoke.", "No statement followed."], id="initial-in-name"),
        pytest.param(["He visited the U.S. Department of Energy."], id="acronym-as-adjective"),
        pytest.param(["She flew to the U.S.", "The talks begin today."], id="acronym-at-the-end"),
        pytest.param(["Deputy Brian P. Vale and Ana V. Okoro came."], id="initials-that-abbreviate-words-too"),
        pytest.param(["The U.S. President and the U.K. Prime Minister agreed."], id="acronyms-before-titles"),
        pytest.param(["They met in Washington, D.C.", "Minister Haas joined them."], id="capital-district"),
        pytest.param(["The call began at 9 a.m. Baku time."], id="hour"),
        pytest.param(["It ended at 11 p.m.", "They agreed to meet again."], id="hour-at-the-end"),
        pytest.param(["The law of Jan. 14 and Resolution No. 5 apply."], id="month-and-number"),
        pytest.param(["Asked twice, he said no.", "Nobody insisted."], id="the-word-no"),
        pytest.param(["He reached St. Petersburg on Feb. 3.", "Talks lasted an hour."], id="saint"),
        pytest.param(["Acme Inc. and Borealis Ltd. signed.", "It is worth $2.5 billion."], id="companies-and-decimals"),
        pytest.param(["“We agree.”", "He then left."], id="closing-quote"),
        pytest.param(["“We want peace. ”", "The envoy left."], id="closing-quote-after-a-space"),
        pytest.param(["“Will it hold?” she asked."], id="question-inside-a-sentence"),
        pytest.param(["(The text is long.)", "It was read out."], id="bracket"),
        pytest.param(["Talks went on...", "Nothing came of them."], id="dots"),
        pytest.param(["The pact holds.[12]", "Both said so."], id="note-mark"),
        pytest.param(["The court ruled in Brown v. Board."], id="versus"),
        pytest.param(["They met in region.Armenia agreed."], id="missing-space-is-left-to-repair"),
        pytest.param(["会談が行われた。", "両国は合意した。"], id="no-space-script"),
    ],
)
def test_sentences_end_where_a_reader_ends_them(sentences: list[str]) -> None:
    gap = "" if "。" in sentences[0] else " "
    assert texts(gap.join(sentences)) == sentences


def test_blank_lines_and_long_lines_part_paragraphs() -> None:
    text = "The envoy came on Monday and left on Tuesday\n\nTalks followed. They failed.\nA new round is set."
    assert [sentence.paragraph for sentence in split(text)] == [0, 1, 1, 2]


def test_a_text_wrapped_at_a_fixed_width_keeps_its_sentences_whole() -> None:
    text = (
        "The foreign ministers of the two countries met on the margins of\n"
        "the forum and spoke about the river treaty, the opening of a new\n"
        "crossing near the dam and the fate of the fishermen who were held\n"
        "last winter. They will meet again in the capital before the first\n"
        "snow.\n\nA joint statement is expected."
    )
    assert [sentence.paragraph for sentence in split(text)] == [0, 0, 1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "The two sides agreed to:\n\n• open the border;\n• exchange envoys.\n\nThey parted as friends.",
            [("prose", None), ("item", 0), ("item", 0), ("prose", None)],
            id="bullets",
        ),
        pytest.param(
            "Five steps follow:\n1. The bridge is rebuilt. Work starts in May.\n2. The ferry returns.",
            [("prose", None), ("item", 0), ("item", 0), ("item", 0)],
            id="numbered-with-two-sentences",
        ),
        pytest.param(
            "Results\n- A treaty was signed.\n- A hotline was set up.",
            [("heading", None), ("item", 0), ("item", 0)],
            id="bullets-under-a-heading",
        ),
        pytest.param(
            "The plan has three parts:\n\nTrade without duties;\n\nA shared grid; and\n\nFree travel.\n\nIt opens.",
            [("prose", None), ("item", 0), ("item", 0), ("item", 0), ("prose", None)],
            id="clauses-with-semicolons",
        ),
        pytest.param(
            "He went on. The letter says:\n\n“We value your friendship.\n\nWe hope to see you.”\n\nIt was sent.",
            [("prose", None), ("prose", None), ("quoted", 1), ("quoted", 1), ("prose", None)],
            id="letter-over-two-paragraphs",
        ),
        pytest.param(
            "Her message read:\n\n“First.\n\n“Second.\n\n“Third.”\n\nThe minister left.",
            [("prose", None), ("quoted", 0), ("quoted", 0), ("quoted", 0), ("prose", None)],
            id="each-paragraph-opens-with-a-mark",
        ),
        pytest.param(
            'The note said:\n\n"We object.\n\nWe will answer."\n\nThe envoy was called in.',
            [("prose", None), ("quoted", 0), ("quoted", 0), ("prose", None)],
            id="straight-quotes",
        ),
        pytest.param(
            "His reply said:\n\n“Energy comes first;\n\nPeace is next;\n\nWe wait for you.\n\nOn May 3 the envoy left.",
            [("prose", None), ("quoted", 0), ("quoted", 0), ("quoted", 0), ("prose", None)],
            id="quotation-never-closed",
        ),
        pytest.param(
            "The president issued this statement:\n\nWe mourn with our neighbours.\n\nHe later flew home.",
            [("prose", None), ("quoted", 0), ("prose", None)],
            id="unmarked-statement",
        ),
        pytest.param(
            "The plan helps both states by:\n\nOpening the port.\n\nTraining its pilots.\n\nThe plan is new.",
            [("prose", None), ("item", 0), ("item", 0), ("prose", None)],
            id="items-that-lost-their-bullets",
        ),
        pytest.param(
            "The contacts of the spring tell a story:\n\nMarch 3, the ministers spoke.\n\nOn April 4, they met.",
            [("prose", None), ("prose", None), ("prose", None)],
            id="a-chronology-is-narration",
        ),
        pytest.param(
            "The following is attributable to Spokesperson Jo Field:\n\nThe Secretary met the envoy today.",
            [("prose", None), ("prose", None)],
            id="release-attributed-to-a-speaker",
        ),
        pytest.param(
            "Begin text:\n\nThe ministers met in Oslo. They signed a pact.",
            [("prose", None), ("prose", None), ("prose", None)],
            id="begin-text",
        ),
        pytest.param(
            "Members of the delegation:\n\nThe Honorable Jo Field, Ambassador\n\nAna Ruiz, Governor\n\nThey leave.",
            [("prose", None), ("item", 0), ("item", 0), ("prose", None)],
            id="names-of-a-delegation",
        ),
        pytest.param(
            "He met the press. He wrote: “Dear friend, we thank you.\n\n“Come and see us.”\n\nThe king agreed.",
            [("prose", None), ("prose", None), ("quoted", 1), ("prose", None)],
            id="quotation-opened-in-the-sentence",
        ),
        pytest.param(
            "The minister said: “We came far. We go on. We win.” She then left.",
            [("prose", None), ("quoted", 0), ("quoted", 0), ("prose", None)],
            id="quotation-inside-a-paragraph",
        ),
        pytest.param(
            "The envoy praised the pact.\n\n“It is a good day for both of us.”\n\nTalks go on.",
            [("prose", None), ("quoted", 0), ("prose", None)],
            id="paragraph-that-is-a-quotation",
        ),
        pytest.param(
            "“It is a good day,” the envoy said. “We go on.”\n\nTalks go on.",
            [("prose", None), ("prose", None), ("prose", None)],
            id="quotation-told-by-a-narrator",
        ),
        pytest.param(
            "Ministers Meet in Oslo\n\nThe two ministers met.",
            [("heading", None), ("prose", None)],
            id="headline",
        ),
    ],
)
def test_kinds_and_introducing_sentences(text: str, expected: list[tuple[str, int | None]]) -> None:
    assert shape(text) == expected


def test_an_item_starts_after_its_bullet() -> None:
    assert texts("They agreed on:\n• a hotline\n(b) a visit") == ["They agreed on:", "a hotline", "a visit"]


@pytest.mark.parametrize("text", ["", " \n\n \t", "\n"])
def test_no_text_has_no_sentences(text: str) -> None:
    assert split(text) == ()


WORDS = st.sampled_from(
    [
        "The",
        "U.S.",
        "Gen.",
        "Oslo",
        "said:",
        "“We",
        "go.”",
        '"',
        "a.m.",
        "met",
        "\n",
        "\n\n",
        "- ",
        "1. ",
        ";",
        ".",
        "?",
    ]
)


@given(st.lists(WORDS, max_size=30).map(" ".join))
def test_sentences_cover_the_words_in_order_and_lead_backwards(text: str) -> None:
    at = 0
    for index, sentence in enumerate(split(text)):
        assert at <= sentence.start < sentence.end <= len(text)
        assert text[sentence.start : sentence.end].strip() == text[sentence.start : sentence.end]
        assert sentence.introduced_by is None or sentence.introduced_by < index
        assert sentence.kind not in (SentenceKind.PROSE, SentenceKind.HEADING) or sentence.introduced_by is None
        between = text[at : sentence.start]
        assert not between.strip() or sentence.kind is SentenceKind.ITEM  # only bullets are left out
        at = sentence.end
    assert not text[at:].strip()
