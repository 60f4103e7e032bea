"""Which rows of this app are part of a person's record."""

from learners.record_kinds import Kind, RecordClass
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
