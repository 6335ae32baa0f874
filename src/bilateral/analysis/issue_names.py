"""Which names mean one issue: "Nord Stream 2" and "the Nord Stream 2 pipeline", "JCPOA" and its full name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from bilateral.knowledge.fold import fold
from bilateral.knowledge.named_issues import heads

__all__ = ["one_name"]

_SMALL = frozenset({"of", "on", "for", "the", "and", "to", "in", "against"})


def one_name(names: Iterable[str]) -> Mapping[str, str]:
    """Each writing of a name -> the one it goes by; `names` as often as they occur.

    Writings are of one name where they differ in letters' case alone, in a noun at the end that says what kind of
    thing it is ("Nord Stream 2 pipeline", "INF Treaty"), where one is the end of exactly one other ("Renaissance
    Dam" of "Grand Ethiopian Renaissance Dam"), or where one is the other's initials, of four letters or more. It
    goes by the writing that occurs most often, the longest and then the first by letter among those; initials by
    the full name with the initials behind it.
    """
    counted = Counter(names)
    key_of = {name: fold(name) for name in counted}
    known = set(key_of.values())
    short = {key: _shortened(key, known) for key in known}
    initials = {
        letters: short[key] for name, key in sorted(key_of.items()) for letters in _initials(name) if len(letters) >= 4
    }
    groups: dict[str, list[str]] = {}
    for name, key in key_of.items():
        groups.setdefault(initials.get(name, short[key]), []).append(name)
    called: dict[str, str] = {}
    for group in groups.values():
        acronyms = sorted(name for name in group if name in initials)
        full = [name for name in group if name not in initials] or group
        best = min(full, key=lambda name: (-counted[name], -len(name), name))
        shown = f"{best} ({acronyms[0]})" if acronyms and best not in acronyms else best
        called.update(dict.fromkeys(group, shown))
    return called


def _shortened(key: str, known: set[str]) -> str:
    """The name without the noun of its kind, or with the words before it, where it is known by that too."""
    start, _, last = key.rpartition(" ")
    if last in heads() and start in known:
        return start
    longer = [other for other in known if other.endswith(f" {key}")]
    return longer[0] if len(longer) == 1 else key


def _initials(name: str) -> tuple[str, ...]:
    """Its initials, without and with those of small words: JCPOA has the one of "of"."""
    words = [word for word in name.split() if word.lower() not in _SMALL]
    if len(words) < 2 or not all(word[0].isupper() for word in words):
        return ()
    return "".join(word[0] for word in words), "".join(word[0] for word in name.split()).upper()
