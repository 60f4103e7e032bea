"""Which rows of this app are part of a person's record."""

from learners.models import (
    AccessWindow,
    ErasureOrder,
    Identifier,
    KioskPreference,
    KioskSecret,
    KioskSession,
    Learner,
    Placement,
    SharingChoice,
    SignInAttempt,
    SignInRelease,
    TimelineEvent,
)
from learners.record_kinds import Kind, RecordClass

KINDS = [
    Kind("identity", Learner, RecordClass.RECORD, "Name and date of birth", learner="id"),
    Kind("identifier", Identifier, RecordClass.RECORD, "Numbers"),
    Kind("timeline_event", TimelineEvent, RecordClass.RECORD, "What happened"),
    Kind("sharing_choice", SharingChoice, RecordClass.RECORD, "Who can see what"),
]

EXEMPT = {
    ErasureOrder: "the law's order about the record, kept after the record is gone",
    Placement: "where the person is: it is what a movement changes, and is checked against the roll instead",
    AccessWindow: "who may look from elsewhere, and until when",
    KioskSecret: "a way to sign in",
    KioskSession: "a way to sign in",
    SignInAttempt: "a way to sign in",
    SignInRelease: "a way to sign in",
    KioskPreference: "how a tablet looks",
}
