"""Quotations with who said them and to whom, where the text tells.

Quoted are words between quotation marks and the paragraphs of a letter that a line introduces. Words of attribution
are data (`quote_words.csv`); who they belong to is read from the mentions around them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from bilateral.knowledge.tables import rows
from bilateral.model import Actor, Document, Mention, MentionKind, Quote, SentenceKind, Span

__all__ = ["quotes_in"]

# Curly and pointed marks nest in nothing; a paragraph of a longer quotation opens a mark and closes none.
_MARKED = re.compile(r"“([^“”]+)(?:”|(?=\n\s*“)|\Z)|«([^«»]+)(?:»|\Z)|(?<![\w])\"([^\"\n]+)\"")
_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
_EDGES = ' \t\r\n\u00a0“”«»"‘’;'
_BEFORE_OBJECT = re.compile(
    r"\b(?:with|to|from|by|of|for|in|at|on|than|between|about|against|via)\s+(?:the\s+|his\s+|her\s+|its\s+|\w+\s+)?$"
)
_JOINED = re.compile(r"\b(?:and|but|then)\s+(?:\w+ly\s+)?(?:also\s+)?$")
_TO = re.compile(r"\bto\b")
_POSSESSIVE = re.compile(r"[’']s?\s+(?:[\w-]+\s+){0,3}$")
_AUTHOR = re.compile(r"\s+(?:from|by|of)\s+(?:the\s+)?$")
_LONGEST_OBJECT = 60
"""Characters between "to" and the name of the addressee: "to his Azerbaijani counterpart, President"."""
_LONGEST_AFTER = 160
"""Characters after a quotation within which its attribution is looked for."""
_FEWEST_WORDS = 3
"""Shorter passages in quotation marks are scare quotes or names."""
_FEWEST_UNSAID = 5
"""So are these, where nobody is said to have spoken them."""


@dataclass(frozen=True, slots=True)
class _Passage:
    """Quoted words `start` to `end`, and where the marks around them begin and end."""

    start: int
    end: int
    outer_start: int
    outer_end: int


@dataclass(frozen=True, slots=True)
class _Said:
    speaker: Actor | None
    addressee: Actor | None


def quotes_in(document: Document, mentions: Sequence[Mention], first: int, last: int) -> tuple[Quote, ...]:
    """Quotations in sentences `first` to `last` (both included) of `document`, in order.

    `mentions` are those of these sentences. One or two quoted words and titles of documents are no quotations. Spans
    are in `Document.original`, without the quotation marks.
    """
    if not document.sentences or first > last:
        return ()
    named = sorted(mentions, key=lambda m: (m.start, m.end))
    quotes: list[Quote] = []
    before: tuple[_Passage, _Said] | None = None
    for passage in _passages(document, first, last):
        said = _attribution(document, named, passage, first)
        if said is None and before is not None and _goes_on(document, before[0], passage):
            said = before[1]
        if said is None and len(_WORD.findall(document.text, passage.start, passage.end)) < _FEWEST_UNSAID:
            continue
        said = said or _Said(None, None)
        before = passage, said
        span = document.origin(Span(passage.start, passage.end))
        text = document.text[passage.start : passage.end]
        quotes.append(Quote(text=text, span=span, speaker=said.speaker, addressee=said.addressee))
    return tuple(quotes)


# -- what is quoted ----------------------------------------------------------------------------------------------------


def _passages(document: Document, first: int, last: int) -> list[_Passage]:
    marked = list(_marked(document, first, last))
    found = [passage for passage in marked if _is_quotation(document.text, passage)]
    for passage in _letter_paragraphs(document, first, last):
        if all(passage.end <= other.outer_start or other.outer_end <= passage.start for other in marked):
            found.append(passage)
    return sorted(found, key=lambda passage: passage.start)


def _marked(document: Document, first: int, last: int) -> Iterator[_Passage]:
    """Passages between quotation marks that begin in the sentences asked for."""
    text = document.text
    # A mark may stand just before a sentence, or close just after it.
    left, right = document.sentences[first].start, document.sentences[last].end
    left -= 1 if left and text[left - 1] in '“«"' else 0
    for match in _MARKED.finditer(text, left, min(right + 1, len(text))):
        group = match.lastindex or 1
        yield _trimmed(text, match.start(group), match.end(group), match.start(), match.end())


def _letter_paragraphs(document: Document, first: int, last: int) -> Iterator[_Passage]:
    """Paragraphs of a letter or message that a line before them introduces, marks or none."""
    start = -1
    for index in range(first, last + 1):
        sentence = document.sentences[index]
        if sentence.kind is not SentenceKind.QUOTED:
            continue
        start = sentence.start if start < 0 else start
        after = document.sentences[index + 1] if index < last else None
        if after is None or after.kind is not SentenceKind.QUOTED or after.paragraph != sentence.paragraph:
            yield _trimmed(document.text, start, sentence.end, start, sentence.end)
            start = -1


def _trimmed(text: str, start: int, end: int, outer_start: int, outer_end: int) -> _Passage:
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES + ",":
        end -= 1
    return _Passage(start, end, outer_start, outer_end)


def _is_quotation(text: str, passage: _Passage) -> bool:
    words = _WORD.findall(text, passage.start, passage.end)
    if len(words) < _FEWEST_WORDS:
        return False
    if text[passage.end - 1] in ".!?…":
        return True
    if _words("title").search(text[max(0, passage.outer_start - 40) : passage.outer_start].rstrip() + "\x00"):
        return False
    long = [word for word in words[1:] if len(word) > 3]
    return not (words[0][0].isupper() and long and all(word[0].isupper() for word in long))


# -- who said it -------------------------------------------------------------------------------------------------------


def _attribution(document: Document, mentions: Sequence[Mention], passage: _Passage, first: int) -> _Said | None:
    """Who is said to have spoken: after the words, before them, or in the line that introduces them."""
    at = document.sentence_at(passage.start)
    begin = document.sentences[at].start
    closing = document.sentences[document.sentence_at(max(passage.start, passage.end - 1))]
    end = min(closing.end, passage.outer_end + _LONGEST_AFTER)
    said = _after(document.text, mentions, passage.outer_end, end)
    said = said or _before(document.text, mentions, begin, passage.outer_start)
    leader = document.sentences[at].introduced_by
    if leader is None and at > 0 and document.text[document.sentences[at - 1].end - 1] == ":":
        leader = at - 1
    steps = 0
    while said is None and leader is not None and leader >= max(0, first) and steps < 3:
        sentence = document.sentences[leader]
        until = min(sentence.end, passage.outer_start)
        said = _before(document.text, mentions, sentence.start, until)
        said = said or _writer(document.text, mentions, sentence.start, until)
        leader, steps = leader - 1, steps + 1
    return said


def _goes_on(document: Document, before: _Passage, passage: _Passage) -> bool:
    """Whether a passage continues the one before: nothing but its attribution stands between them."""
    between = document.text[before.outer_end : passage.outer_start]
    if not between.strip():
        return True
    at = document.sentence_at(passage.start)
    starts = document.text[document.sentences[at].start : passage.outer_start].strip(_EDGES) == ""
    return starts and at - document.sentence_at(before.end - 1) <= 1 and len(between) < _LONGEST_AFTER


def _after(text: str, mentions: Sequence[Mention], start: int, end: int) -> _Said | None:
    """“...,” said X; “...,” X told Y."""
    verb = next(iter(_words("say|tell").finditer(text, start, end)), None)
    if verb is None or not _short(text, start, verb.start()):
        return None
    inside = [m for m in mentions if start <= m.start and m.end <= end]
    lead = [m for m in inside if m.end <= verb.start() and _can_speak(m)]
    follow = [m for m in inside if m.start >= verb.end() and _can_speak(m)]
    told = _role(verb) == "tell"
    subject = lead[-1] if lead else (follow[0] if follow and not told else None)
    if subject is None:
        return None
    speaker = _actor(subject)
    objects = [m for m in follow if m is not subject]
    direct = objects[:1] if told and objects and objects[0].start - verb.end() < _LONGEST_OBJECT else []
    return _Said(speaker, _other(direct, speaker) or _addressee(text, inside, start, end, speaker))


def _before(text: str, mentions: Sequence[Mention], start: int, end: int) -> _Said | None:
    """X said: “...”; in a letter to Y, X wrote; according to X; X's message to Y."""
    inside = [m for m in mentions if start <= m.start and m.end <= end]
    for word in reversed(list(_words("say|tell|source").finditer(text, start, end))):
        role = _role(word)
        if role == "source":
            subject = next((m for m in inside if m.start >= word.end() and _can_speak(m)), None)
        else:
            subject = _subject(text, inside, start, word)
        if subject is None:
            continue
        speaker = _actor(subject)
        direct = [m for m in inside if word.end() <= m.start < word.end() + _LONGEST_OBJECT] if role == "tell" else []
        return _Said(speaker, _other(direct, speaker) or _addressee(text, inside, start, end, speaker))
    # "X's reply to Y's letter": the first paper is the one that speaks.
    for word in _words("paper").finditer(text, start, end):
        author = _author(text, inside, word)
        if author is not None:
            speaker = _actor(author)
            return _Said(speaker, _addressee(text, inside, start, end, speaker))
    return None


