"""What was written about somebody who moved away meanwhile: who keeps it, and what the writer is told.

The app that has a queue for it says so once, in its `navigation.py`:

    late.keep_with(contributions.keep)
"""

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from campus.accounts.actors import Actor
from learners import access, openings, selectors
from learners.models import Learner
from learners.openings import Opening
from learners.rules import PlacementStatus


@dataclass(frozen=True)
class LateWrite:
    """One form as it was sent: the page and what it names, what was typed, and the same in words."""

    opening: Opening
    page: str
    names: dict[str, str]
    query: str
    typed: dict[str, list[str]]
    said: list[tuple[str, str]]
    title: str
    permission: str


@dataclass(frozen=True)
class Moved:
    """Where the person went, for the sentence that the writer reads."""

    learner: Learner
    at: dt.datetime | None
    to: str
    on_the_way: bool


Keeper = Callable[..., Any]
_keepers: list[Keeper] = []


def keep_with(keeper: Keeper) -> None:
    """`keeper(by=, learner_id=, late=, at=)` keeps one form. The last one registered holds."""
    _keepers[:] = [keeper]


def keep(*, by: Actor, learner_id: uuid.UUID, late: LateWrite, at: dt.datetime) -> bool:
    """Keep what was typed. False when no app of this campus keeps such things."""
    for keeper in _keepers:
        keeper(by=by, learner_id=learner_id, late=late, at=at)
    return bool(_keepers)


def moved_since(by: Actor | None, text: str) -> tuple[Opening, Moved] | None:
    """The opening of a form whose person went elsewhere since, or None when that is not why it found nobody.

    The actor must be the one who opened the page, and still be posted where the person was.
    """
    opening = openings.unseal(text) if text else None
    if opening is None or by is None or opening.user_id != by.user_id:
        return None
    if opening.establishment not in by.establishments_with("learner.view"):
        return None
    learner = selectors.wherever(opening.learner_id)
    if learner is None:
        return None
    stands = selectors.open_placement(learner.id)
    on_the_way = access.status_of(learner.id) == PlacementStatus.IN_TRANSIT
    same_place = learner.id == opening.learner_id and learner.current_establishment_id == opening.establishment
    if same_place and not on_the_way:
        return None
    to = "" if on_the_way or stands is None or stands.establishment is None else stands.establishment.short_name
    return opening, Moved(learner, stands.started_at if stands else None, to, on_the_way)
