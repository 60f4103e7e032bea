from transfers.handover.models.late import LateContribution
from transfers.handover.models.notes import HandOver, HandOverVersion

__all__ = ["HandOver", "HandOverVersion", "LateContribution"]