def _writer(text: str, mentions: Sequence[Mention], start: int, end: int) -> _Said | None:
    """Who a line that introduces a letter begins with: "X, in a letter to Y, called the visit useful:"."""
    if not _words("paper").search(text, start, end):
        return None
    inside = [m for m in mentions if start <= m.start and m.end <= end]
    free = [m for m in inside if _can_speak(m) and not _BEFORE_OBJECT.search(text[start : m.start])]
    if not free:
        return None
    speaker = _actor(free[0])
    return _Said(speaker, _addressee(text, inside, start, end, speaker))


def _subject(text: str, inside: Sequence[Mention], start: int, verb: re.Match[str]) -> Mention | None:
    """The mention whose words the verb reports: the nearest before it that is nobody's object."""
    candidates = [m for m in inside if m.end <= verb.start() and _can_speak(m)]
    free = [m for m in candidates if not _BEFORE_OBJECT.search(text[start : m.start])]
    if free and _JOINED.search(text[free[-1].end : verb.start()]):
        return free[0]
    return free[-1] if free else None


def _author(text: str, inside: Sequence[Mention], paper: re.Match[str]) -> Mention | None:
    """ "Biden's letter", "a statement by the Kremlin"."""
    for mention in reversed(inside):
        if mention.end <= paper.start() and _POSSESSIVE.fullmatch(text, mention.end, paper.start()):
            return mention
        if mention.possessive and mention.end <= paper.start() and mention.text.endswith(("'s", "’s")):
            return mention if _short(text, mention.end, paper.start()) else None
    following = (m for m in inside if m.start >= paper.end())
    nearest = next(following, None)
    return nearest if nearest and _AUTHOR.fullmatch(text, paper.end(), nearest.start) else None


