"""Every frame and every type of act: sentences of our own and the acts they tell, read through gate and mentions."""

from __future__ import annotations

import pytest
from tests.coding.chain import acts_of, parties

from bilateral.coding.readers import Act

CONTACTS = {
    "direct": (
        "Norwegian Foreign Minister Espen Barth Eide met Polish Foreign Minister Radoslaw Sikorski in Oslo.",
        ["CONSULT meeting occurred NOR>POL"],
    ),
    "with": ("President Macron met with Prime Minister Giorgia Meloni of Italy.", ["CONSULT meeting occurred FRA>ITA"]),
    "plural": ("The presidents of Kenya and Uganda met on Friday.", ["CONSULT meeting occurred KEN>UGA"]),
    "between": (
        "A meeting between the foreign ministers of Greece and Egypt took place on Monday.",
        ["CONSULT meeting occurred GRC>EGY"],
    ),
    "talks-held": ("Talks between Japan and India were held on Tuesday.", ["CONSULT meeting occurred JPN>IND"]),
    "background": (
        "Officials spoke about the talks between Japan and India.",
        ["CONSULT meeting occurred JPN>IND (named)"],
    ),
    "light-verb": ("Canada and Mexico held consultations on trade.", ["CONSULT meeting occurred CAN>MEX"]),
    "light-with": (
        "Chancellor Olaf Scholz held talks with Prime Minister Mark Rutte.",
        ["CONSULT meeting occurred DEU>NLD"],
    ),
    "had-call": (
        "President Macron had a telephone conversation with President Vladimir Putin.",
        ["CONSULT call occurred FRA>RUS"],
    ),
    "call": ("Secretary of State Antony Blinken called President Ilham Aliyev.", ["CONSULT call occurred USA>AZE"]),
    "call-purpose": (
        "Secretary of State Antony Blinken called Prime Minister Mark Rutte to discuss Ukraine.",
        ["CONSULT call occurred USA>NLD"],
    ),
    "call-praise": ("President Biden called Poland a loyal ally.", ["SUPPORT statement occurred USA>POL"]),
    "spoke": (
        "Secretary of State Antony Blinken spoke with Prime Minister Mark Rutte.",
        ["CONSULT call occurred USA>NLD"],
    ),
    "spoke-margins": (
        "President Biden spoke on the margins of the summit with President Andrzej Duda of Poland.",
        ["CONSULT meeting occurred USA>POL"],
    ),
    "video": (
        "Chancellor Olaf Scholz met Prime Minister Mark Rutte by video link.",
        ["CONSULT video occurred DEU>NLD"],
    ),
    "passive-met": ("Sergey Lavrov was received by President Ilham Aliyev.", ["CONSULT meeting occurred AZE>RUS"]),
    "passive-second": (
        "Sergey Lavrov arrived in Yerevan on Monday and was received by Prime Minister Nikol Pashinyan.",
        ["CONSULT visit occurred RUS>ARM", "CONSULT meeting occurred ARM>RUS"],
    ),
    "hosted": (
        "President Vladimir Putin hosted President Ilham Aliyev in Sochi.",
        ["CONSULT meeting occurred RUS>AZE"],
    ),
    "visit": ("Chancellor Olaf Scholz paid an official visit to India.", ["CONSULT visit occurred DEU>IND"]),
    "visit-direct": ("President Macron visited Egypt.", ["CONSULT visit occurred FRA>EGY"]),
    "journey": (
        "Secretary of State Antony Blinken will travel to Estonia, Latvia and Lithuania.",
        ["CONSULT visit planned USA>EST", "CONSULT visit planned USA>LVA", "CONSULT visit planned USA>LTU"],
    ),
    "journey-dates": (
        "Deputy Secretary Wendy Sherman will travel to Kenya on May 3 and Uganda on May 5.",
        ["CONSULT visit planned USA>KEN", "CONSULT visit planned USA>UGA"],
    ),
    "journey-may": (
        "Deputy Secretary Wendy Sherman will travel to Cambodia and Laos May 1-7.",
        ["CONSULT visit planned USA>KHM", "CONSULT visit planned USA>LAO"],
    ),
    "journey-to": (
        "Secretary of State Antony Blinken will travel to Oslo, Norway, from June 5 to 9 and to Warsaw, Poland, later.",
        ["CONSULT visit planned USA>NOR", "CONSULT visit planned USA>POL"],
    ),
    "was-in": ("Sergey Lavrov was twice in Baku.", ["CONSULT visit occurred RUS>AZE"]),
    "expected-in": ("Sergey Lavrov is expected in Baku.", ["CONSULT visit planned RUS>AZE"]),
    "predecessor": (
        "President Biden received Olaf Scholz's predecessor Angela Merkel.",
        ["CONSULT meeting occurred USA>DEU"],
    ),
    "letter": ("President Biden sent a letter to President Ilham Aliyev.", ["CONSULT letter occurred USA>AZE"]),
    "letter-in": (
        "In a letter to President Ilham Aliyev, President Biden stressed the importance of peace.",
        ["CONSULT letter occurred USA>AZE"],
    ),
    "congrats-letter": (
        "President Biden congratulated President Ilham Aliyev on the national day in a letter.",
        ["SUPPORT letter occurred USA>AZE"],
    ),
    "invitation": ("President Macron invited President Xi Jinping to France.", ["AGREE invitation occurred FRA>CHN"]),
    "signing": ("Kazakhstan and Italy signed a treaty on extradition.", ["SUPPORT signing occurred KAZ>ITA"]),
    "signing-with": ("Ukraine signed a memorandum with Turkey.", ["SUPPORT signing occurred UKR>TUR"]),
    "signing-passive": ("A defence pact was signed by Albania and Kosovo.", ["SUPPORT signing occurred ALB>XKX"]),
    "joint-statement": (
        "The United States and Japan issued a joint statement.",
        ["CONSULT statement occurred USA>JPN"],
    ),
    "joint-welcome": (
        "Poland and Romania welcomed the opening of the corridor.",
        ["CONSULT statement occurred POL>ROU"],
    ),
    "negated": ("President Vladimir Putin did not meet President Macron.", ["CONSULT meeting negated RUS>FRA"]),
    "planned": ("President Macron will meet President Xi Jinping.", ["CONSULT meeting planned FRA>CHN"]),
    "scheduled": ("President Macron is scheduled to meet President Xi Jinping.", ["CONSULT meeting planned FRA>CHN"]),
    "proposed": ("President Macron may visit Egypt.", ["CONSULT visit proposed FRA>EGY"]),
    "hoped": (
        "The minister hopes that President Macron and President Xi Jinping will meet.",
        ["CONSULT meeting proposed FRA>CHN"],
    ),
    "cancelled": (
        "The meeting between the presidents of Kenya and Uganda was cancelled.",
        ["CONSULT meeting negated KEN>UGA (named)"],
    ),
    "infinitive": (
        "President Macron flew to Cairo to meet President Abdel Fattah el-Sisi.",
        ["CONSULT visit occurred FRA>EGY", "CONSULT meeting occurred FRA>EGY"],
    ),
    "who": ("Sergey Lavrov, who met with Jeyhun Bayramov, left on Tuesday.", ["CONSULT meeting occurred RUS>AZE"]),
}

