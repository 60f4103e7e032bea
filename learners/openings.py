"""Where a person was when somebody opened a page about them: a signed note that each form on the page takes along.

It says nothing that the page does not. With it, what was typed while the person moved away is passed on to those who
have them now, and is never lost (transfers-access-security.md 1.6). Without it, out of reach is 404 as ever.
"""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.core import signing

from campus.accounts.actors import Actor
from campus.core import clock
from learners.models import Learner

SALT = "learners.opening"
# A form that stands open longer than the longest session cannot be sent at all; a week is beyond any doubt.
KEPT_FOR = dt.timedelta(days=7)


@dataclass(frozen=True)
class Opening:
    user_id: uuid.UUID
    learner_id: uuid.UUID
    epoch: int
    establishment: str
    at: dt.datetime


def seal(by: Actor, learner: Learner) -> str:
    """The note for a page that this actor opens now. Empty for those who reach the person wherever they are."""
    here = learner.current_establishment_id
    if here is None or here not in by.establishments_with("learner.view"):
        return ""
    said = [by.user_id.hex, learner.id.hex, learner.placement_epoch, here, int(clock.now().timestamp())]
    return signing.dumps(said, salt=SALT)


def unseal(text: str) -> Opening | None:
    """What the note says, or None for one that we did not write or that is too old."""
    try:
        user, learner, epoch, establishment, at = signing.loads(text, salt=SALT, max_age=KEPT_FOR)
    except signing.BadSignature:
        return None
    opened_at = dt.datetime.fromtimestamp(at, tz=dt.UTC)
    return Opening(uuid.UUID(user), uuid.UUID(learner), epoch, establishment, opened_at)
