"""What the Learning Records Service knows of a person: whether it is them, and what they achieved outside."""

from django.db import models
from django.db.models import Q

from learners.models import LearnerRow, tracked
from learners.models.record_base import written_once
from plans.assessments.rules.matching import MatchStatus, Outcome
from plans.assessments.rules.qualifications import EventSource, Qualification, is_verified

TEXT_MOST = 200
CODE_MOST = 40


@tracked
class UlnMatch(LearnerRow):
    """Somebody looked for the person and said what they found. Never changed; the newest row is what holds."""

    status = models.CharField(max_length=20, choices=[(s, s) for s in MatchStatus])
    match_type = models.CharField(max_length=15, choices=[(o, o) for o in Outcome])
    count = models.PositiveSmallIntegerField(default=0)
    uln = models.CharField(max_length=10, blank=True, default="")
    # The number that was asked for, where the service says that another has taken its place.
    replaced_uln = models.CharField(max_length=10, blank=True, default="")
    given_name = models.CharField(max_length=TEXT_MOST, blank=True, default="")
    family_name = models.CharField(max_length=TEXT_MOST, blank=True, default="")
    why = models.CharField(max_length=TEXT_MOST, blank=True, default="")

    class Meta(LearnerRow.Meta):
        triggers = [*LearnerRow.Meta.triggers, written_once()]
        indexes = [models.Index(fields=["learner", "-created_at", "-id"], name="match_of_a_person")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="MATCHED") | Q(uln__regex=r"^[1-9][0-9]{9}$"), name="match_has_its_number"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.status} {self.uln}".strip()


@tracked
class LearningEvent(LearnerRow):
    """One achievement or participation that the service holds, as it was when last fetched (4.3)."""

    event_id = models.CharField(max_length=CODE_MOST)
    uln = models.CharField(max_length=10)
    provider_ukprn = models.CharField(max_length=CODE_MOST, blank=True, default="")
    provider_name = models.CharField(max_length=TEXT_MOST, blank=True, default="")
    awarded_by_ukprn = models.CharField(max_length=CODE_MOST, blank=True, default="")
    awarded_by = models.CharField(max_length=TEXT_MOST, blank=True, default="")
    qualification_type = models.CharField(max_length=TEXT_MOST, blank=True, default="")
    subject_code = models.CharField(max_length=CODE_MOST, blank=True, default="")
    subject = models.CharField(max_length=TEXT_MOST, blank=True, default="")
    level = models.CharField(max_length=TEXT_MOST, blank=True, default="")
    grade = models.CharField(max_length=CODE_MOST, blank=True, default="")
    credits = models.PositiveSmallIntegerField(null=True)
    awarded_on = models.DateField(null=True)
    began_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    status = models.CharField(max_length=CODE_MOST, blank=True, default="")
    source = models.CharField(max_length=10, choices=[(s, s) for s in EventSource])
    loaded_on = models.DateField(null=True)
    under_challenge = models.BooleanField(default=False)
    language = models.CharField(max_length=CODE_MOST, blank=True, default="")
    collection_type = models.CharField(max_length=CODE_MOST, blank=True, default="")
    return_number = models.CharField(max_length=CODE_MOST, blank=True, default="")
    fetched_at = models.DateTimeField()
    # The service no longer gives it, or the match that brought it was undone.
    withdrawn_at = models.DateTimeField(null=True)

    class Meta(LearnerRow.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "event_id"], condition=Q(set_aside=False), name="learning_event_comes_once"
            ),
        ]

    def __str__(self) -> str:
        return self.as_qualification.name

    @property
    def as_qualification(self) -> Qualification:
        return Qualification(
            self.qualification_type, self.subject, self.level, self.grade, self.source, self.under_challenge,
            self.awarded_by,
        )  # fmt: skip

    @property
    def is_verified(self) -> bool:
        return is_verified(self.as_qualification)


@tracked
class LearningReading(LearnerRow):
    """One good reading of a person's learning record: what the service answered, and how many events it gave."""

    outcome = models.CharField(max_length=15, choices=[(o, o) for o in Outcome])
    uln = models.CharField(max_length=10)
    events = models.PositiveSmallIntegerField(default=0)

    class Meta(LearnerRow.Meta):
        triggers = [*LearnerRow.Meta.triggers, written_once()]
        indexes = [models.Index(fields=["learner", "-created_at", "-id"], name="reading_of_a_person")]

    def __str__(self) -> str:
        return f"{self.outcome}: {self.events}"
