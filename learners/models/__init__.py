from learners.models.erasure import ErasureOrder
from learners.models.identity import Identifier, Learner, Placement
from learners.models.kiosk import Device, KioskPreference, KioskSecret, KioskSession, SignInAttempt, SignInRelease
from learners.models.record_base import LearnerRow, StandingRows, tracked
from learners.models.sharing import SharingChoice
from learners.models.timeline import TimelineEvent
from learners.models.windows import AccessWindow

__all__ = [
    "AccessWindow",
    "Device",
    "ErasureOrder",
    "Identifier",
    "KioskPreference",
    "KioskSecret",
    "KioskSession",
    "Learner",
    "LearnerRow",
    "Placement",
    "SharingChoice",
    "SignInAttempt",
    "SignInRelease",
    "StandingRows",
    "TimelineEvent",
    "tracked",
]