TYPES = {
    "support": ("Turkey hailed Azerbaijan's restraint.", ["SUPPORT statement occurred TUR>AZE"]),
    "support-by": (
        "Ukraine was praised by the United Kingdom for its harvest.",
        ["SUPPORT statement occurred GBR>UKR"],
    ),
    "recognition": ("Norway recognised the State of Palestine.", ["SUPPORT statement occurred NOR>PSE"]),
    "relations": ("Saudi Arabia and Iran restored diplomatic relations.", ["SUPPORT measure occurred SAU>IRN"]),
    "agree-joint": (
        "Saudi Arabia and Iran agreed on Friday to restore diplomatic relations.",
        ["AGREE statement occurred SAU>IRN"],
    ),
    "pledge": ("Japan pledged to send generators to Ukraine.", ["AGREE statement occurred JPN>UKR"]),
    "promise": ("Norway promised Moldova two hundred million euros in aid.", ["AGREE statement occurred NOR>MDA"]),
    "said-would": ("Denmark said it would send artillery to Ukraine.", ["AGREE statement occurred DNK>UKR"]),
    "cooperate": (
        "Indian and French warships conducted joint exercises in the Arabian Sea.",
        ["COOPERATE other occurred IND>FRA"],
    ),
    "share": ("Norway shares intelligence with Finland.", ["COOPERATE other occurred NOR>FIN"]),
    "extradite": ("Spain extradited a smuggler to Portugal.", ["COOPERATE other occurred ESP>PRT"]),
    "aid": ("Seventy generators were sent by Slovakia to Ukraine.", ["AID transfer occurred SVK>UKR"]),
    "aid-direct": ("The United Kingdom gave Ukraine military aid.", ["AID transfer occurred GBR>UKR"]),
    "aid-receive": ("Lebanon received flour from Turkey.", ["AID transfer occurred TUR>LBN"]),
    "aid-debt": ("China wrote off the debt of Zambia.", ["AID transfer occurred CHN>ZMB"]),
    "withdraw": ("Russia withdrew its troops from Syria.", ["RETREAT force occurred RUS>SYR"]),
    "release": ("Iran released two French detainees.", ["RETREAT measure occurred IRN>FRA"]),
    "swap": ("Azerbaijan and Armenia exchanged prisoners.", ["RETREAT measure occurred AZE>ARM"]),
    "concede-lift": ("The United States lifted the embargo against Cuba.", ["CONCEDE measure occurred USA>CUB"]),
    "concede-sorry": ("Japan apologised to South Korea.", ["CONCEDE statement occurred JPN>KOR"]),
    "concede-promise": ("Turkey agreed to withdraw its forces from Iraq.", ["CONCEDE statement occurred TUR>IRQ"]),
    "request": ("Germany urged Hungary to drop its veto.", ["REQUEST statement occurred DEU>HUN"]),
    "request-from": ("Malawi requested food from Zambia.", ["REQUEST statement occurred MWI>ZMB"]),
    "accuse": ("Armenia accused Azerbaijan of shelling a village.", ["ACCUSE statement occurred ARM>AZE"]),
    "condemn-by": (
        "Sweden condemned the shelling of a market by Russian forces.",
        ["ACCUSE statement occurred SWE>RUS"],
    ),
    "summon": ("Finland summoned the Russian ambassador.", ["ACCUSE note occurred FIN>RUS"]),
    "sue": ("Gambia took Myanmar to the world court.", ["ACCUSE statement occurred GMB>MMR"]),
    "reject": ("Hungary rejected an appeal by Ukraine.", ["REJECT statement occurred HUN>UKR"]),
    "reject-passive": ("Seoul's offer was spurned by North Korea.", ["REJECT statement occurred PRK>KOR"]),
    "refuse": ("Switzerland refused to supply ammunition to Ukraine.", ["REJECT statement occurred CHE>UKR"]),
    "cancel": ("China called off talks with Taiwan.", ["REJECT statement occurred CHN>TWN"]),
    "threaten": ("North Korea threatened Japan with missiles.", ["THREATEN statement occurred PRK>JPN"]),
    "threaten-to": ("Turkey threatened to invade Cyprus.", ["THREATEN statement occurred TUR>CYP"]),
    "warn": ("China warned Australia against a ban.", ["THREATEN statement occurred CHN>AUS"]),
    "protest": ("Greek students demonstrated outside the Turkish embassy.", ["PROTEST other occurred GRC>TUR"]),
    "sanction": ("The European Union imposed sanctions on Belarus.", ["SANCTION measure occurred EU>BLR"]),
    "sanction-passive": (
        "Sanctions were imposed on Belarus by the European Union.",
        ["SANCTION measure occurred EU>BLR"],
    ),
    "expel": ("Bulgaria expelled three Russian diplomats.", ["SANCTION measure occurred BGR>RUS"]),
    "expel-passive": ("Three Russian diplomats were expelled by Bulgaria.", ["SANCTION measure occurred BGR>RUS"]),
    "expel-noun": (
        "The expulsion of four Russian diplomats by Bulgaria followed in May.",
        ["SANCTION measure occurred BGR>RUS (named)"],
    ),
    "recall": ("Colombia recalled its ambassador from Nicaragua.", ["SANCTION measure occurred COL>NIC"]),
    "cut-ties": ("Bolivia broke off relations with Israel.", ["SANCTION measure occurred BOL>ISR"]),
    "cut-gas": ("Russia halted gas deliveries to Bulgaria.", ["SANCTION measure occurred RUS>BGR"]),
    "mobilize": ("Rwanda massed troops near the border of Burundi.", ["MOBILIZE force occurred RWA>BDI"]),
    "missile": ("North Korea test-fired a missile over Japan.", ["MOBILIZE force occurred PRK>JPN"]),
    "detain": ("Belarus detained a Polish journalist.", ["COERCE force occurred BLR>POL"]),
    "seize": ("The Iranian navy seized a Greek tanker.", ["COERCE force occurred IRN>GRC"]),
    "assault": ("Israel bombed an airfield in Syria.", ["ASSAULT force occurred ISR>SYR"]),
    "assault-passive": ("A Saudi refinery was attacked by Yemen.", ["ASSAULT force occurred YEM>SAU"]),
    "clash": ("Thai and Cambodian soldiers clashed at a temple.", ["ASSAULT force occurred THA>KHM"]),
    "strike-deal": ("Egypt struck a deal with Greece in Athens.", ["AGREE statement occurred EGY>GRC"]),
    "urged-withdraw": (
        "The United Nations called on Russia to immediately withdraw its forces from Ukraine.",
        ["REQUEST statement occurred UN>RUS"],
    ),
}

