"""What an erasure takes beside the kinds of the record, what it only empties, and what stays with the reason.

The kinds themselves, with every version of every row, go by the one list of what a record is (`learners.record_kinds`).
Each model that is exempt from that list is here, once; a test finds one that is not. An app above this one adds its own
in its `apps.py`: `what_goes.add(Goes(...))`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from jobs.cvs.models import CvGrant, CvRendering, Document
from learners.models import (
    AccessWindow,
    ErasureOrder,
    KioskPreference,
    KioskSecret,
    KioskSession,
    Placement,
    SignInAttempt,
    SignInRelease,
    TimelineEvent,
)
from plans.models import Correction, PlanPrint
from providers.messaging.models import Notice
from transfers.handover.models import HandOver, HandOverVersion, LateContribution
from transfers.merges.models import Allocation, IdentityRequest, MergeCase, NeverSame, StewardTask
from transfers.models import Manifest, TransferCase, TransferException, TransferTransition
from transfers.packages.models import (
    AccessCase,
    AccessItem,
    AccessSection,
    PackageCase,
    ReceivedPackage,
    ReceivedRow,
)
from transfers.rights.models import LegalHold


@dataclass(frozen=True)
class Goes:
    """Rows that are no part of the record and go with the whole of it. `leads` is the way to the person's key."""

    model: type[Model]
    leads: str = "learner_id"


@dataclass(frozen=True)
class Emptied:
    """Rows that stay, to say that something was done, without what they say of the person."""

    model: type[Model]
    leads: tuple[str, ...]
    values: Mapping[str, Any] = field(default_factory=dict)


GONE = "Erased"

GOES: list[Goes] = [
    Goes(CvGrant, "content_object__learner_id"),
    Goes(Placement),
    Goes(AccessWindow),
    Goes(KioskSecret),
    Goes(KioskSession),
    Goes(KioskPreference),
    Goes(SignInAttempt),
    Goes(SignInRelease),
    Goes(HandOverVersion),
    Goes(HandOver),
    Goes(LateContribution),
    Goes(AccessItem, "section__case__learner_id"),
    Goes(AccessSection, "case__learner_id"),
    Goes(AccessCase),
    Goes(PackageCase),
    Goes(ReceivedRow, "package__learner_id"),
]

EMPTIED: list[Emptied] = [
    Emptied(TransferException, ("learner_id",), {"problems": []}),
    # The package stays known by its number, so that the same one cannot bring back what was erased.
    Emptied(ReceivedPackage, ("learner_id",), {"manifest": {}, "result": {}, "words": "", "file_name": ""}),
    Emptied(MergeCase, ("survivor_id", "removed_id"), {"stood": {}, "numbers": [], "problems": []}),
    Emptied(IdentityRequest, ("learner_id", "other_id"), {"reason": GONE, "words": ""}),
    Emptied(Allocation, ("learner_id", "other_id"), {"words": ""}),
    Emptied(StewardTask, ("learner_id", "other_id"), {"facts": {}}),
]

STAYS: dict[type[Model], str] = {
    ErasureOrder: "the order itself: it proves that the decrease was law",
    LegalHold: "that the law needed the record, and when",
    TransferCase: "that there was a move, between which prisons and when; it names nobody",
    TransferTransition: "a step of such a move, and who made it",
    Manifest: "how many rows there were, and a digest: nothing can be read from it",
    NeverSame: "that two keys are not one person",
    Notice: "an e-mail to a worker that names nobody",
}

# A row that repeats what another said: it goes with the row whose key is in the column.
REPEATS: list[tuple[type[Model], str]] = [(TimelineEvent, "subject_id"), (Correction, "about_id")]

# The columns that hold names of files in the store, of every model that has any.
FILES: dict[type[Model], tuple[str, ...]] = {
    Document: ("file_name",),
    CvRendering: ("file_name", "pictures"),
    PlanPrint: ("file_name",),
    PackageCase: ("file_name", "paper_name"),
    AccessCase: ("file_name",),
    ReceivedPackage: ("file_name",),
}


def add(one: Goes | Emptied) -> None:
    """Said by an app above this one, once, in its `apps.py`."""
    if isinstance(one, Goes) and one not in GOES:
        GOES.append(one)
    if isinstance(one, Emptied) and one not in EMPTIED:
        EMPTIED.append(one)
