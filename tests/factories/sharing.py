"""Sharing choices, made by the person at a tablet."""

import datetime as dt
import uuid

from learners import actions
from learners.models import Learner, SharingChoice
from tests.factories.learners import as_learner

AT = dt.datetime(2026, 11, 20, 9, 30, tzinfo=dt.UTC)


def shared(
    learner: Learner, what: str = "GOALS", party: str = "ORGANISATION", organisation_id: uuid.UUID | None = None
) -> SharingChoice:
    return actions.share(
        by=as_learner(learner), learner_id=learner.id, what=what, party=party, organisation_id=organisation_id, at=AT
    )


def stopped(
    learner: Learner, what: str = "GOALS", party: str = "ORGANISATION", organisation_id: uuid.UUID | None = None
) -> SharingChoice:
    return actions.stop_sharing(
        by=as_learner(learner), learner_id=learner.id, what=what, party=party, organisation_id=organisation_id, at=AT
    )


def with_sharing(learner: Learner) -> SharingChoice:
    """Something that the person shares with employers."""
    return shared(learner, "QUALIFICATIONS", "EMPLOYERS")