NOTHING = {
    "going to do is no going": "President Putin will see: he is going to find a United States that agrees.",
    "flying, and to do": "Until planes fly, the United States is going to do everything to have President Putin stop.",
    "call-order": "President Macron called President Vladimir Putin to order.",
    "spoke-against": "The prime minister of Greece spoke in parliament against arms sales to Turkey.",
    "born-in": "Sergey Lavrov was interested in Azerbaijan.",
    "intention": "The decision of President Macron to visit Egypt surprised many.",
    "question": "Did President Macron meet President Xi Jinping?",
    "quote": "“We met President Xi Jinping in Beijing,” the French ambassador said.",
    "sports": "Brazil beat Argentina in the final of the cup.",
    "room": "The French delegation waited in the meeting room of the Turkish embassy.",
    "condemn-victim": "Sweden condemned the shelling of Ukraine.",
    "sanctioned-attribute": "The European Union listed the assets of sanctioned Russian banks.",
    "purpose": "The United States imposed tariffs to punish Russia for its war against Ukraine.",
}


def brief(act: Act) -> str:
    named = " (named)" if act.nominal else ""
    return f"{act.type} {act.form} {act.status} {parties(act.source)}>{parties(act.target)}{named}"


@pytest.mark.parametrize(("text", "expected"), CONTACTS.values(), ids=CONTACTS.keys())
def test_contacts(text: str, expected: list[str]) -> None:
    assert [brief(a) for a in acts_of(text)] == expected


@pytest.mark.parametrize(("text", "expected"), TYPES.values(), ids=TYPES.keys())
def test_the_other_types(text: str, expected: list[str]) -> None:
    assert [brief(a) for a in acts_of(text)] == expected


@pytest.mark.parametrize("text", NOTHING.values(), ids=NOTHING.keys())
def test_no_act_is_told(text: str) -> None:
    assert [brief(a) for a in acts_of(text)] == []


def test_the_speaker_of_a_text_is_its_publisher() -> None:
    (act,) = acts_of(
        "I would like to congratulate the people of Estonia.", publisher="Ministry of Foreign Affairs of Finland"
    )
    assert brief(act) == "SUPPORT statement occurred FIN>EST"


def test_every_type_is_told_by_some_sentence() -> None:
    told = {expected[0].split()[0] for _, expected in [*CONTACTS.values(), *TYPES.values()]}
    assert len(told) == 16
