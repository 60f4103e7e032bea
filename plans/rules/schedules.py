"""When an induction or a review is due, what may put it on hold, and what clearing that does.

Source: learners-plans-assessments.md 2.4, 2.5 and 2.6; every number of those sections stands in this module or in
`windows`. Pure: no database, no clock. Dates are Europe/London; days are calendar days.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from campus.core.errors import Refused

HOLD_WORDS_MOST = 200
DUE_SOON_MONTHS = 2  # an induction is listed as due from two months before its deadline


class ScheduleStatus(StrEnum):
    """Both kinds of schedule. An induction alone may wait for assessments or be held because of them."""

    PENDING = "PENDING_INITIAL_SCREENING_AND_ASSESSMENTS_FROM_CURIOUS"
    SCHEDULED = "SCHEDULED"
    COMPLETED = "COMPLETED"
    DRUG_OR_ALCOHOL = "EXEMPT_PRISONER_DRUG_OR_ALCOHOL_DEPENDENCY"
    OTHER_HEALTH = "EXEMPT_PRISONER_OTHER_HEALTH_ISSUES"
    FAILED_TO_ENGAGE = "EXEMPT_PRISONER_FAILED_TO_ENGAGE"
    ESCAPED = "EXEMPT_PRISONER_ESCAPED_OR_ABSCONDED"
    SAFETY = "EXEMPT_PRISONER_SAFETY_ISSUES"
    REGIME = "EXEMPT_PRISON_REGIME_CIRCUMSTANCES"
    REDEPLOYMENT = "EXEMPT_PRISON_STAFF_REDEPLOYMENT"
    SECURITY_ISSUE = "EXEMPT_PRISON_OPERATION_OR_SECURITY_ISSUE"
    RISK_TO_STAFF = "EXEMPT_SECURITY_ISSUE_RISK_TO_STAFF"
    TECHNICAL = "EXEMPT_SYSTEM_TECHNICAL_ISSUE"
    ASSESSMENT_IN_PROGRESS = "EXEMPT_SCREENING_AND_ASSESSMENT_IN_PROGRESS"
    ASSESSMENT_INCOMPLETE = "EXEMPT_SCREENING_AND_ASSESSMENT_INCOMPLETE"
    TRANSFERRED = "EXEMPT_PRISONER_TRANSFER"
    TEMPORARY_ABSENCE = "EXEMPT_TEMP_ABSENCE"
    RELEASED = "EXEMPT_PRISONER_RELEASE"
    HOSPITAL = "EXEMPT_PRISONER_RELEASE_HOSPITAL"
    DIED = "EXEMPT_PRISONER_DEATH"
    MERGED = "EXEMPT_PRISONER_MERGE"
    UNKNOWN = "EXEMPT_UNKNOWN"


class Pause(StrEnum):
    """What kind of pause a status is, which decides the days that clearing it gives."""

    EXEMPTION = "EXEMPTION"
    EXCLUSION = "EXCLUSION"


@dataclass(frozen=True)
class Hold:
    """A reason for which staff may put a session on hold, in words for staff."""

    status: ScheduleStatus
    pause: Pause
    label: str
    meaning: str
    tells_of_risk: bool = False


S, E, X = ScheduleStatus, Pause.EXEMPTION, Pause.EXCLUSION
HOLDS: tuple[Hold, ...] = (
    Hold(S.DRUG_OR_ALCOHOL, X, "Drug or alcohol treatment", "They are in treatment and cannot take part."),
    Hold(S.OTHER_HEALTH, X, "Other health treatment", "Another illness or treatment keeps them away."),
    Hold(S.FAILED_TO_ENGAGE, E, "Will not take part", "They refuse, and you have tried what you can."),
    Hold(S.ESCAPED, E, "Escaped or absconded", "They left custody or did not come back.", True),
    Hold(S.SAFETY, X, "Not safe to attend", "They can neither be seen in their cell nor be moved.", True),
    Hold(S.REGIME, X, "Change of regime", "Something at the prison that you cannot change."),
    Hold(S.REDEPLOYMENT, E, "No staff to escort", "Staff were needed elsewhere."),
    Hold(S.SECURITY_ISSUE, E, "Incident or retraining", "An operational or security incident that lasts for days."),
    Hold(S.RISK_TO_STAFF, X, "Risk to staff", "A session would put staff at risk.", True),
    Hold(S.TECHNICAL, E, "This service was down", "The session is entered late for that reason. It is not held."),
    Hold(S.ASSESSMENT_IN_PROGRESS, E, "Assessments still running", "A suspected need is being looked into."),
    Hold(S.ASSESSMENT_INCOMPLETE, E, "Assessments not complete", "The session would be poor without the results."),
)
HOLD_BY_STATUS = {hold.status: hold for hold in HOLDS}
USER_SET = frozenset(HOLD_BY_STATUS)
INDUCTION_ONLY = frozenset({S.PENDING, S.ASSESSMENT_IN_PROGRESS, S.ASSESSMENT_INCOMPLETE})
REVIEW_ONLY = frozenset({S.UNKNOWN})
AUTOMATIC = frozenset({
    S.TRANSFERRED, S.TEMPORARY_ABSENCE, S.RELEASED, S.HOSPITAL, S.DIED, S.MERGED, S.UNKNOWN,
})  # fmt: skip
EXEMPT = USER_SET | AUTOMATIC
INDUCTION_STATUSES = tuple(s for s in S if s not in REVIEW_ONLY)
REVIEW_STATUSES = tuple(s for s in S if s not in INDUCTION_ONLY)
# A review schedule that still stands in the way of another one (2.6, "Active").
ACTIVE_REVIEW = frozenset({S.SCHEDULED, S.TEMPORARY_ABSENCE}) | (USER_SET - INDUCTION_ONLY)

EXEMPTION_DAYS, EXCLUSION_DAYS, TECHNICAL_DAYS, UNKNOWN_DAYS = 5, 10, 5, 10


class Contract(StrEnum):
    PEF = "PEF"
    PES = "PES"


class InductionRule(StrEnum):
    NEW_PRISON_ADMISSION = "NEW_PRISON_ADMISSION"
    EXTENDED = "NEW_PRISON_ADMISSION_EXTENDED_DEADLINE_PERIOD"
    EXISTING_PRISONER = "EXISTING_PRISONER"


PEF_DAYS, PEF_HOLIDAY_DAYS, PES_DAYS = 20, 25, 10


@dataclass(frozen=True)
class Period:
    """Days from the first to the last, both included."""

    starts_on: dt.date
    ends_on: dt.date

    def holds(self, on: dt.date) -> bool:
        return self.starts_on <= on <= self.ends_on


@dataclass(frozen=True)
class ContractFrom:
    contract: Contract
    starts_on: dt.date


# What the service started with; a prison's own dates and later holidays are rows (plans.models.terms).
HOLIDAYS: tuple[Period, ...] = (Period(dt.date(2025, 12, 20), dt.date(2026, 1, 1)),)
CONTRACTS: tuple[ContractFrom, ...] = (
    ContractFrom(Contract.PEF, dt.date(2019, 4, 1)), ContractFrom(Contract.PES, dt.date(2026, 9, 2)),
)  # fmt: skip


@dataclass(frozen=True)
class InductionDue:
    """When an induction is due. No date while assessments are awaited."""

    status: ScheduleStatus
    due_on: dt.date | None
    rule: InductionRule


def induction_due(
    *, contract: Contract, on: dt.date, admitted: dt.date, assessed: dt.date | None = None,
    transferred: dt.date | None = None, holidays: Sequence[Period] = HOLIDAYS,
) -> InductionDue:  # fmt: skip
    """The deadline of an induction, worked out on a day (2.4).

    PEF: 20 days from the later of admission and that day, 25 in a holiday period; 20 flat after a transfer. PES: none
    until all assessments are done, then 10 days from that day (from the day itself after a transfer).
    """
    if contract == Contract.PES:
        return _pes_due(on, admitted, assessed, transferred)
    if transferred is not None:
        due_on = max(on, transferred) + dt.timedelta(days=PEF_DAYS)
        return InductionDue(S.SCHEDULED, due_on, InductionRule.NEW_PRISON_ADMISSION)
    base = max(on, admitted)
    if any(period.holds(base) for period in holidays):
        return InductionDue(S.SCHEDULED, base + dt.timedelta(days=PEF_HOLIDAY_DAYS), InductionRule.EXTENDED)
    return InductionDue(S.SCHEDULED, base + dt.timedelta(days=PEF_DAYS), InductionRule.NEW_PRISON_ADMISSION)


def _pes_due(
    on: dt.date, admitted: dt.date, assessed: dt.date | None, transferred: dt.date | None
) -> InductionDue:  # fmt: skip
    rule = InductionRule.NEW_PRISON_ADMISSION
    if assessed is None:
        return InductionDue(S.PENDING, None, rule)
    base = max(assessed, admitted) if transferred is None else max(on, transferred)
    return InductionDue(S.SCHEDULED, base + dt.timedelta(days=PES_DAYS), rule)


def contract_on(on: dt.date, terms: Sequence[ContractFrom] = CONTRACTS) -> Contract:
    """The contract that holds on a day: the latest that has begun, PEF before any."""
    begun = [term for term in terms if term.starts_on <= on]
    return max(begun, key=lambda term: term.starts_on).contract if begun else Contract.PEF


def extension_days(status: ScheduleStatus) -> int:
    """How many days clearing a pause gives (2.5, 1)."""
    if status == S.TECHNICAL:
        return TECHNICAL_DAYS
    if status == S.UNKNOWN:
        return UNKNOWN_DAYS
    hold = HOLD_BY_STATUS.get(status)
    return EXCLUSION_DAYS if hold and hold.pause == Pause.EXCLUSION else EXEMPTION_DAYS


def is_overdue(due_on: dt.date | None, on: dt.date) -> bool:
    return due_on is not None and due_on < on


def date_after_clearing(
    *, status: ScheduleStatus, due_on: dt.date, exempted_on: dt.date, on: dt.date, always_extend: bool = False
) -> dt.date:
    """The deadline once a pause is cleared (2.5): never earlier than it was, and no gain for what was late already."""
    if status not in EXEMPT:
        raise Refused("This session is not on hold.")
    keeps_its_lateness = status in USER_SET or status == S.TEMPORARY_ABSENCE
    if keeps_its_lateness and is_overdue(due_on, exempted_on) and not always_extend:
        return due_on
    return max(on + dt.timedelta(days=extension_days(status)), due_on)


def check_may_hold(*, status: str, reason: str, is_induction: bool) -> None:
    """Whether staff may put a session with this status on hold for this reason."""
    if status == S.COMPLETED:
        raise Refused("This session is done. It cannot be put on hold.")
    if status == S.PENDING:
        raise Refused("This session waits for assessments. It is dated when they are done.")
    if status in EXEMPT:
        raise Refused("This session is already on hold. Restart it first.")
    if reason not in USER_SET or (not is_induction and reason in INDUCTION_ONLY):
        raise Refused("Choose why the session is on hold", field="reason")


def may_hold(*, status: str, is_induction: bool) -> bool:
    try:
        check_may_hold(status=status, reason=S.OTHER_HEALTH, is_induction=is_induction)
    except Refused:
        return False
    return True


def check_may_restart(*, status: str) -> None:
    """Whether staff may take a session off hold. What the campus itself paused, the campus itself restarts."""
    if status in AUTOMATIC:
        raise Refused("This session was paused because the person moved or left. It restarts by itself.")
    if status not in USER_SET:
        raise Refused("This session is not on hold.")


def may_restart(*, status: str) -> bool:
    try:
        check_may_restart(status=status)
    except Refused:
        return False
    return True


def check_may_change(*, status: str) -> None:
    """A completed schedule never changes (section 9, 2)."""
    if status == S.COMPLETED:
        raise Refused("This session is done. It cannot be changed.")
