"""Which forms, types and statuses two reports of one event may differ in, each with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from bilateral.model import EventType, Form, Status

__all__ = ["CONTACTS", "DURABLE", "FAMILY", "FORM_KIN", "LOOSE", "PLACED", "STANDING", "TYPE_KIN", "kindred"]

FORM_KIN: Mapping[frozenset[Form], str] = MappingProxyType(
    {
        frozenset({Form.CALL, Form.VIDEO}): "a video call is often told as a call",
        frozenset({Form.VIDEO, Form.MEETING}): "a meeting by video is also told as a meeting",
        frozenset({Form.VIDEO, Form.MULTILATERAL}): "a meeting of several may be held by video",
        frozenset({Form.MEETING, Form.MULTILATERAL}): "a meeting of several is also told as a multilateral one",
        frozenset({Form.CALL, Form.MEETING}): "the text goes on about a contact without naming its form again",
        frozenset({Form.LETTER, Form.STATEMENT}): "a published letter or greeting is also told as a statement",
        frozenset({Form.MEASURE, Form.TRANSFER}): "the decision to give is often told as the giving",
    }
)
"""Forms that may stand for one another. A visit and the meetings in it, a meeting and the signing at it are separate
events on purpose (they are linked, not merged), and so is a bilateral meeting in the margins of a multilateral one. A
call and a meeting are one only where one text tells both and names no form for the one (`told.says_form`)."""

_ONLY_IN_ONE_TEXT = frozenset({Form.CALL, Form.MEETING})


def kindred(one: Form, other: Form) -> bool:
    """Whether two texts may tell one act in these two forms."""
    pair = frozenset({one, other})
    return one is other or (pair in FORM_KIN and pair != _ONLY_IN_ONE_TEXT)


# The family is named after its first member; forms of different families are never compared.
_FAMILIES: tuple[tuple[Form, ...], ...] = (
    (Form.CALL, Form.VIDEO, Form.MEETING, Form.MULTILATERAL),
    (Form.LETTER, Form.STATEMENT),
    (Form.MEASURE, Form.TRANSFER),
)
FAMILY: Mapping[Form, Form] = MappingProxyType(
    {**{form: form for form in Form}, **{form: family[0] for family in _FAMILIES for form in family}}
)
"""The family of each form: those that FORM_KIN connects."""

STANDING: Mapping[Status, str] = MappingProxyType(
    {
        Status.OCCURRED: "fact",
        Status.ONGOING: "fact",
        Status.PLANNED: "intent",
        Status.PROPOSED: "intent",
        Status.NEGATED: "denial",
    }
)
"""A plan is never merged into a fact, nor a denial into either: a fulfilled plan stays an event of its own."""

CONTACTS = frozenset({Form.CALL, Form.VIDEO, Form.MEETING, Form.VISIT, Form.MULTILATERAL})
"""Forms whose type says little: one text tells a call as consulting, another as supporting."""

DURABLE = frozenset({Form.VISIT, Form.MULTILATERAL, Form.FORCE, Form.MEASURE})
"""Forms that may last some days; of the others a range of days says that the day is not known."""

PLACED = frozenset({Form.MEETING, Form.VISIT, Form.MULTILATERAL, Form.SIGNING, Form.FORCE})
"""Forms that happen in one place."""

LOOSE = frozenset({Form.STATEMENT, Form.MEASURE, Form.TRANSFER, Form.FORCE, Form.NOTE, Form.OTHER})
"""Forms of which there may be many between two parties in a day: parties and day alone do not make two reports one."""

TYPE_KIN: Mapping[frozenset[EventType], str] = MappingProxyType(
    {
        frozenset({EventType.AGREE, EventType.COOPERATE}): "an agreement to work together",
        frozenset({EventType.AGREE, EventType.SUPPORT}): "agreeing is told as support",
        frozenset({EventType.AGREE, EventType.CONSULT}): "what was agreed on in talks",
        frozenset({EventType.CONSULT, EventType.COOPERATE}): "working talks",
        frozenset({EventType.CONSULT, EventType.SUPPORT}): "kind words exchanged",
        frozenset({EventType.COOPERATE, EventType.AID}): "help is cooperation",
        frozenset({EventType.COOPERATE, EventType.SUPPORT}): "support told as cooperation",
        frozenset({EventType.SANCTION, EventType.COERCE}): "penalties are pressure",
        frozenset({EventType.ASSAULT, EventType.COERCE}): "force short of fighting",
        frozenset({EventType.ACCUSE, EventType.REJECT}): "condemning and refusing go together",
        frozenset({EventType.ACCUSE, EventType.PROTEST}): "a protest accuses",
        frozenset({EventType.THREATEN, EventType.COERCE}): "threats are pressure",
    }
)
"""Types that coders of one act confuse, with the reason; any other two types are taken to be two acts."""
