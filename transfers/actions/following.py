"""What apps above this one do in the transaction of a move: who may look from then on, who is told what.

An app registers from its `ready()`. A follower reads and writes its own rows only, calls nothing on a network, and may
be told of the same case again as it goes on.
"""

import datetime as dt
from collections.abc import Callable

from campus.accounts.actors import Actor
from learners.models import Learner
from transfers.models import TransferCase
from transfers.rules import Stand

Follower = Callable[..., None]
_followers: list[Follower] = []


def follow(follower: Follower) -> None:
    """`follower(learner=, before=, case=, by=, at=)` runs in each move's transaction, after the record was counted."""
    if follower not in _followers:
        _followers.append(follower)


def tell(*, learner: Learner, before: Stand | None, case: TransferCase | None, by: Actor, at: dt.datetime) -> None:
    for follower in _followers:
        follower(learner=learner, before=before, case=case, by=by, at=at)
