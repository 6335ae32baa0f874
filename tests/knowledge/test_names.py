"""Whether two names are one person's; names here are not those of the benchmark's hard pairs where others will do."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilateral.knowledge.names import Sameness, best_match, parse_name, same_person
from bilateral.knowledge.names.spelling import latin, likeness, sound

SAME = [
    pytest.param("Gunel Mammadova", "Günel Məmmədova", id="letters of its own"),
    pytest.param("Олександр Коваленко", "Aleksandr Kovalenko", id="Cyrillic and the other language's form"),
    pytest.param("Γιάννης Μαρκόπουλος", "Yiannis Markopoulos", id="Greek"),
    pytest.param("Michail Scholochow", "Mikhail Sholokhov", id="German spelling"),
    pytest.param("Dzhennifer Bouman", "Jennifer Bowman", id="spelt back from Cyrillic"),
    pytest.param("Bob Carpenter", "Robert L. Carpenter Jr.", id="nickname, initial, suffix"),
    pytest.param("R. Carpenter", "Robert Carpenter", id="initial"),
    pytest.param("Nagy István", "István Nagy", id="family first"),
    pytest.param("Park Min-ho", "Pak Min Ho", id="romanisation"),
    pytest.param("Park Minho", "Park Min-ho", id="syllables joined"),
    pytest.param("Dimitrov, Stefan", "Stefan Dimitrov", id="comma"),
    pytest.param("Irina Pavlovna Belova", "Irina Belova", id="patronymic dropped"),
    pytest.param("Rosa María Gómez Prado", "Rosa Gómez", id="middle name and second surname dropped"),
    pytest.param("Omar bin Yusuf al-Harthy", "Umar ibn Yousef Harthy", id="particles"),
    pytest.param("Abdul Karim Qasim", "Abdulkarim Kassem", id="compound given name"),
    pytest.param("Deputy Foreign Minister Lena Berg", "Lena Berg", id="titles"),
    pytest.param("King Felipe", "Felipe de Borbón", id="royal title and given name"),
    pytest.param("King Felipe VI", "Felipe VI", id="regnal number"),
    pytest.param("Hope Petrova", "Nadezhda Petrova", id="given name translated"),
    pytest.param("JFK", "John Fitzgerald Kennedy", id="initials in use"),
    pytest.param("Anna Lindqvlst", "Anna Lindqvist", id="slip of a scanner"),
    pytest.param("KP Menon", "K. P. Menon", id="initials without stops"),
    pytest.param("Yusuf AlHarthy", "Yusuf al-Harthy", id="article joined"),
    pytest.param("Marta Kowalska née Zielińska", "Marta Kowalska", id="maiden name"),
]

DIFFERENT = [
    pytest.param("Robert Carpenter", "Rosalind Carpenter", id="given names"),
    pytest.param("Robert Carpenter", "Robert Carver", id="surnames"),
    pytest.param("Stefan Dimitrov", "Stefana Dimitrova", id="gender"),
    pytest.param("Park Min-ho", "Park Min-hee", id="one syllable"),
    pytest.param("Omar bin Yusuf", "Omar bin Khalid", id="fathers"),
    pytest.param("Yusuf bin Omar", "Salim bin Yusuf bin Omar", id="father in the son's name"),
    pytest.param("Irina Pavlovna Belova", "Irina Petrovna Belova", id="patronymics"),
    pytest.param("Rosa Gómez Prado", "Rosa Gómez Castro", id="second surnames"),
    pytest.param("Felipe VI", "Felipe V", id="regnal numbers"),
    pytest.param("Sam Porter Jr.", "Sam Porter Sr.", id="suffixes"),
    pytest.param("George K. L. Hall", "George L. Hall", id="first of two initials"),
    pytest.param("Jonathan R. Weiss", "Ruth Weiss", id="middle initial is no first name"),
    pytest.param("John Ames", "Jane Ames", id="same consonants"),
    pytest.param("Lena Berg", "Tomás Rivera", id="nothing shared"),
]

UNSURE = [
    pytest.param("Dimitrov", "Stefan Dimitrov", id="surname alone"),
    pytest.param("President Dimitrov", "Stefan Dimitrov", id="surname with a title"),
    pytest.param("Thomas James", "James Thomas", id="either may be the surname"),
    pytest.param("王毅", "Wang Yi", id="script not read"),
]


@pytest.mark.parametrize(("a", "b"), SAME)
def test_same(a: str, b: str) -> None:
    match = same_person(a, b)
    assert match.decision is Sameness.SAME, match
    assert match.reasons


@pytest.mark.parametrize(("a", "b"), DIFFERENT)
def test_different(a: str, b: str) -> None:
    match = same_person(a, b)
    assert match.decision is Sameness.DIFFERENT, match
    assert match.reasons


@pytest.mark.parametrize(("a", "b"), UNSURE)
def test_unsure(a: str, b: str) -> None:
    match = same_person(a, b)
    assert match.decision is Sameness.UNSURE, match


def test_reasons_say_what_was_needed() -> None:
    assert same_person("Bob L. Carpenter", "Robert Carpenter").reasons == (
        "robert = bob: forms of one name",
        "without l",
    )


NAMES = sorted({str(name) for case in (*SAME, *DIFFERENT, *UNSURE) for name in case.values})


def test_order_of_the_two_does_not_matter() -> None:
    for a, b in product(NAMES, NAMES):
        one, other = same_person(a, b), same_person(b, a)
        assert (one.score, one.decision) == (other.score, other.decision), (a, b)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_never_different_from_itself(name: str) -> None:
    assert same_person(name, name).decision is not Sameness.DIFFERENT


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=30), st.text(max_size=30))
def test_any_text_is_compared(a: str, b: str) -> None:
    match = same_person(a, b)
    assert 0.0 <= match.score <= 1.0
    assert match.score == same_person(b, a).score


@pytest.mark.parametrize(
    ("candidates", "chosen", "rivals"),
    [
        pytest.param(["Lena Berg", "Robert Carpenter", "Rosa Gómez"], "Robert Carpenter", (), id="one fits"),
        pytest.param(["Lena Berg", "Rosa Gómez"], None, (), id="none fits"),
        pytest.param([], None, (), id="no candidates"),
        pytest.param(["Robert Lee Carpenter", "Robert Carpenter"], "Robert Carpenter", (), id="the nearer spelling"),
        pytest.param(
            ["Robert L. Carpenter", "Robert M. Carpenter"],
            None,
            ("Robert L. Carpenter", "Robert M. Carpenter"),
            id="two persons fit",
        ),
    ],
)
def test_best_match(candidates: list[str], chosen: str | None, rivals: tuple[str, ...]) -> None:
    for order in (candidates, candidates[::-1]):
        choice = best_match("Bob Carpenter", order)
        assert (choice.name, choice.rivals) == (chosen, rivals)


@pytest.mark.parametrize(
    ("name", "words", "suffix"),
    [
        pytest.param("Dr. Anna van der Berg", ["anna", "berg"], "", id="title and particles"),
        pytest.param("Al Franken", ["al", "franken"], "", id="Al the given name"),
        pytest.param("Ben Wallace", ["ben", "wallace"], "", id="Ben the given name"),
        pytest.param("Le Van Thanh", ["le", "thanh"], "", id="a particle's look-alike comes first"),
        pytest.param("Abd al-Rahman Hadi", ["abdrahman", "hadi"], "", id="servant of"),
        pytest.param("Louis XIV", ["louis"], "14", id="number"),
        pytest.param("Prince", ["prince"], "", id="a title alone stays"),
        pytest.param("", [], "", id="empty"),
    ],
)
def test_parse_name(name: str, words: list[str], suffix: str) -> None:
    parsed = parse_name(name)
    assert ([w.text for w in parsed.words], parsed.suffix) == (words, suffix)


@pytest.mark.parametrize(
    ("written", "key"),
    [
        pytest.param("Щербак", "Serbak", id="Cyrillic"),
        pytest.param("Schtscherbak", "Serbak", id="German"),
        pytest.param("Džemal", "Jemal", id="two letters of a mark"),
        pytest.param("Boutros", "butros", id="French vowel"),
    ],
)
def test_sound(written: str, key: str) -> None:
    assert sound(latin(written)) == key


def test_related_sounds_are_near() -> None:
    assert likeness(sound("hikmat"), sound("hikmet")) > likeness(sound("hikmat"), sound("hokmit")) > 0.7
    assert likeness("", "a") == 0.0
