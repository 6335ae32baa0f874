"""Phrases: which words name somebody, and who is meant, one phrase of the grammar a row."""

from __future__ import annotations

import pytest
from tests.coding.chain import document_of, scene

from bilateral.model import Level, Mention

SHORT = {
    Level.HEAD_OF_STATE: "hs",
    Level.HEAD_OF_GOVERNMENT: "hg",
    Level.FOREIGN_MINISTER: "fm",
    Level.MINISTER: "mi",
    Level.SENIOR_OFFICIAL: "so",
    Level.AMBASSADOR: "am",
    Level.INSTITUTION: "in",
    None: "?",
}


def mentions(text: str, *, published: str | None = "2022-05-11", publisher: str | None = None) -> list[Mention]:
    return list(scene(document_of(text, published=published, publisher=publisher)).all_mentions())


def short(mention: Mention) -> str:
    """ "KEN William Ruto hs": state, person and level of each actor; "place KEN" for a place."""
    if mention.place is not None:
        return f"place {mention.place.state or '?'}"
    actors = [f"{a.party or '?'} {a.person or '-'} {SHORT[a.level]}" for a in mention.actors]
    return " + ".join(actors) or "nobody"


PHRASES = {
    # one office
    "state behind the title": ("2023-03-01", "The President of Kenya, William Ruto, spoke.", ["KEN William Ruto hs"]),
    "state before the title": ("2023-03-01", "Kenyan President William Ruto spoke.", ["KEN William Ruto hs"]),
    "possessive state": ("2023-03-01", "Kenya's President William Ruto spoke.", ["KEN William Ruto hs"]),
    "state behind the name": (
        "2020-03-01",
        "Prime Minister Rutte of the Netherlands spoke.",
        ["NLD Mark Rutte hg"],
    ),
    "title behind the name": (
        "2022-05-11",
        "Mélanie Joly, Canada's Minister of Foreign Affairs, spoke.",
        ["CAN Mélanie Joly fm"],
    ),
    "title behind an unknown name": (
        "2022-05-11",
        "Tomasz Wierzbol, Poland's deputy minister of agriculture, spoke.",
        ["POL Tomasz Wierzbol so"],
    ),
    "office in lower case behind a name": (
        "2022-05-11",
        "Ingrid Halvdansen, state secretary at the Norwegian Ministry of Finance, spoke.",
        ["NOR Ingrid Halvdansen so"],
    ),
    "no name": ("2022-05-11", "The Argentine president spoke.", ["ARG Alberto Fernández hs"]),
    "no name, state behind": (
        "2022-05-11",
        "The foreign minister of Poland spoke.",
        ["POL Zbigniew Rau fm"],
    ),
    "leader where the president leads": ("2022-05-11", "The Brazilian leader spoke.", ["BRA Jair Bolsonaro hs"]),
    "leader where the prime minister leads": (
        "2022-05-11",
        "The Swedish leader spoke.",
        ["SWE Magdalena Andersson hg"],
    ),
    "leader before the constitution changed": ("2015-05-11", "The Armenian leader spoke.", ["ARM Serzh Sargsyan hs"]),
    "leader of two": ("2022-05-11", "The Polish leader spoke.", ["POL - hs"]),
    "portfolio": (
        "2022-05-11",
        "Icelandic Minister of Fisheries and Agriculture Hulda Steinsdal spoke.",
        ["ISL Hulda Steinsdal mi"],
    ),
    "portfolio of several words": (
        "2022-05-11",
        "Under Secretary of State for Economic Growth, Energy, and the Environment Ada Pemberlow spoke.",
        ["USA Ada Pemberlow so"],
    ),
    "two titles of one person": (
        "2022-05-11",
        "Irish Foreign Minister and Minister of Defence Simon Coveney spoke.",
        ["IRL Simon Coveney fm"],
    ),
    "two titles and a comma": (
        "2022-05-11",
        "The French Special Envoy for the Sahel, Ambassador Oriane Castelmarche, spoke.",
        ["FRA Oriane Castelmarche so"],
    ),
    "elect": (
        "2022-08-01",
        "Colombian President-elect Gustavo Petro spoke.",
        ["COL Gustavo Petro hs"],
    ),
    "former": ("2022-05-11", "Former Brazilian President Dilma Rousseff spoke.", ["BRA Dilma Rousseff so"]),
    "former, surname": ("2022-05-11", "Former President Sarkozy spoke.", ["FRA Nicolas Sarkozy so"]),
    "honorific in between": (
        "2022-05-11",
        "Omani Deputy Foreign Minister H.E. Khalid Dhofarani spoke.",
        ["OMN Khalid Dhofarani so"],
    ),
    "honorific behind the office": (
        "2022-05-11",
        "The Ambassador of Slovenia, Ms. Tjaša Brezovnik, spoke.",
        ["SVN Tjaša Brezovnik am"],
    ),
    "deputy": ("2022-05-11", "Thai Vice Minister Anong Phatrasak spoke.", ["THA Anong Phatrasak so"]),
    "spokesperson of a government": (
        "2022-05-11",
        "Zambian government spokesperson Chileshe Mulongoti spoke.",
        ["ZMB Chileshe Mulongoti so"],
    ),
    "aide to a president": (
        "2022-05-11",
        "Adviser to the President of Kazakhstan Yerlan Baizhumin spoke.",
        ["KAZ Yerlan Baizhumin so"],
    ),
    "ambassador to a state is not of it": (
        "2022-05-11",
        "Danish Ambassador to Ghana Sune Rasmuskov spoke.",
        ["DNK Sune Rasmuskov am"],
    ),
    "nominee for a post abroad is not of it": (
        "2022-05-11",
        "Ada Pemberlow, Nominee for Ambassador Extraordinary and Plenipotentiary to the Kingdom of Lesotho, spoke.",
        ["? Ada Pemberlow am"],
    ),
    "ministers of a body's members": ("2022-06-01", "The foreign ministers of the EU spoke.", ["EU - fm"]),
    "co-chairs are the body": ("2020-10-01", "The co-chairs of the Minsk Group spoke.", ["MINSKGROUP - in"]),
    "several states in one word": ("2018-04-20", "The two Koreas spoke.", ["PRK - in + KOR - in"]),
    "a state's name as a given name": ("2015-02-03", "The author Jordan Belwether spoke.", []),
    "a general who is minister": ("2013-08-19", "General Abdel Fattah al-Sisi spoke.", ["EGY Abdel Fattah el-Sisi mi"]),
    "an official of a common surname": ("2021-03-18", "Deputy Minister Li spoke.", ["? Li so"]),
    "two offices with a slash between": (
        "2022-05-11",
        "Cambodian Deputy Prime Minister/Foreign Minister Prak Sokhonn spoke.",
        ["KHM Prak Sokhonn fm"],
    ),
    "nickname in quotation marks": (
        "2022-04-25",
        "Israeli Minister of Defense Benjamin “Benny” Gantz spoke.",
        ["ISR Benny Gantz mi"],
    ),
    "a body's head owns the envoy": (
        "2022-02-03",
        "Ture Okafor, the UN Secretary-General’s Personal Envoy for Western Sahara, spoke.",
        ["UN Ture Okafor so"],
    ),
    "secretary of a state's council": (
        "2022-11-01",
        "He met the Secretary of the Mongolian National Security Council Batu Erdenet.",
        ["MNG Batu Erdenet so"],
    ),
    "a ministry's secretary general heads no organisation": (
        "2022-02-09",
        "French MFA Secretary General Odile Marchandeau spoke.",
        ["FRA Odile Marchandeau so"],
    ),
    "the office's house before it": (
        "2022-09-01",
        "He met National Security Office Director Pak Dong-il of the Republic of Korea.",
        ["KOR Pak Dong-il so"],
    ),
    "first of several vice ministers": (
        "2022-09-15",
        "He met Republic of Korea 1st Vice Foreign Minister Pak Dong-il.",
        ["KOR Pak Dong-il so"],
    ),
    "a council's president is no president of the European Council": (
        "2022-04-21",
        "Yemeni Presidential Leadership Council President Dr. Rashad al-Alimi spoke.",
        ["YEM Rashad al-Alimi hs"],
    ),
    "a town that another state has too": (
        "2022-02-09",
        "She will travel to Brest, France on Monday.",
        ["place FRA"],
    ),
    "adviser to a head of government is of his state": (
        "2022-05-11",
        "Ilse Brandthauer, Diplomatic Advisor to the Austrian Chancellor, spoke.",
        ["AUT Ilse Brandthauer so"],
    ),
    "of an army": (
        "2022-05-11",
        "Colonel Emeka Oluwasegun of the Nigerian army spoke.",
        ["NGA Emeka Oluwasegun so", "NGA - in"],
    ),
    "of a ministry": (
        "2022-05-11",
        "Petra Zvonarova of the Czech Foreign Ministry spoke.",
        ["CZE Petra Zvonarova ?", "CZE - in"],
    ),
    "minister for short": ("2022-05-11", "Minister Baerbock spoke.", ["DEU Annalena Baerbock fm"]),
    "secretary for short": ("2011-05-11", "Secretary Clinton spoke.", ["USA Hillary Clinton fm"]),
    "prime minister, not the president his namesake": (
        "2010-11-20",
        "Polish Prime Minister Tusk spoke.",
        ["POL Donald Tusk hg"],
    ),
    "another spelling of the holder": (
        "2022-05-11",
        "Ukrainian President Wolodymyr Selenskij spoke.",
        ["UKR Volodymyr Zelenskyy hs"],
    ),
    "particle by hyphen": ("2022-05-11", "Qatari envoy Nasser al-Jassim spoke.", ["QAT Nasser al-Jassim so"]),
    "hyphenated surname of the register": (
        "2022-05-11",
        "Ghanaian adviser Abena Mensah-Kim spoke.",
        ["GHA Abena Mensah-Kim so"],
    ),
    # several
    "presidents with names": (
        "2022-05-11",
        "Presidents Niinistö and Levits spoke.",
        ["FIN Sauli Niinistö hs", "LVA Egils Levits hs"],
    ),
    "ministers of states": (
        "2022-05-11",
        "The foreign ministers of Greece, Cyprus and Egypt spoke.",
        ["GRC Nikos Dendias fm + CYP Ioannis Kasoulides fm + EGY Sameh Shoukry fm"],
    ),
    "adjectives before ministers": (
        "2022-05-11",
        "The Estonian and Finnish foreign ministers spoke.",
        ["EST Eva-Maria Liimets fm + FIN Pekka Haavisto fm"],
    ),
    "names with states": (
        "2022-05-11",
        "Foreign Ministers Ann Linde of Sweden and Pekka Haavisto of Finland spoke.",
        ["SWE Ann Linde fm", "FIN Pekka Haavisto fm"],
    ),
    # counterparts
    "his counterpart": (
        "2022-05-11",
        "Polish President Andrzej Duda telephoned his Lithuanian counterpart.",
        ["POL Andrzej Duda hs", "LTU Gitanas Nausėda hs"],
    ),
    "his counterpart, named": (
        "2022-05-11",
        "Foreign Minister Péter Szijjártó met his Serbian counterpart Nikola Selaković.",
        ["HUN Péter Szijjártó fm", "SRB Nikola Selaković fm"],
    ),
    "his counterpart, unknown": (
        "2022-05-11",
        "Defence Minister Ben Wallace met his Norwegian counterpart Sigve Tangstad.",
        ["GBR Ben Wallace mi", "NOR Sigve Tangstad mi"],
    ),
    "counterparts": (
        "2022-05-11",
        "Prime Minister Kaja Kallas met her Latvian and Lithuanian counterparts.",
        ["EST Kaja Kallas hg", "LVA Krišjānis Kariņš hg + LTU Ingrida Šimonytė hg"],
    ),
    "counterparts from": (
        "2022-05-11",
        "Foreign Minister Retno Marsudi met her counterparts from Malaysia and Singapore.",
        ["IDN Retno Marsudi fm", "MYS Saifuddin Abdullah fm + SGP Vivian Balakrishnan fm"],
    ),
    "whose counterpart is not told": (
        "2022-05-11",
        "Engineers met Chilean counterparts.",
        ["CHL - ?"],
    ),
    # institutions and bodies
    "side": ("2022-05-11", "The Russian side spoke.", ["RUS - in"]),
    "delegation": ("2022-05-11", "A senior Turkish delegation spoke.", ["TUR - in"]),
    "metonym": ("2022-05-11", "The Kremlin spoke.", ["RUS - in"]),
    "organ of a body": ("2022-05-11", "The European Commission spoke.", ["EU - in"]),
    "agency": ("2022-05-11", "The World Health Organization (WHO) spoke.", ["WHO - in"]),
    "head of a body": ("2022-05-11", "The NATO secretary general spoke.", ["NATO Jens Stoltenberg hg"]),
    # places
    "capital as place": ("2022-05-11", "They met in Helsinki.", ["place FIN"]),
    "city and state": ("2022-05-11", "They met in Lyon, France.", ["place FRA"]),
    "unknown town and state": ("2022-05-11", "He travelled to Tafraoute, Morocco.", ["place MAR"]),
    "town and province": ("2022-05-11", "They met in Portsmouth, New Hampshire.", ["place USA"]),
    "province of a state's name": ("2022-05-11", "Senators from Ohio and Georgia spoke.", ["place USA"] * 2),
    "state of a province's name": ("2022-05-11", "Georgia and Armenia spoke.", ["GEO - in", "ARM - in"]),
    "West Bank": ("2022-05-11", "They met in the West Bank.", ["place PSE"]),
    "town in a name": ("2022-05-11", "They met Nancy Harbottle.", []),
    "new town": ("2022-05-11", "They met in New Odessa.", []),
    # false friends
    "airline": ("2022-05-11", "British Airways cancelled flights.", []),
    "newspaper": ("2022-05-11", "The Jerusalem Post reported it.", []),
    "agreement": ("2022-05-11", "The Paris Agreement holds.", []),
    "Minsk Group": ("2022-05-11", "The Minsk Group met.", ["MINSKGROUP - in"]),
    "Guinea and Guinea": ("2022-05-11", "Equatorial Guinea and Guinea-Bissau spoke.", ["GNQ - in", "GNB - in"]),
    "both Koreas": ("2022-05-11", "North Korea and South Korea spoke.", ["PRK - in", "KOR - in"]),
    "region of the sea": ("2022-05-11", "The Indo-Pacific is open.", []),
    "word that is a town's name": ("2022-05-11", "The Hub opened.", []),
    # left open
    "two Congos": ("2022-05-11", "Congo spoke.", ["? - in"]),
    "a Dominican the register knows": (
        "2022-05-11",
        "Dominican Foreign Minister Roberto Álvarez spoke.",
        ["DOM Roberto Álvarez Gil fm"],
    ),
    "name hidden behind a longer one": ("2022-05-11", "The Sudanese government spoke.", ["SDN - in"]),
}


