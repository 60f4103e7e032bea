"""Results, matches and what was read from outside, valid by default, made by the app's own verbs."""

import datetime as dt
import itertools
from decimal import Decimal
from typing import Any

from campus.accounts import actors
from campus.accounts.actors import Actor
from learners.models import Learner
from learners.rules import ULN_REMAINDER, ULN_WEIGHTS
from plans.assessments import actions, rules
from plans.assessments.learning_records import Read
from plans.assessments.models import AssessmentResult, UlnMatch
from plans.assessments.rules.types import SPECS, AssessmentType
from tests.factories.accounts import posted

AT = dt.datetime(2026, 11, 20, 10, 0, tzinfo=dt.UTC)
TODAY = AT.date()
ULN = "9276308686"
_places = itertools.count(100_000_001)


def next_uln() -> str:
    """A true number that nobody has been given yet."""
    while True:
        first = str(next(_places))
        check = (ULN_REMAINDER - sum(int(d) * w for d, w in zip(first, ULN_WEIGHTS, strict=False))) % 11
        if check < 10:
            return f"{first}{check}"


def taken(kind: str = "MATHS", on: dt.date = TODAY, **changed: Any) -> rules.Taken:
    spec = SPECS[AssessmentType(kind)]
    values: dict[str, Any] = {"outcome": next(iter(spec.outcomes), ""), "consent": True if spec.asks_consent else None}
    if spec.banding:
        values |= {"outcome": "LEVEL_1" if kind == "DIGITAL" else "ENTRY_3", "banding": Decimal("1.4")}
    return rules.Taken(AssessmentType(kind), on, **{**values, "assessor": "Jo Nash", "tool": "BKSB", **changed})


def a_result(
    learner: Learner, kind: str = "MATHS", *, by: Actor | None = None, at: dt.datetime = AT, **changed: Any
) -> AssessmentResult:
    return actions.record_result(
        by=by or posted("TUTOR", learner.current_establishment_id), learner_id=learner.id, at=at,
        taken=taken(kind, **changed),
    )  # fmt: skip


def imported(learner: Learner, kind: str = "MATHS", *, at: dt.datetime = AT, **changed: Any) -> AssessmentResult:
    by = posted("EDU_MGR", learner.current_establishment_id)
    row, _ = actions.import_result(by=by, learner_id=learner.id, taken=taken(kind, **changed), at=at)
    return row


def matched(learner: Learner, uln: str = ULN, *, by: Actor | None = None, at: dt.datetime = AT) -> UlnMatch:
    found = actions.Match(uln, rules.Outcome.EXACT, 1, learner.given_name, learner.family_name)
    return actions.match(
        by=by or posted("CIAG", learner.current_establishment_id), learner_id=learner.id, found=found, at=at
    )


def an_event(event_id: str = "1", **changed: Any) -> dict[str, Any]:
    return {
        "event_id": event_id, "provider_ukprn": "10005534", "provider_name": "Park Lane College", "awarded_by": "AQA",
        "awarded_by_ukprn": "10003388", "qualification_type": "GCSE", "subject_code": "50012345",
        "subject": "Mathematics", "level": "Level 2", "grade": "5", "credits": 10,
        "awarded_on": dt.date(2012, 8, 20), "began_on": dt.date(2011, 9, 3), "ended_on": dt.date(2012, 6, 28),
        "status": "F", "source": "AO", "loaded_on": dt.date(2012, 10, 1), "under_challenge": False, "language": "EN",
        "collection_type": "W", "return_number": "02", **changed,
    }  # fmt: skip


def was_read(
    learner: Learner, *events: dict[str, Any], uln: str = ULN, outcome: str = "EXACT", at: dt.datetime = AT
) -> Any:
    read = Read(rules.Outcome(outcome), uln, uln, events)
    return actions.store_reading(by=actors.system(), learner_id=learner.id, read=read, at=at)


def with_assessments(learner: Learner) -> None:
    """At least one row of each kind: results, a reason to test again, a match and what was read."""
    was = AT - dt.timedelta(days=10)
    for kind in ("ENGLISH", "MATHS", "ALN"):
        a_result(learner, kind, on=was.date(), at=was)
    tutor = posted("TUTOR", learner.current_establishment_id)
    actions.override(
        by=tutor, learner_id=learner.id, kind=AssessmentType.MATHS, reason="LEARNER_ASKED", words="", at=was
    )
    uln = matched(learner, next_uln(), at=was).uln
    was_read(learner, an_event(), uln=uln, at=was)
