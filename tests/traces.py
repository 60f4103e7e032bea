"""What an action leaves behind: its line of audit, its line of history, and what it owes."""

from typing import Any

from campus.audit.models import Event
from campus.core.models import OutboxMessage
from learners.models import Learner, TimelineEvent


def verbs(learner: Learner) -> list[str]:
    return list(Event.objects.filter(learner_id=learner.id).order_by("id").values_list("verb", flat=True))


def lines(learner: Learner) -> list[str]:
    return list(TimelineEvent.objects.filter(learner=learner).order_by("id").values_list("kind", flat=True))


def owed(topic: str) -> list[dict[str, Any]]:
    return [message.body for message in OutboxMessage.objects.filter(topic=topic).order_by("id")]
