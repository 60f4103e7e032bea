"""The verbs of messaging: `from providers.messaging import actions`, then `actions.approve(...)`."""

from providers.messaging.actions.concerns import acknowledge_concern, close_concern, raise_concern
from providers.messaging.actions.moderation import approve, claim, escalate, expire, refuse, release
from providers.messaging.actions.notices import mark_sent, queue_due
from providers.messaging.actions.writing import mark_read, send, start_thread

__all__ = [
    "acknowledge_concern",
    "approve",
    "claim",
    "close_concern",
    "escalate",
    "expire",
    "mark_read",
    "mark_sent",
    "queue_due",
    "raise_concern",
    "refuse",
    "release",
    "send",
    "start_thread",
]
