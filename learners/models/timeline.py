"""What happened to a person, one row a happening, in the order in which it happened."""

from django.db import models

from learners.models.record_base import LearnerRow, tracked, written_once


@tracked
class TimelineEvent(LearnerRow):
    """One line of a person's history. Written in the transaction of the action that it tells of, and never changed.

    A movement writes none: where the person was, and what that did to their schedules, is merged in when the page is
    read (learners.timeline), so that a move changes no row of the record.
    """

    kind = models.CharField(max_length=60)
    at = models.DateTimeField()
    # The thing that it is about, and the few words that its sentence needs.
    subject_id = models.UUIDField(null=True)
    facts = models.JSONField(default=dict)
    # One number for everything that a single save did, so that a page can show it as one line.
    together = models.UUIDField(null=True)

    class Meta(LearnerRow.Meta):
        indexes = [models.Index(fields=["learner", "-at", "-id"], name="timeline_of_a_person")]
        triggers = [*LearnerRow.Meta.triggers, written_once()]

    def __str__(self) -> str:
        return self.kind
