"""What a support plan and its reviews hold (3.3). Pure: no database, no clock."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any

from campus.core.errors import Refused
from campus.core.months import add_months
from plans.needs.rules.recording import CONSULTED_MOST, HOURS_MOST, NAME_MOST, TEXT_MOST, check_length, check_text

REVIEW_WITHIN_MONTHS = 3  # 3.3, and "Deadline numbers in one place"


@dataclass(frozen=True)
class Consulted:
    """Somebody else who was asked."""

    name: str
    role: str


@dataclass(frozen=True)
class PlanContent:
    """All that one version of a support plan says."""

    person_says: str
    adjustments: str = ""
    teacher_skills: str = ""
    access_arrangements: str = ""
    lnsp_support: str = ""
    lnsp_hours: Decimal | None = None
    anything_else: str = ""
    consulted: tuple[Consulted, ...] = field(default_factory=tuple)
    written_with_name: str = ""
    written_with_role: str = ""


TEXTS = ("adjustments", "teacher_skills", "access_arrangements", "lnsp_support", "anything_else")


def differences(before: PlanContent, after: PlanContent) -> Mapping[str, tuple[Any, Any]]:
    """The parts that are not the same, each as (before, after)."""
    old, new = asdict(before), asdict(after)
    return {name: (old[name], new[name]) for name in old if old[name] != new[name]}


def check_content(content: PlanContent) -> None:
    """What the person says is never missing, and hours of specialist support are said where there is such support."""
    check_text(content.person_says, field="person_says", sentence="Write what the person feels they need")
    for name in TEXTS:
        check_length(getattr(content, name), field=name, most=TEXT_MOST)
    if content.lnsp_support.strip() and content.lnsp_hours is None:
        raise Refused("Enter the hours of support each week", field="lnsp_hours")
    if content.lnsp_hours is not None and not content.lnsp_support.strip():
        raise Refused("Write what the support practitioner does", field="lnsp_support")
    if content.lnsp_hours is not None and not 0 < content.lnsp_hours <= HOURS_MOST:
        raise Refused(f"Hours each week must be more than 0 and at most {HOURS_MOST}", field="lnsp_hours")
    _check_people(content)


def _check_people(content: PlanContent) -> None:
    if len(content.consulted) > CONSULTED_MOST:
        raise Refused(f"Name at most {CONSULTED_MOST} people", field="consulted")
    for one in content.consulted:
        check_text(one.name, field="consulted", sentence="Write the name of each person you asked", most=NAME_MOST)
        check_length(one.role, field="consulted", most=NAME_MOST)
    check_length(content.written_with_name, field="written_with_name", most=NAME_MOST)
    check_length(content.written_with_role, field="written_with_role", most=NAME_MOST)
    if content.written_with_name.strip() and not content.written_with_role.strip():
        raise Refused("Enter the role of the person who wrote the plan", field="written_with_role")


def latest_review_on(today: dt.date) -> dt.date:
    return add_months(today, REVIEW_WITHIN_MONTHS)


def check_review_on(review_on: dt.date, today: dt.date) -> None:
    """A review is after today and within three months."""
    if review_on <= today:
        raise Refused("Review date must be after today", field="review_on")
    if review_on > latest_review_on(today):
        raise Refused(f"Review date must be within {REVIEW_WITHIN_MONTHS} months", field="review_on")


def check_may_plan(*, has_plan: bool, has_need: bool) -> None:
    """Whether a support plan may be begun: existing needs come first (3.3)."""
    if has_plan:
        raise Refused("There is a support plan already. Review it instead.")
    if not has_need:
        raise Refused("Record a challenge or a condition first. A support plan answers a need.")


def check_may_review(*, has_plan: bool) -> None:
    if not has_plan:
        raise Refused("There is no support plan yet. Write it first.")


def check_review(*, persons_view: str, declined: bool, reviewers_view: str, on: dt.date, today: dt.date) -> None:
    """Either what the person thinks of their progress, or that they did not want to say; never both or neither."""
    if on > today:
        raise Refused("Date of the review must be today or earlier", field="on")
    if declined and persons_view.strip():
        raise Refused("Leave the person’s view empty, or take off “declined to take part”", field="persons_view")
    if not declined:
        check_text(persons_view, field="persons_view", sentence="Write how the person thinks it is going")
    check_text(reviewers_view, field="reviewers_view", sentence="Write how you think it is going")
