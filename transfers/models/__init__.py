"""What was heard about movements, what each move did, and the proof of it. None of it is the record: it is about it."""

from transfers.models.cases import TransferCase, TransferTransition
from transfers.models.events import MovementEvent
from transfers.models.manifests import Manifest, TransferException
from transfers.models.rolls import RollReading

__all__ = ["Manifest", "MovementEvent", "RollReading", "TransferCase", "TransferException", "TransferTransition"]
