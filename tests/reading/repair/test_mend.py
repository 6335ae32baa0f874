from __future__ import annotations

import pytest

from bilateral.knowledge import load
from bilateral.model import Span
from bilateral.reading.edits import apply
from bilateral.reading.repair import Mended, mend

# Marks a text as a rough machine translation, where the sentence of a case has too few signs of its own.
DAMAGED = "\nThe delegation to Riga visit hit."


def mended(text: str) -> str:
    whole = text + DAMAGED
    result = mend(whole, load())
    assert result.machine_translated
    return apply(whole, result.repairs).rpartition("\n")[0]


def table(*rows: tuple[str, str, str]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(("before", "after"), [pytest.param(b, a, id=i) for i, b, a in rows])


@table(
    (
        "pronoun",
        "April 4 French President Emmanuel Macron Kazakhstan presidents Kassym-Jomart He called Tokayev.",
        "April 4 French President Emmanuel Macron called Kazakhstani President Kassym-Jomart Tokayev.",
    ),
    (
        "with",
        "Russian President Vladimir Putin Uzbekistan presidents Shavkat He met with Mirziyoyev.",
        "Russian President Vladimir Putin met with Uzbek President Shavkat Mirziyoyev.",
    ),
    (
        "capital",
        "Polish President Andrzej Duda on May 2 Volodymyr Invited Zelensky to Warsaw.",
        "Polish President Andrzej Duda on May 2 invited Volodymyr Zelensky to Warsaw.",
    ),
)
def test_verb_between_given_name_and_surname(before: str, after: str) -> None:
    assert mended(before) == after


@table(
    ("iran", "Iran presidents Ebrahim Raisi spoke.", "Iranian President Ebrahim Raisi spoke."),
    (
        "ministers",
        "Talks with Turkey foreign ministers Mevlut Cavusoglu went on.",
        "Talks with Turkish Foreign Minister Mevlut Cavusoglu went on.",
    ),
    ("usa", "USA presidents Joe Biden spoke.", "US President Joe Biden spoke."),
    ("no name", "The Georgia presidents of the past met.", "The Georgia presidents of the past met."),
)
def test_office_in_the_plural(before: str, after: str) -> None:
    assert mended(before) == after


@table(
    (
        "list",
        "Russia in Kazakhstan ambassador Alexey Borodavkin, Georgia ambassador Ivan Petrov and in Armenia ambassador "
        "Sergey Kopyrkin came.",
        "Russia ambassador in Kazakhstan Alexey Borodavkin, ambassador in Georgia Ivan Petrov and ambassador in "
        "Armenia Sergey Kopyrkin came.",
    ),
    ("one", "He saw in Serbia ambassador Jan Novak.", "He saw ambassador in Serbia Jan Novak."),
    ("envoy", "France in Mali envoy Luc Martin left.", "France envoy in Mali Luc Martin left."),
)
def test_post_before_the_office(before: str, after: str) -> None:
    assert mended(before) == after


@table(
    (
        "africa",
        "UK Foreign Minister Africa and Dr. James Duddridge, Deputy for Caribbean Affairs, visited Nairobi.",
        "UK Deputy Foreign Minister for Africa and Caribbean Affairs Dr. James Duddridge visited Nairobi.",
    ),
    (
        "asia",
        "Russian Foreign Minister Asia and Igor Morgulov, Deputy for Pacific Affairs, visited Hanoi.",
        "Russian Deputy Foreign Minister for Asia and Pacific Affairs Igor Morgulov visited Hanoi.",
    ),
)
def test_office_torn_around_its_holder(before: str, after: str) -> None:
    assert mended(before) == after


@table(
    (
        "letter",
        "Vladimir Putin Tokayev’s reply to the letter said:",
        "Vladimir Putin’s reply to Tokayev’s letter said:",
    ),
    (
        "message",
        "Emmanuel Macron Draghi’s answer to the message said:",
        "Emmanuel Macron’s answer to Draghi’s message said:",
    ),
    (
        "one name",
        "Recep Tayyip Erdogan’s response to the letter said:",
        "Recep Tayyip Erdogan’s response to the letter said:",
    ),
)
def test_possessive_on_the_wrong_name(before: str, after: str) -> None:
    assert mended(before) == after


@table(
    (
        "call",
        "On July 1, with Foreign Minister Mevlut Cavusoglu Sergey Lavrov held a telephone conversation between.",
        "On July 1, Foreign Minister Mevlut Cavusoglu and Sergey Lavrov held a telephone conversation.",
    ),
    (
        "there",
        "He left. Iran and Turkey There was a meeting between.",
        "He left. There was a meeting between Iran and Turkey.",
    ),
    (
        "passive",
        "Russia and Kazakhstan An agreement was signed between.",
        "An agreement was signed between Russia and Kazakhstan.",
    ),
)
def test_between_left_behind(before: str, after: str) -> None:
    assert mended(before) == after


@table(
    (
        "process",
        "Lavrov with Armenia Azerbaijan He welcomed progress in the peace process this year.",
        "Lavrov welcomed progress in the peace process between Armenia and Azerbaijan this year.",
    ),
    (
        "sides",
        "Questions, including with Serbia Kosovo The sides discussed the dialogue in detail.",
        "Questions. The sides discussed the dialogue between Serbia and Kosovo in detail.",
    ),
    (
        "relations",
        "Macron with Greece Turkey He praised the relations again.",
        "Macron praised the relations between Greece and Turkey again.",
    ),
)
def test_two_sides_before_the_pronoun(before: str, after: str) -> None:
    assert mended(before) == after


@table(
    (
        "congratulated",
        "Uzbek counterpart of Russian President Vladimir Putin on May 9 congratulated Mirziyoyev on the holiday.",
        "Russian President Vladimir Putin on May 9 congratulated the Uzbek counterpart Mirziyoyev on the holiday.",
    ),
    (
        "telegram",
        "To the Kazakh counterpart of Turkish President Recep Tayyip Erdogan Republic Day In his telegram, it said so.",
        "In Turkish President Recep Tayyip Erdogan’s telegram to the Kazakh counterpart on Republic Day, it said so.",
    ),
    (
        "called",
        "Polish counterpart of German Chancellor Olaf Scholz called Morawiecki.",
        "German Chancellor Olaf Scholz called the Polish counterpart Morawiecki.",
    ),
)
def test_counterpart_in_the_genitive(before: str, after: str) -> None:
    assert mended(before) == after


@table(
    ("went", "The minister went to Kabul trip hit.", "The minister went to Kabul on a trip."),
    (
        "official",
        "President Recep Tayyip Erdogan to Tashkent official visit did.",
        "President Recep Tayyip Erdogan paid an official visit to Tashkent.",
    ),
    ("will", "Wang Yi will fly to Dushanbe visit realized.", "Wang Yi will fly to Dushanbe on a visit."),
    ("meeting", "Wang Yi with Sergey Lavrov meeting did.", "Wang Yi held a meeting with Sergey Lavrov."),
    (
        "phone",
        "Naftali Bennett with Vladimir Putin telephone conversation did.",
        "Naftali Bennett had a telephone conversation with Vladimir Putin.",
    ),
)
def test_light_verbs(before: str, after: str) -> None:
    assert mended(before) == after


@table(
    (
        "thanked",
        "Erdogan For the release of prisoners To Russia thanked.",
        "Erdogan thanked Russia for the release of prisoners.",
    ),
    ("invited", "Shavkat Mirziyoyev To Ebrahim Raisi invited.", "Shavkat Mirziyoyev invited Ebrahim Raisi."),
    ("helped", "Poland helped and Andrzej Duda to Ukraine thanked.", "Poland helped and Andrzej Duda thanked Ukraine."),
    ("was", "Mukhtar Tileuberdi three times Ankara was.", "Mukhtar Tileuberdi was three times in Ankara."),
    ("arrived", "Sergey Lavrov on May 3 to Tehran arrived.", "Sergey Lavrov on May 3 arrived in Tehran."),
    ("visited", "Sergey Lavrov Tehran visited.", "Sergey Lavrov visited Tehran."),
    (
        "signed",
        "Emmanuel Macron Kyiv signed a declaration with his counterpart.",
        "Emmanuel Macron in Kyiv signed a declaration with his counterpart.",
    ),
    ("sound", "Sergey Lavrov arrived in Tehran and visited Baku.", "Sergey Lavrov arrived in Tehran and visited Baku."),
)
def test_verbs_at_the_end(before: str, after: str) -> None:
    assert mended(before) == after


@table(
    (
        "office",
        "President Emmanuel Macron He stressed that Europe is united.",
        "President Emmanuel Macron stressed that Europe is united.",
    ),
    ("she", "Minister Annalena Baerbock She has left.", "Minister Annalena Baerbock has left."),
    (
        "phrase",
        "He said that the President of Turkey In the middle of June, he visited Yerevan.",
        "He said that the President of Turkey in the middle of June visited Yerevan.",
    ),
    (
        "proper name",
        "President Joe Biden World Climate and Energy In a message to Modi about the summit, he praised India.",
        "President Joe Biden in a message to Modi about the World Climate and Energy summit praised India.",
    ),
    (
        "new clause",
        "Details about the agreement information The minister thanked Vladimir Putin.",
        "Details about the agreement information. The minister thanked Vladimir Putin.",
    ),
    (
        "capital",
        "Iran says that When the sanctions end trade grows.",
        "Iran says that when the sanctions end trade grows.",
    ),
    ("verb", "Macron on May 5 Congratulated Olaf Scholz.", "Macron on May 5 congratulated Olaf Scholz."),
    (
        "kept",
        "The Department Of State and the Bank of China met.",
        "The Department Of State and the Bank of China met.",
    ),
)
def test_clauses_opened_anew(before: str, after: str) -> None:
    assert mended(before) == after


@table(
    (
        "two",
        "Of Kazakhstan Of Uzbekistan supports its territorial integrity.",
        "Kazakhstan supports Uzbekistan’s territorial integrity.",
    ),
    (
        "support",
        "Turkey Of Ukraine reaffirms its support for sovereignty.",
        "Turkey reaffirms its support for Ukraine’s sovereignty.",
    ),
    ("object", "Macron Of Lebanon supports its stability.", "Macron supports Lebanon’s stability."),
    (
        "clause",
        "In the view of Japan Of Mongolia we hope it will support the reform.",
        "In the view of Japan, we hope it will support Mongolia’s reform.",
    ),
    (
        "dative",
        "Since the summit in Madrid To Moldova increased attention is paid.",
        "Since the summit in Madrid increased attention to Moldova is paid.",
    ),
    (
        "increase",
        "Chinaof To Tajikistan The growth in exports is new.",
        "The growth in exports of China to Tajikistan is new.",
    ),
    (
        "prefix",
        "They spoke of the anti-Western bloc.Turkey sanctions that year.",
        "They spoke of the Western bloc anti-Turkey sanctions that year.",
    ),
)
def test_case_endings_as_small_words(before: str, after: str) -> None:
    assert mended(before) == after


@table(
    (
        "turkish",
        "They met in Ankara'da with Putin’in adviser.",
        "They met in Ankara with Putin’s adviser.",
    ),
    ("with", "He spoke, President Erdogan'la together.", "He spoke, with President Erdogan together."),
    ("from", "Ankara’dan the delegation came.", "From Ankara the delegation came."),
    ("irish", "Simon Coveney met Brian O'Neill.", "Simon Coveney met Brian O'Neill."),
)
def test_case_endings_behind_names(before: str, after: str) -> None:
    assert mended(before) == after


@table(
    (
        "year",
        "The President of Turkey 20In the middle of June 9, he visited Yerevan.",
        "The President of Turkey in the middle of June 2009 visited Yerevan.",
    ),
    (
        "nineties",
        "19At the beginning of October 92, the sides signed it.",
        "At the beginning of October 1992, the sides signed it.",
    ),
    ("decade", "So 201At the start of May 7, he went away.", "So at the start of May 2017, he went away."),
    ("two digits", "In all 20By the end of March 14, it was over.", "In all by the end of March 2014, it was over."),
    ("dated", "At the end of April 6, 2009, he went.", "At the end of April 6, 2009, he went."),
)
def test_year_torn_apart(before: str, after: str) -> None:
    assert mended(before) == after


@table(
    ("hungarian", "Prime Minister Victory Orban spoke.", "Prime Minister Viktor Orban spoke."),
    ("kazakh", "Later Generous Massimov was arrested.", "Later Karim Massimov was arrested."),
    ("turkmen", "Commander Berdimuhamedow visited Tehran.", "Serdar Berdimuhamedow visited Tehran."),
    (
        "interrupted",
        "That day Falcon He received Mustafayev in Tehran.",
        "That day received Shahin Mustafayev in Tehran.",
    ),
    ("ordinary", "Hope Tokayev said is vain.", "Hope Tokayev said is vain."),
    ("unknown", "The Victory Johnson won was small.", "The Victory Johnson won was small."),
)
def test_given_name_translated(before: str, after: str) -> None:
    assert mended(before) == after


@table(
    ("german", "German Chancellor Ol. Scholz came.", "German Chancellor Olaf Scholz came."),
    (
        "text",
        "President Ko. Iohannis came. Klaus Iohannis left.",
        "President Klaus Iohannis came. Klaus Iohannis left.",
    ),
    ("french", "French President Em. Macron came.", "French President Emmanuel Macron came."),
    ("doctor", "President Dr. Arif Alvi came.", "President Dr. Arif Alvi came."),
    ("chinese", "Premier Li Keqiang came.", "Premier Li Keqiang came."),
)
def test_given_name_misread(before: str, after: str) -> None:
    assert mended(before) == after


@table(
    ("text", "The Putin-Erdo talks. Erdogan left.", "The Putin-Erdogan talks. Erdogan left."),
    ("accent", "The Tokayev-Mirziyo meetings began.", "The Tokayev-Mirziyoyev meetings began."),
    ("register", "The Duda-Lukashen talks began.", "The Duda-Lukashenko talks began."),
    ("whole", "The Macron-Scholz talks began.", "The Macron-Scholz talks began."),
    ("two", "The Putin-Alex talks began.", "The Putin-Alex talks began."),
)
def test_surname_cut_short(before: str, after: str) -> None:
    assert mended(before) == after


@table(
    (
        "kazakh",
        "Lukashenko said to his Kazakh colleague KJ about the visit Tokayev informed.",
        "Lukashenko said to his Kazakh colleague KJ Tokayev about the visit.",
    ),
    (
        "bush",
        "Merkel had told her American counterpart GW about the war Bush informed.",
        "Merkel had told her American counterpart GW Bush about the war.",
    ),
    (
        "other",
        "Lukashenko said to his Kazakh colleague XQ about the visit Tokayev informed.",
        "Lukashenko said to his Kazakh colleague XQ about the visit Tokayev informed.",
    ),
)
def test_initials_parted(before: str, after: str) -> None:
    assert mended(before) == after


@table(
    ("state", "Kazakhstanand Russia agreed.", "Kazakhstan and Russia agreed."),
    ("noun", "The Georgiacoalition leaders met.", "The Georgia coalition leaders met."),
    ("name", "The negotiationsLavrov wanted began.", "The negotiations Lavrov wanted began."),
    ("stop", "They talked in Geneva.Iran said nothing.", "They talked in Geneva. Iran said nothing."),
    ("initials", "The role ofUSA and of UKin the talks.", "The role of USA and of UK in the talks."),
    (
        "verb",
        "A financial and militarybegan effort. The military left.",
        "A financial and military began effort. The military left.",
    ),
    ("demonym", "Israelis, Omanis and Nigerians met.", "Israelis, Omanis and Nigerians met."),
    (
        "camel",
        "LinkedIn, McGuireWoods and DeSantis met MacDonald.",
        "LinkedIn, McGuireWoods and DeSantis met MacDonald.",
    ),
    ("address", "See www.Russia.gov and a.Iran@mail.ru now.", "See www.Russia.gov and a.Iran@mail.ru now."),
    ("compound", "Policymakers and peacekeepers overcame it.", "Policymakers and peacekeepers overcame it."),
)
def test_words_run_together(before: str, after: str) -> None:
    assert mended(before) == after


@table(
    ("small", "He said the the visit in in Doha was useful.", "He said the visit in Doha was useful."),
    ("name", "Erdogan Erdogan visited Kyiv.", "Erdogan visited Kyiv."),
    ("space", "Kazakhstan , Russia and China ’s envoys met.", "Kazakhstan, Russia and China’s envoys met."),
    ("stop", "They discussed trade. and transport with Iran.", "They discussed trade and transport with Iran."),
    ("company", "The firm Gas Inc. said so.", "The firm Gas Inc. said so."),
    (
        "twice",
        "There Wang Yi met with many officials, including met with foreign minister Sergey Lavrov.",
        "There Wang Yi met with many officials, including foreign minister Sergey Lavrov.",
    ),
    (
        "office",
        "Wang Yi foreign met with minister Sergey Lavrov.",
        "Wang Yi met with foreign minister Sergey Lavrov.",
    ),
)
def test_repetitions_and_marks(before: str, after: str) -> None:
    assert mended(before) == after


SOUND = [
    "President Biden spoke with President Erdoğan of Turkey on Thursday. He thanked him for the grain agreement.",
    "The Foreign Minister arrived in Tashkent on Monday for a two-day visit. The sides discussed trade and transit.",
    "The Department of State hosts the For the People forum with the Bank of England and the Hope Center in Accra.",
    "Ambassadors from Kenya, Peru and Japan met. “We hope for peace,” she said. In Rome, he met the Pope.",
    "QUESTION: Where was he?\n\nMR SMITH: In Baku. And there. He was there, as I said he was.",
    "",
    "42",
]


@pytest.mark.parametrize("text", SOUND)
def test_sound_text_is_left_alone(text: str) -> None:
    result = mend(text, load())
    assert result.repairs == ()
    assert not result.machine_translated


def test_a_sentence_run_together_is_parted_in_sound_text_too() -> None:
    text = (
        "They want peace in the region.They also discussed trade with VinFast and the iPhone maker at www.Example.gov."
    )
    result = mend(text, load())
    assert not result.machine_translated
    assert [(text[r.start : r.end], r.replacement) for r in result.repairs] == [("region.They", "region. They")]


def test_skipped_stretches_are_neither_read_nor_edited() -> None:
    menu = "Home trip hit. President Macron He said "
    text = menu + "The ministers met."
    assert mend(text, load(), skip=[Span(0, len(menu))]) == Mended()
    both = menu + "\nSergey Lavrov Tehran visited.\n" + menu
    result = mend(both, load(), skip=[Span(0, len(menu)), Span(len(both) - len(menu), len(both))])
    assert apply(both, result.repairs) == menu + "\nSergey Lavrov visited Tehran.\n" + menu


def test_mending_again_changes_nothing() -> None:
    text = (
        "May 3 Iran presidents Ebrahim Raisi He called Putin. The Putin-Erdo talks in Tehran.Iran hosted. "
        "Wang Yi with Sergey Lavrov meeting did. Of Kazakhstan Of Uzbekistan supports its integrity.\n"
        "Recep Tayyip Erdogan For the visit To Qatar thanked."
    )
    once = apply(text, mend(text, load()).repairs)
    again = mend(once, load())
    assert once != text
    assert apply(once, again.repairs) == once


def test_the_record_names_every_rule() -> None:
    text = "April 4 Iran presidents Ebrahim He called Raisi."
    result = mend(text, load())
    assert [(text[r.start : r.end], r.replacement, r.rule) for r in result.repairs] == [
        (
            "Iran presidents Ebrahim He called",
            "called Iranian President Ebrahim",
            "office in the plural before its holder; verb between given name and surname",
        )
    ]
    assert dict(result.signs) == {"pronoun in mid-sentence": 1, "office in the plural": 1}


def test_long_lines_take_linear_time() -> None:
    sentence = "Sergey Lavrov Tehran visited. Then President Emmanuel Macron He left. "
    result = mend(sentence * 300, load())
    assert len(result.repairs) == 600
