"""What a person said at their induction, once in a life, and what they learned before prison."""

from django.db import models
from django.db.models import Q

from learners.models import LearnerRow, tracked
from plans.rules.goals import NOTE_MOST
from plans.rules.induction import (
    GRADE_MOST,
    PERSON_MOST,
    SUBJECT_MOST,
    QualificationLevel,
    Section,
    Source,
)


@tracked
class InductionAnswers(LearnerRow):
    """The answers of one section: those that staff recorded, or those that the person gave beforehand on a tablet.

    `answers` is checked by plans.rules.induction before it is written; keys and codes are those of that module.
    """

    section = models.CharField(max_length=30, choices=[(s, s) for s in Section])
    source = models.CharField(max_length=10, choices=[(s, s) for s in Source])
    answers = models.JSONField(default=dict)

    class Meta(LearnerRow.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "section", "source"],
                condition=Q(set_aside=False),
                name="one_set_of_answers_a_section",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.section} ({self.source})"


@tracked
class Induction(LearnerRow):
    """The induction was held. One a person, for life, and not for each sentence."""

    held_on = models.DateField()
    held_by_name = models.CharField(max_length=PERSON_MOST, blank=True, default="")
    held_by_role = models.CharField(max_length=PERSON_MOST, blank=True, default="")
    note = models.CharField(max_length=NOTE_MOST, blank=True, default="")
    note_is_staff_only = models.BooleanField(default=False)
    questions_version = models.PositiveSmallIntegerField()

    class Meta(LearnerRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["learner"], condition=Q(set_aside=False), name="one_induction_a_person"),
            models.CheckConstraint(
                condition=Q(held_by_name="", held_by_role="") | (~Q(held_by_name="") & ~Q(held_by_role="")),
                name="induction_by_somebody_else_says_name_and_role",
            ),
        ]

    def __str__(self) -> str:
        return f"induction held on {self.held_on}"


@tracked
class Qualification(LearnerRow):
    """A qualification from before prison, as the person told it. Taken off by a date, never deleted."""

    level = models.CharField(max_length=12, choices=[(v, v) for v in QualificationLevel])
    subject = models.CharField(max_length=SUBJECT_MOST)
    grade = models.CharField(max_length=GRADE_MOST, blank=True, default="")
    removed_at = models.DateTimeField(null=True)

    class Meta(LearnerRow.Meta):
        ordering = ["created_at", "id"]

    def __str__(self) -> str:
        return self.subject
