"""Conversations between one person and one named worker, each message decided about by staff of the prison."""

from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from campus.core.models import Base
from learners.models import LearnerRow, StandingRows, tracked
from providers.messaging.rules import (
    ARRIVED,
    BODY_MOST,
    FORM_MOST,
    REFUSALS,
    SUBJECT_MOST,
    WORDS_MOST,
    ConcernAbout,
    ConcernState,
    NoticeState,
    Outcome,
    Reason,
    Role,
    State,
    ThreadStatus,
)
from providers.models import Assignment

if TYPE_CHECKING:
    from campus.accounts.actors import Actor


def _user_key(**options: object) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False, **options
    )


def _values(members: Iterable[StrEnum]) -> list[str]:
    """The plain words of an enum, sorted, so that a migration needs no code of ours and never differs by chance."""
    return sorted(member.value for member in members)


def _choices(enum: type[StrEnum]) -> list[tuple[str, str]]:
    return [(member.value, member.value) for member in enum]


class ThreadQuerySet(models.QuerySet["Thread"]):
    def visible_to(self, actor: "Actor") -> "ThreadQuerySet":
        """A person's own conversations; a worker's with people assigned to them now. A worker sees no thread of which
        nothing has reached them, for its subject is a person's words that nobody has checked."""
        if actor.learner_id:
            return self.filter(learner_id=actor.learner_id)
        reached = Message.objects.filter(
            Q(author_role=Role.WORKER) | Q(state__in=ARRIVED), thread=models.OuterRef("pk")
        )
        return self.filter(models.Exists(reached), assignment__in=Assignment.objects.of_worker(actor))


@tracked
class Thread(LearnerRow):
    """Exactly one person in prison and one named worker. Never two people in prison, never a private address."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="threads")
    subject = models.CharField(max_length=SUBJECT_MOST)
    status = models.CharField(max_length=10, choices=_choices(ThreadStatus), default=ThreadStatus.OPEN.value)

    objects = StandingRows.from_queryset(ThreadQuerySet)()  # type: ignore[misc]

    class Meta(LearnerRow.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(status__in=_values(ThreadStatus)), name="thread_status_is_known"),
        ]

    def __str__(self) -> str:
        return self.subject


class MessageQuerySet(models.QuerySet["Message"]):
    def readable_by(self, actor: "Actor") -> "MessageQuerySet":
        """What this side may read: all of its own, and what reached it of the other's."""
        mine = Role.LEARNER if actor.learner_id else Role.WORKER
        threads = Thread.objects.visible_to(actor)
        return self.filter(Q(author_role=mine) | Q(state__in=ARRIVED), thread__in=threads)

    def unread_by(self, actor: "Actor") -> "MessageQuerySet":
        theirs = Role.WORKER if actor.learner_id else Role.LEARNER
        return self.filter(author_role=theirs, state=State.DELIVERED, thread__in=Thread.objects.visible_to(actor))

    def held_at(self, code: str | None) -> "MessageQuerySet":
        """What waits for a decision about people who are at this prison now."""
        return self.filter(state=State.HELD, learner__current_establishment_id=code) if code else self.none()


@tracked
class Message(LearnerRow):
    """What somebody wrote. The words never change; a state says how far they have come."""

    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="messages", db_index=False)
    seq = models.PositiveIntegerField()
    author = _user_key()
    author_role = models.CharField(max_length=10, choices=_choices(Role))
    body = models.TextField(max_length=BODY_MOST)
    nonce = models.UUIDField(unique=True)
    state = models.CharField(max_length=10, choices=_choices(State), default=State.SUBMITTED.value)
    signs = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    urgent = models.BooleanField(default=False)
    submitted_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    claimed_by = _user_key(null=True)
    claimed_until = models.DateTimeField(null=True)

    objects = StandingRows.from_queryset(MessageQuerySet)()  # type: ignore[misc]

    # Who is looking at a message now is nobody's record.
    VOLATILE = LearnerRow.VOLATILE | {"claimed_by", "claimed_until"}

    class Meta(LearnerRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["thread", "seq"], name="message_has_its_place"),
            models.CheckConstraint(condition=Q(state__in=_values(State)), name="message_state_is_known"),
            models.CheckConstraint(condition=Q(author_role__in=_values(Role)), name="message_author_role_is_known"),
            models.CheckConstraint(
                condition=Q(LessThanOrEqual(Length("body"), BODY_MOST)) & ~Q(body=""), name="message_says_something"
            ),
            models.CheckConstraint(
                condition=Q(state__in=_values(ARRIVED), delivered_at__isnull=False)
                | Q(~Q(state__in=_values(ARRIVED)), delivered_at__isnull=True),
                name="delivered_message_says_when",
            ),
            models.CheckConstraint(
                condition=Q(state=State.READ.value, read_at__isnull=False)
                | Q(~Q(state=State.READ.value), read_at__isnull=True),
                name="read_message_says_when",
            ),
            models.CheckConstraint(
                condition=Q(claimed_by__isnull=True, claimed_until__isnull=True)
                | Q(claimed_by__isnull=False, claimed_until__isnull=False),
                name="claim_says_who_and_until_when",
            ),
        ]
        indexes = [
            models.Index(fields=["learner", "submitted_at"], name="message_held", condition=Q(state=State.HELD.value)),
            models.Index(fields=["submitted_at"], name="message_undecided", condition=Q(state=State.HELD.value)),
            models.Index(fields=["author", "submitted_at"], name="message_of_author"),
        ]
        triggers = [
            *LearnerRow.Meta.triggers,
            pgtrigger.ReadOnly(
                name="words_kept",
                fields=["thread", "seq", "author", "author_role", "body", "nonce", "submitted_at"],
            ),
        ]

    def __str__(self) -> str:
        return f"message {self.seq} of {self.thread_id}"

    @property
    def is_from_learner(self) -> bool:
        return self.author_role == Role.LEARNER


