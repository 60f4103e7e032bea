"""What makes a result a true one, and what may happen to it afterwards."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from campus.core.errors import Refused
from plans.assessments.rules.types import (
    ACCOMMODATIONS,
    MODES,
    REASONS,
    REFERRALS,
    SPECS,
    AssessmentType,
)

TOOL_MOST = 100
NAME_MOST = 200  # assessor and provider
REASON_MOST = 200  # "evidence" and "archive other" of section 9
MINUTES_MOST = 600
LEGACY_TEXT_MOST = 500
# interfaces.md: an event may be a day ahead; a test that was taken may not.
EARLIEST = dt.date(1990, 1, 1)


class Source(StrEnum):
    CAMPUS = "CAMPUS"
    IMPORT = "IMPORT"
    LEGACY = "LEGACY"
    LRS = "LRS"


SOURCES = {
    Source.CAMPUS: "Recorded here", Source.IMPORT: "From a file", Source.LEGACY: "From the old service",
    Source.LRS: "From the Learning Records Service",
}  # fmt: skip


class ResultState(StrEnum):
    CURRENT = "CURRENT"
    CORRECTED = "CORRECTED"
    VOID = "VOID"


@dataclass(frozen=True)
class Taken:
    """One assessment as it was taken: what a form, a line of a file or another service says of it."""

    type: AssessmentType
    taken_on: dt.date
    outcome: str = ""
    banding: Decimal | None = None
    reason: str = "ARRIVAL"
    consent: bool | None = None
    referrals: tuple[str, ...] = ()
    next_step: str = ""
    place_code: str = ""
    place_name: str = ""
    assessor: str = ""
    provider: str = ""
    tool: str = ""
    minutes: int | None = None
    mode: str = ""
    accommodations: tuple[str, ...] = ()
    legacy_text: str = ""


def check_result(taken: Taken, *, today: dt.date) -> None:
    """A result is of its type: one of its outcomes, a banding in its range, only what its type asks."""
    spec = SPECS[taken.type]
    check_taken_on(taken.taken_on, today=today)
    check_outcome(taken.type, taken.outcome, taken.legacy_text)
    check_banding(taken.type, taken.banding)
    if taken.next_step and taken.next_step not in spec.next_steps:
        raise Refused(f"Choose a next step that goes with {spec.name}", field="next_step")
    if not spec.asks_consent and (taken.consent is not None or taken.referrals):
        raise Refused(f"No consent or referral is recorded for {spec.name}", field="consent")
    _check_known(taken.referrals, REFERRALS, "referrals")
    _check_known(taken.accommodations, ACCOMMODATIONS, "accommodations")
    _check_known([taken.mode] if taken.mode else [], MODES, "mode")
    _check_known([taken.reason] if taken.reason else [], REASONS, "reason")
    if taken.minutes is not None and not 0 < taken.minutes <= MINUTES_MOST:
        raise Refused(f"Minutes must be from 1 to {MINUTES_MOST}", field="minutes")
    _check_lengths(taken)


def check_consent(taken: Taken) -> None:
    """Whoever records a result here says whether the person agreed. A file may not say it."""
    if SPECS[taken.type].asks_consent and taken.consent is None:
        raise Refused("Choose whether the person agreed", field="consent")


def check_taken_on(taken_on: dt.date, *, today: dt.date) -> None:
    if taken_on > today:
        raise Refused("The date of the assessment must be today or earlier", field="taken_on")
    if taken_on < EARLIEST:
        raise Refused("The date of the assessment is too long ago. Look at the year.", field="taken_on")


def check_outcome(kind: AssessmentType, outcome: str, legacy_text: str = "") -> None:
    spec = SPECS[kind]
    if spec.is_legacy and legacy_text and (not outcome or outcome in spec.outcomes):
        return
    if outcome not in spec.outcomes:
        what = "level" if spec.banding else "outcome"
        raise Refused(f"Choose the {what} of the {spec.name} assessment", field="outcome")


def check_banding(kind: AssessmentType, banding: Decimal | None) -> None:
    """A banding has one decimal and lies in the range of its type; other types have none."""
    if banding is None:
        return
    limits = SPECS[kind].banding
    if limits is None:
        raise Refused(f"A {SPECS[kind].name} assessment has no banding", field="banding")
    low, high = limits
    if not low <= banding <= high or banding != banding.quantize(Decimal("0.1")):
        raise Refused(f"Banding is a number from {low} to {high} with one decimal", field="banding")


def banding_of(text: str) -> Decimal | None:
    """The number that was typed, or None for nothing. Raises Refused for anything else."""
    if not text.strip():
        return None
    try:
        found = Decimal(text.strip())
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite():
        raise Refused("Banding is a number with one decimal, like 2.4", field="banding")
    return found


def check_may_correct(*, state: str, is_legacy: bool) -> None:
    if is_legacy:
        raise Refused("This came from the old service and cannot be changed. Record a new result.")
    if state == ResultState.CORRECTED:
        raise Refused("This result was corrected already. Correct the newer one.")
    if state == ResultState.VOID:
        raise Refused("This result was taken out of use. Record a new one.")


def check_may_void(*, state: str) -> None:
    if state == ResultState.CORRECTED:
        raise Refused("This result was corrected already. Take the newer one out of use.")
    if state == ResultState.VOID:
        raise Refused("This result is out of use already.")


def check_reason(words: str) -> None:
    """Why a result was corrected or taken out of use: it stays beside the original for good."""
    if not words.strip():
        raise Refused("Write why", field="why")
    if len(words) > REASON_MOST:
        raise Refused(f"Use {REASON_MOST} letters or fewer", field="why")


def _check_known(chosen: Iterable[str], known: Mapping[str, str], field: str) -> None:
    for code in chosen:
        if code not in known:
            raise Refused("Choose from the list", field=field)


def _check_lengths(taken: Taken) -> None:
    limits = {
        "tool": TOOL_MOST, "assessor": NAME_MOST, "provider": NAME_MOST, "legacy_text": LEGACY_TEXT_MOST,
    }  # fmt: skip
    for name, most in limits.items():
        if len(getattr(taken, name)) > most:
            raise Refused(f"Use {most} letters or fewer", field=name)
