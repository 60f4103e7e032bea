"""Which rows of this app are part of a person's record."""

from learners.record_kinds import Kind, RecordClass, Row, never
from providers.messaging.models import Decision, Message, Notice, SafeguardingConcern, Thread

KINDS = [
    Kind("thread", Thread, RecordClass.RECORD, "Conversations"),
    Kind("message", Message, RecordClass.RECORD, "Messages"),
    Kind("message_decision", Decision, RecordClass.RECORD, "Decisions about messages"),
    Kind("concern", SafeguardingConcern, RecordClass.RECORD, "Concerns about safety"),
]

EXEMPT = {
    Notice: "an e-mail to a worker that says only that something waits; it names no person",
}


def _reached_them(row: Row) -> Row | None:
    """A worker's message that no moderator has let through has not been said to the person."""
    if row.get("author_role") == "WORKER" and row.get("state") not in ("DELIVERED", "READ"):
        return None
    return {column: value for column, value in row.items() if column not in ("signs", "urgent")}


FOR_THE_PERSON = {"concern": never, "message_decision": never, "message": _reached_them}