def _addressee(text: str, inside: Sequence[Mention], start: int, end: int, speaker: Actor | None) -> Actor | None:
    """Whom a letter, a message or words are sent "to"."""
    for word in _words("say|tell|paper").finditer(text, start, end):
        to = _TO.search(text, word.end(), min(end, word.end() + _LONGEST_OBJECT))
        if to is None or any(
            word.end() <= m.start < to.start() and _can_speak(m) for m in inside if _actor(m) != speaker
        ):
            continue
        near = [m for m in inside if to.end() <= m.start < to.end() + _LONGEST_OBJECT]
        found = _other(near, speaker)
        if found:
            return found
    return None


def _other(near: Sequence[Mention], speaker: Actor | None) -> Actor | None:
    """The first actor of `near` who is somebody else; a person before the state that only describes him."""
    # "to Silva's letter": the one who owns the letter is the one answered.
    able = [m for m in near if _can_speak(m) or (m.possessive and m.kind is MentionKind.PERSON)]
    people = [m for m in able if m.kind in {MentionKind.PERSON, MentionKind.OFFICE}] or able
    actors = [_actor(m) for m in people]
    return next((a for a in actors if a is not None and not _same(a, speaker)), None)


def _same(actor: Actor, other: Actor | None) -> bool:
    if other is None:
        return False
    if actor.person and other.person:
        return actor.person == other.person
    return actor.party == other.party


def _can_speak(mention: Mention) -> bool:
    return mention.kind is not MentionKind.PLACE and not mention.possessive and _actor(mention) is not None


def _actor(mention: Mention) -> Actor | None:
    """The one actor a mention names; a group is nobody in particular."""
    return mention.actors[0] if len(mention.actors) == 1 else None


def _short(text: str, start: int, end: int) -> bool:
    return len(_WORD.findall(text, start, end)) <= 8


# -- words -------------------------------------------------------------------------------------------------------------


@cache
def _roles() -> dict[str, str]:
    return {row["phrase"]: row["role"] for row in rows("quote_words.csv")}


@cache
def _words(roles: str) -> re.Pattern[str]:
    """A pattern of all words of `roles` ("say|tell"); those that come before a title must stand right before it."""
    wanted = roles.split("|")
    phrases = sorted((p for p, role in _roles().items() if role in wanted), key=lambda p: (-len(p), p))
    ends = r"\s*(?:of\s*)?\x00" if roles == "title" else r"\b"
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases))}){ends}", re.IGNORECASE)


def _role(match: re.Match[str]) -> str:
    return _roles()[match[0].lower()]
