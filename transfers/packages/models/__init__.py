from transfers.packages.models.access import AccessCase, AccessItem, AccessSection
from transfers.packages.models.cases import CarriedRow, PackageCase, ReceivedPackage, ReceivedRow

__all__ = [
    "AccessCase",
    "AccessItem",
    "AccessSection",
    "CarriedRow",
    "PackageCase",
    "ReceivedPackage",
    "ReceivedRow",
]
