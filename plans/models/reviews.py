"""Reviews that were held."""

from django.db import models
from django.db.models import Q

from learners.models import LearnerRow, tracked
from plans.models.schedules import ReviewSchedule
from plans.rules.goals import NOTE_MOST
from plans.rules.induction import PERSON_MOST
from plans.rules.windows import ReviewType


@tracked
class Review(LearnerRow):
    """A review that was held: when, by whom, and what was said. On time or late follows from its two dates."""

    schedule = models.OneToOneField(ReviewSchedule, on_delete=models.PROTECT, related_name="review")
    type = models.CharField(max_length=20, choices=[(t, t) for t in ReviewType])
    due_on = models.DateField()
    held_on = models.DateField()
    # Empty: whoever recorded it held it.
    held_by_name = models.CharField(max_length=PERSON_MOST, blank=True, default="")
    held_by_role = models.CharField(max_length=PERSON_MOST, blank=True, default="")
    note = models.CharField(max_length=NOTE_MOST)
    note_is_staff_only = models.BooleanField(default=False)
    # The last before release: no further one was due when it was held.
    is_last = models.BooleanField(default=False)

    class Meta(LearnerRow.Meta):
        ordering = ["-held_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(note=""), name="review_has_a_note"),
            models.CheckConstraint(
                condition=Q(held_by_name="", held_by_role="") | (~Q(held_by_name="") & ~Q(held_by_role="")),
                name="review_by_somebody_else_says_name_and_role",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.type} held on {self.held_on}"

    @property
    def was_on_time(self) -> bool:
        return self.held_on <= self.due_on