@pytest.mark.parametrize(("published", "text", "expected"), PHRASES.values(), ids=PHRASES.keys())
def test_phrase(published: str, text: str, expected: list[str]) -> None:
    assert [short(m) for m in mentions(text, published=published)] == expected


def test_brussels_is_a_place_and_acts_for_the_union() -> None:
    (place,) = mentions("They met in Brussels.")
    assert [a.party for a in place.actors] == ["BEL"]
    (acting,) = mentions("Brussels warned against delay.")
    assert [a.party for a in acting.actors] == ["EU"]
    assert acting.place is not None
    assert acting.place.state == "BEL"


def test_possessive_states_describe() -> None:
    described = {m.text: m.possessive for m in mentions("Norway bought Swedish aircraft and Denmark’s radar.")}
    assert described == {"Norway": False, "Swedish aircraft": False, "Denmark ’s": True}


def test_a_place_has_coordinates_of_its_own_state_only() -> None:
    (place,) = mentions("They met in Lyon, France.")
    assert place.place is not None
    assert place.place.lat == pytest.approx(45.75, abs=0.1)
    (other,) = mentions("They met in Portsmouth, New Hampshire.")
    assert other.place is not None
    assert other.place.lat is None


def test_offsets_are_those_of_the_text() -> None:
    text = "On Monday Kenyan President William Ruto flew to Kampala."
    for mention in mentions(text, published="2023-03-01"):
        assert text[mention.start : mention.end] == mention.text
