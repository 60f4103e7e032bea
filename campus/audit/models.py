"""What was done and who looked: written once, changed never (a trigger refuses)."""

import pgtrigger
from django.conf import settings
from django.db import models

from campus.core.ids import new_id

APPEND_ONLY = pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)


class Event(models.Model):
    """One act: who, what, to what. Written in the transaction of the act itself."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    establishment = models.ForeignKey(
        "estate.Establishment", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    verb = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=40)
    learner_id = models.UUIDField(null=True)
    details = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(
                fields=["learner_id", "-id"], name="audit_by_learner", condition=models.Q(learner_id__isnull=False)
            ),
            models.Index(fields=["by", "-id"], name="audit_by_user"),
            models.Index(fields=["subject_id", "-id"], name="audit_by_subject"),
        ]
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_type}:{self.subject_id}"


class Viewing(models.Model):
    """Somebody opened a page about somebody."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    establishment = models.ForeignKey(
        "estate.Establishment", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    learner_id = models.UUIDField()
    page = models.CharField(max_length=60)

    class Meta:
        indexes = [
            models.Index(fields=["learner_id", "-id"], name="viewing_by_learner"),
            models.Index(fields=["by", "-id"], name="viewing_by_user"),
        ]
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"{self.page} of {self.learner_id}"
