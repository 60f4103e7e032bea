"""What goes with a place and is copied to the person: the cell, the release date, the status.

A merge lets the later stay decide, so the survivor may stand with the removed person's copies. Each merge remembers
what both had before it. Merges are taken back in any order, so what one of them lent is taken out again from what the
later ones remembered, and from the person where no later one lent something else.
"""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from learners.models import Learner, Placement
from transfers.merges.models import MergeCase

Copies = dict[str, Any]


def of(person: Learner) -> Copies:
    """As JSON keeps them."""
    return {
        "establishment": person.current_establishment_id, "cell": person.cell,
        "release_on": person.release_on.isoformat() if person.release_on else None,
        "legal_status": person.legal_status,
    }  # fmt: skip


def take(case: MergeCase, end: Learner, removed: Learner, stands: Placement | None) -> None:
    """Where the removed person's stay is the later one, what goes with it is theirs too."""
    if stands is not None and stands.learner_id == removed.id:
        case.lent_to = end.id
        _put(end, case.stood[str(removed.id)])
    end.placement_epoch += 1
    end.save(update_fields=["cell", "release_on", "legal_status", "placement_epoch"])


def give_back(case: MergeCase, later: Iterable[MergeCase], people: Mapping[uuid.UUID, Learner]) -> None:
    """Take out what this merge lent. `later`: the merges since that still hold, in their order.

    Changes the people and the later merges. What the roll said since stands.
    """
    if case.lent_to is None:
        return
    holder, lent = case.lent_to, case.stood[str(case.removed_id)]
    own = case.stood[str(holder)]
    for other in later:
        if str(holder) not in other.stood:
            continue
        other.stood[str(holder)] = _without(other.stood[str(holder)], lent, own)
        other.save(update_fields=["stood"])
        if other.removed_id == holder:
            # They had passed on what they were lent, or kept it to themselves.
            _swap(people[holder], lent, own)
            if other.lent_to is None:
                return
            holder = other.lent_to
        elif other.lent_to is not None:
            return
    _swap(people[holder], lent, own)


def cell_at(place: str | None, copies: Copies | None) -> str:
    """The cell that these copies tell of, where they are of this place."""
    return copies["cell"] if copies and place and copies["establishment"] == place else ""


def _without(now: Copies, lent: Copies, before: Copies) -> Copies:
    return {name: before[name] if value == lent[name] else value for name, value in now.items()}


def _swap(person: Learner, lent: Copies, before: Copies) -> None:
    _put(person, _without(of(person), lent, before))
    person.save(update_fields=["cell", "release_on", "legal_status"])


def _put(person: Learner, copies: Copies) -> None:
    person.cell, person.legal_status = copies["cell"], copies["legal_status"]
    person.release_on = dt.date.fromisoformat(copies["release_on"]) if copies["release_on"] else None
