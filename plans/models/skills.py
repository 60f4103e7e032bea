"""How ready for work a person is, seen by whoever works with them, and by the person."""

from django.db import models
from django.db.models import Q

from learners.models import LearnerRow
from learners.models.record_base import tracked, written_once
from plans.rules.skills import EVIDENCE_MOST, PLACE_MOST, Rating, SessionType, Skill


@tracked
class SkillRating(LearnerRow):
    """One rating of one skill. Append-only: a new rating stands beside the earlier ones."""

    skill = models.CharField(max_length=20, choices=[(s, s) for s in Skill])
    rating = models.PositiveSmallIntegerField(choices=[(r.value, r.name) for r in Rating])
    evidence = models.CharField(max_length=EVIDENCE_MOST, blank=True, default="")
    # Empty where the person rated themselves.
    session = models.CharField(max_length=20, blank=True, default="", choices=[(s, s) for s in SessionType])
    session_name = models.CharField(max_length=PLACE_MOST, blank=True, default="")
    by_learner = models.BooleanField(default=False)
    rated_on = models.DateField()

    class Meta(LearnerRow.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(rating__gte=1, rating__lte=4), name="rating_is_1_to_4"),
            models.CheckConstraint(
                condition=Q(by_learner=True, session="") | (Q(by_learner=False) & ~Q(session="")),
                name="rating_by_staff_says_the_session",
            ),
            models.CheckConstraint(
                condition=Q(session__in=["EDUCATION_REVIEW", "INDUSTRIES_REVIEW"]) & ~Q(session_name="")
                | ~Q(session__in=["EDUCATION_REVIEW", "INDUSTRIES_REVIEW"]),
                name="course_or_workshop_is_named",
            ),
        ]
        triggers = [*LearnerRow.Meta.triggers, written_once()]

    def __str__(self) -> str:
        return f"{self.skill}: {self.rating}"
