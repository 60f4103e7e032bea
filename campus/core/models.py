"""What every row of the campus carries, and the rows that core itself keeps."""

import datetime as dt
import uuid
from typing import Protocol

from django.conf import settings
from django.db import models
from django.db.models import Q

from campus.core.ids import new_id


class Author(Protocol):
    """Whoever acts: campus.accounts.actors.Actor, seen from below."""

    @property
    def user_id(self) -> uuid.UUID: ...
    @property
    def establishment_id(self) -> str | None: ...


def _user_key() -> models.ForeignKey:
    # Provenance is read with the row and never searched by, so an index would only slow each write.
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )


def _establishment_key() -> models.ForeignKey:
    return models.ForeignKey(
        "estate.Establishment", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )


class Base(models.Model):
    """Key, provenance and lock version. Provenance says where a row was written; it never decides who may read it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    created_at = models.DateTimeField()
    created_by = _user_key()
    created_at_establishment = _establishment_key()
    updated_at = models.DateTimeField()
    updated_by = _user_key()
    updated_at_establishment = _establishment_key()
    lock_version = models.PositiveIntegerField(default=1)

    VOLATILE = frozenset({"updated_at", "updated_by", "updated_at_establishment", "lock_version"})

    class Meta:
        abstract = True

    def touch(self, by: Author, at: dt.datetime) -> None:
        """Mark the row as changed by somebody. The caller saves it, inside the action's transaction."""
        self.updated_at, self.updated_by_id = at, by.user_id
        self.updated_at_establishment_id = by.establishment_id
        self.lock_version += 1


def written(by: Author, at: dt.datetime) -> dict[str, object]:
    """The provenance of a new row, to be spread into `create(...)`."""
    return {
        "created_at": at,
        "created_by_id": by.user_id,
        "created_at_establishment_id": by.establishment_id,
        "updated_at": at,
        "updated_by_id": by.user_id,
        "updated_at_establishment_id": by.establishment_id,
    }


class OutboxMessage(models.Model):
    """An effect that is owed. Written in the action's transaction; sent by the relay, at least once."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    topic = models.CharField(max_length=64)
    key = models.CharField(max_length=100, help_text="Messages of one key are sent in the order they were written.")
    body = models.JSONField()
    created_at = models.DateTimeField()
    available_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True)
    woken_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    dead_at = models.DateTimeField(null=True)
    discarded_at = models.DateTimeField(null=True)
    last_error = models.TextField(default="", blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["available_at", "id"],
                name="outbox_waiting",
                condition=Q(sent_at__isnull=True, dead_at__isnull=True),
            ),
            models.Index(
                fields=["key", "id"], name="outbox_order", condition=Q(sent_at__isnull=True, dead_at__isnull=True)
            ),
            models.Index(fields=["dead_at"], name="outbox_dead", condition=Q(dead_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.id}"


class Consumed(models.Model):
    """The consumer's half of "exactly once in effect": one row a message, in the transaction of the effect."""

    message_id = models.UUIDField(primary_key=True)
    consumed_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.message_id)


class SubmittedForm(models.Model):
    """A form that was sent. The second press of a double click finds this row and is shown the first one's result."""

    token = models.UUIDField(primary_key=True)
    user = _user_key()
    result_url = models.CharField(max_length=500)
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return str(self.token)
