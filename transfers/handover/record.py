"""What hand-over keeps is about the record, and is no part of it (interfaces.md, "Root")."""

from transfers.handover.models import HandOver, HandOverVersion, LateContribution

EXEMPT = {
    HandOver: "what one prison tells the next about a move",
    HandOverVersion: "the hand-over note as somebody saved it",
    LateContribution: "what came after a move, until somebody accepts it into the record",
}
