"""How somebody stands to a person, and what follows (transfers-access-security.md 2.1, 2.6). Pure: no database.

`Learner.objects.visible_to` asks the same of many rows at once; a property test holds the two together.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from learners.rules import PlacementStatus


class Relation(StrEnum):
    SELF = "SELF"
    OTHER_LEARNER = "OTHER_LEARNER"
    OWN = "OWN"
    AT_COURT = "AT_COURT"
    IN_TRANSIT_SENDER = "IN_TRANSIT_SENDER"
    SENDER_WINDOW_AUTHOR = "SENDER_WINDOW_AUTHOR"
    SENDER_WINDOW_OTHER = "SENDER_WINDOW_OTHER"
    SENDER_EXPIRED = "SENDER_EXPIRED"
    EXPECTED_RECEIVER = "EXPECTED_RECEIVER"
    BREAK_GLASS = "BREAK_GLASS"
    RESTRICTED_SUPPORTING = "RESTRICTED_SUPPORTING"
    RESTRICTED_OTHER = "RESTRICTED_OTHER"
    RELEASED = "RELEASED"
    OTHER_ESTAB = "OTHER_ESTAB"
    MERGED_ALIAS = "MERGED_ALIAS"
    ACCOUNT_SUSPENDED = "ACCOUNT_SUSPENDED"


class WindowKind(StrEnum):
    """Why somebody who is not where the person is may look for a time (1.8)."""

    AUTHOR = "AUTHOR"
    SENDER_IN_TRANSIT = "SENDER_IN_TRANSIT"
    EXPECTED = "EXPECTED"
    BREAK_GLASS = "BREAK_GLASS"


# The windows that open the record itself. The others open one card, or one note.
OPENS_RECORD = frozenset({WindowKind.AUTHOR, WindowKind.BREAK_GLASS})


@dataclass(frozen=True)
class Stands:
    """Where the person stands. `establishment` is the sender's while they are on the way, as it is when at court."""

    establishment: str | None
    status: PlacementStatus | None
    merged: bool = False


@dataclass(frozen=True)
class Holds:
    """What somebody holds of one permission: at all, of everybody, of released people, and at which prisons."""

    at_all: bool
    anywhere: bool = False
    of_released: bool = False
    at: Collection[str] = ()
    supporting: Collection[str] = ()


def relation(stands: Stands, here: Collection[str], supporting: Collection[str], windows: Collection[str]) -> Relation:
    """The relation of staff posted `here` to somebody, the strongest first."""
    if stands.merged:
        return Relation.MERGED_ALIAS
    if stands.status == PlacementStatus.RESTRICTED_PATIENT and WindowKind.BREAK_GLASS not in windows:
        supports = stands.establishment in supporting
        return Relation.RESTRICTED_SUPPORTING if supports else Relation.RESTRICTED_OTHER
    if stands.establishment is not None and stands.establishment in here:
        away = {
            PlacementStatus.IN_TRANSIT: Relation.IN_TRANSIT_SENDER, PlacementStatus.AT_COURT: Relation.AT_COURT,
        }  # fmt: skip
        return away.get(stands.status, Relation.OWN) if stands.status else Relation.OWN
    return _from_afar(stands, windows)


def _from_afar(stands: Stands, windows: Collection[str]) -> Relation:
    for kind, found in (
        (WindowKind.BREAK_GLASS, Relation.BREAK_GLASS), (WindowKind.AUTHOR, Relation.SENDER_WINDOW_AUTHOR),
        (WindowKind.EXPECTED, Relation.EXPECTED_RECEIVER),
    ):  # fmt: skip
        if kind in windows:
            return found
    return Relation.RELEASED if stands.establishment is None else Relation.OTHER_ESTAB


# Who reaches by which relation. Those that are missing reach nothing: 404, as for what does not exist.
READ_BY = frozenset({
    Relation.SELF, Relation.OWN, Relation.AT_COURT, Relation.IN_TRANSIT_SENDER, Relation.SENDER_WINDOW_AUTHOR,
    Relation.BREAK_GLASS, Relation.RESTRICTED_SUPPORTING,
})  # fmt: skip
WRITTEN_BY = frozenset({Relation.SELF, Relation.OWN, Relation.AT_COURT, Relation.RESTRICTED_SUPPORTING})


def reaches(
    stands: Stands, holds: Holds, windows: Collection[str], *, window_opens: bool, looks: bool, in_transit: bool
) -> bool:
    """Whether staff reach somebody with one permission. The first rule that fits decides (2.1).

    `window_opens`: a window may open this permission; `looks`: it writes nothing; `in_transit`: the sender may still
    write it while the person is on the way.
    """
    if not holds.at_all or stands.merged:
        return False
    if holds.anywhere:
        return True
    opened = [kind for kind in windows if kind in OPENS_RECORD] if window_opens else []
    if opened and (WindowKind.BREAK_GLASS in opened or stands.status != PlacementStatus.RESTRICTED_PATIENT):
        return True
    if holds.of_released and (stands.establishment is None or stands.status == PlacementStatus.RESTRICTED_PATIENT):
        return True
    found = relation(stands, holds.at, holds.supporting, opened)
    if found == Relation.IN_TRANSIT_SENDER:
        return looks or in_transit
    return found in (READ_BY if looks else WRITTEN_BY)