@tracked
class Decision(LearnerRow):
    """What somebody decided about a message, and when. Written once."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="decisions")
    outcome = models.CharField(max_length=10, choices=_choices(Outcome))
    reason = models.CharField(max_length=32, choices=_choices(Reason), blank=True, default="")
    words = models.CharField(max_length=WORDS_MOST, blank=True, default="")
    decided_by = _user_key()
    decided_at = models.DateTimeField()

    class Meta(LearnerRow.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["message"], condition=~Q(outcome=Outcome.ESCALATED.value), name="message_is_decided_once"
            ),
            models.UniqueConstraint(
                fields=["message"], condition=Q(outcome=Outcome.ESCALATED.value), name="message_is_passed_on_once"
            ),
            models.CheckConstraint(condition=Q(outcome__in=_values(Outcome)), name="decision_outcome_is_known"),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.REJECTED.value, reason__in=_values(REFUSALS))
                | Q(~Q(outcome=Outcome.REJECTED.value), reason=""),
                name="refusal_has_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["created_at_establishment", "-decided_at"], name="decision_made_here"),
        ]
        triggers = [
            *LearnerRow.Meta.triggers,
            pgtrigger.ReadOnly(
                name="decision_kept",
                fields=["message", "outcome", "reason", "words", "decided_by", "decided_at"],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} at {self.decided_at:%H:%M}"


@tracked
class SafeguardingConcern(LearnerRow):
    """Somebody is worried about a person. It is never closed without a name and words."""

    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, null=True, related_name="concerns", db_index=False)
    message = models.ForeignKey(Message, on_delete=models.PROTECT, null=True, related_name="concerns", db_index=False)
    about = models.CharField(max_length=16, choices=_choices(ConcernAbout))
    words = models.CharField(max_length=FORM_MOST)
    raised_by = _user_key()
    raised_at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=_choices(ConcernState), default=ConcernState.RAISED.value)
    acknowledged_by = _user_key(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    closed_by = _user_key(null=True)
    closed_at = models.DateTimeField(null=True)
    closing_words = models.CharField(max_length=FORM_MOST, blank=True, default="")

    class Meta(LearnerRow.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(state__in=_values(ConcernState)), name="concern_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state=ConcernState.CLOSED.value)
                | (Q(closed_by__isnull=False, closed_at__isnull=False) & ~Q(closing_words="")),
                name="closed_concern_says_who_and_what",
            ),
        ]
        indexes = [
            models.Index(
                fields=["learner", "raised_at"], name="concern_open", condition=~Q(state=ConcernState.CLOSED.value)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.about} raised {self.raised_at:%d %b}"


class Notice(Base):
    """A nudge to a worker's e-mail address, saying only that something waits. One waits for a recipient at a time."""

    recipient = _user_key()
    state = models.CharField(max_length=10, choices=_choices(NoticeState), default=NoticeState.WAITING.value)
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    provider_reference = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["recipient"],
                condition=~Q(state=NoticeState.SENT.value),
                name="one_notice_waits_for_a_recipient",
            ),
            models.CheckConstraint(
                condition=Q(state=NoticeState.SENT.value, sent_at__isnull=False)
                | Q(~Q(state=NoticeState.SENT.value), sent_at__isnull=True),
                name="sent_notice_says_when",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], name="notice_due", condition=Q(state=NoticeState.WAITING.value)),
            models.Index(
                fields=["recipient", "-sent_at"], name="notice_of_recipient", condition=Q(state=NoticeState.SENT.value)
            ),
        ]

    def __str__(self) -> str:
        return f"notice {self.state.lower()}"
