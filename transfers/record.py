"""Transfers are about the record, and are no part of it."""

from transfers.models import Manifest, TransferCase, TransferException, TransferTransition

EXEMPT = {
    TransferCase: "the move itself, not what moved",
    TransferTransition: "a step of the move itself",
    Manifest: "what was counted before and after a move",
    TransferException: "what a check of a move found",
}
