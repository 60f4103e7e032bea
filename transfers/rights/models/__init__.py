from transfers.rights.models.holds import LegalHold
from transfers.rights.models.requests import IdentityCorrection, RectificationRequest
from transfers.rights.models.retention import RetentionPeriod

__all__ = ["IdentityCorrection", "LegalHold", "RectificationRequest", "RetentionPeriod"]
