"""Rating skills. Append-only: a rating that turned out wrong is followed by another one."""

import datetime as dt
import uuid
from collections.abc import Mapping

from django.db import transaction

from campus.accounts.actors import Actor
from campus.accounts.permissions import Permission
from campus.audit.recording import record
from campus.core import clock
from campus.core.models import written
from learners import timeline
from learners.access import writable
from learners.models import Learner
from plans.models import SkillRating
from plans.rules import skills as rules
from plans.rules.skills import RATING_WORDS, SESSION_WORDS, SKILL_WORDS, SessionType


@transaction.atomic
def rate(
    *, by: Actor, learner_id: uuid.UUID, skill: str, rating: int, evidence: str, session: str, session_name: str,
    at: dt.datetime,
) -> SkillRating:  # fmt: skip
    """Staff rate one skill, and say what they saw and where. The person can read it."""
    learner = writable(by=by, learner_id=learner_id, permission=Permission.SKILL_RATE)
    rules.check_rating(skill=skill, rating=rating, session=session, session_name=session_name, evidence=evidence)
    place = session_name.strip() if session in rules.NAMES_A_PLACE else ""
    rated = SkillRating.objects.create(
        learner=learner, skill=skill, rating=rating, evidence=evidence.strip(), session=session, session_name=place,
        rated_on=clock.london_date(at), **written(by, at),
    )  # fmt: skip
    _note(rated, learner, by, at, SESSION_WORDS[session])
    record(by=by, verb="skill.rated", subject=rated, skill=skill)
    return rated


@transaction.atomic
def rate_own(*, by: Actor, learner_id: uuid.UUID, skill: str, rating: int | None, at: dt.datetime) -> SkillRating:
    """The person rates themselves at a tablet."""
    learner = writable(by=by, learner_id=learner_id, permission=Permission.OWN_EDIT)
    confidence = rules.check_confidence(skill=skill, rating=rating)
    rated = SkillRating.objects.create(
        learner=learner,
        skill=skill,
        rating=confidence,
        by_learner=True,
        rated_on=clock.london_date(at),
        **written(by, at),
    )
    _note(rated, learner, by, at, "The person, at a tablet")
    record(by=by, verb="skill.rated_own", subject=rated, skill=skill)
    return rated


def rate_at_induction(
    *, by: Actor, learner: Learner, ratings: Mapping[str, int], held_on: dt.date, at: dt.datetime
) -> list[SkillRating]:  # fmt: skip
    """What the person said of their skills at the induction. Call inside its transaction, under its lock."""
    together = uuid.uuid4()
    found = []
    for skill, rating in ratings.items():
        rules.check_confidence(skill=skill, rating=rating)
        rated = SkillRating.objects.create(
            learner=learner, skill=skill, rating=rating, session=SessionType.CIAG_INDUCTION, rated_on=held_on,
            **written(by, at),
        )  # fmt: skip
        _note(rated, learner, by, at, SESSION_WORDS[SessionType.CIAG_INDUCTION], together)
        found.append(rated)
    return found


def _note(
    rated: SkillRating, learner: Learner, by: Actor, at: dt.datetime, where: str, together: uuid.UUID | None = None
) -> None:  # fmt: skip
    timeline.note(
        "EMPLOYABILITY_SKILL_CREATED", learner=learner, by=by, at=at, subject=rated, together=together,
        skill=SKILL_WORDS[rated.skill], rating=RATING_WORDS[rated.rating], session=where,
    )  # fmt: skip
