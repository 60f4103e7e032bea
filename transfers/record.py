"""Transfers are about the record, and are no part of it."""

from transfers.models import TransferCase, TransferException

EXEMPT = {
    TransferCase: "the move itself, not what moved",
    TransferException: "what a check of a move found",
}
