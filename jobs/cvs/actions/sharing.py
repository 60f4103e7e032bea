"""The person lets one member of staff read their CV, by name and until a date."""

import datetime as dt
import uuid

from django.db import transaction

from campus.accounts import grants
from campus.accounts.actors import Actor
from campus.accounts.models import User
from campus.accounts.permissions import Permission
from campus.core.errors import NotYours
from jobs.cvs import rules, selectors
from jobs.cvs.models import Cv
from learners.access import writable

READ = "view_shared"


@transaction.atomic
def share(*, by: Actor, learner_id: uuid.UUID, with_user: uuid.UUID, at: dt.datetime) -> User:
    """Let one adviser at the person's prison read the CV for SHARE_DAYS. Writes one audit line, grant.given."""
    cv = _own_cv(by, learner_id)
    adviser = selectors.advisers_at(by.establishment_id, at.date()).filter(id=with_user).first()
    if adviser is None:
        raise NotYours(f"adviser {with_user}")
    grants.grant(by=by, to=adviser, permission=READ, thing=cv, until=at + dt.timedelta(days=rules.SHARE_DAYS), at=at)
    return adviser


@transaction.atomic
def stop_sharing(*, by: Actor, learner_id: uuid.UUID, with_user: uuid.UUID, at: dt.datetime) -> User:
    """End an adviser's reading now. Writes one audit line, grant.withdrawn."""
    cv = _own_cv(by, learner_id)
    holder = grants.holders(cv, READ, at).filter(user_id=with_user).first()
    if holder is None:
        raise NotYours(f"reader {with_user}")
    grants.withdraw(by=by, to=holder.user, permission=READ, thing=cv)
    return holder.user


def _own_cv(by: Actor, learner_id: uuid.UUID) -> Cv:
    writable(by=by, learner_id=learner_id, permission=Permission.OWN_EDIT)
    cv = Cv.objects.filter(learner_id=learner_id).first()
    if cv is None:
        raise NotYours("CV")
    return cv
