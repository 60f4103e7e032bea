"""Needs as tests want them: valid by default, made by the app's own verbs."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.test import Client

from campus.accounts import actors
from campus.accounts.actors import Actor
from campus.core.models import written
from learners.models import Learner
from plans.assessments.models import AssessmentResult
from plans.needs import actions
from plans.needs.models import Challenge, Condition, Screener, Strength, SupportPlan, SupportStrategy
from plans.needs.rules.support_plans import Consulted, PlanContent
from tests.factories import providers
from tests.factories.accounts import posted

AT = dt.datetime(2026, 11, 10, 9, 0, tzinfo=dt.UTC)
EARLIER = AT - dt.timedelta(days=1)
TODAY = AT.date()
REVIEW_ON = dt.date(2027, 1, 20)


def nsm(place: str = "LEI") -> Actor:
    """Somebody who keeps needs and sees diagnoses."""
    return posted("NSM", place, given_name="Nadia", family_name="Malik")


def a_condition(learner: Learner, by: Actor | None = None, at: dt.datetime = AT, **changed: Any) -> Condition:
    wanted = {"code": "DYSLEXIA", "source": "SELF_DECLARED", "name": "", "details": "", **changed}
    return actions.add_condition(by=by or nsm(), learner_id=learner.id, at=at, **wanted)


def a_challenge(learner: Learner, by: Actor | None = None, at: dt.datetime = AT, **changed: Any) -> Challenge:
    wanted = {
        "code": "LITERACY_SKILLS_DEFAULT", "symptoms": "Reads slowly.", "how": ["EDUCATION_SKILLS_WORK"],
        "how_other": "", **changed,
    }  # fmt: skip
    return actions.add_challenge(by=by or nsm(), learner_id=learner.id, at=at, **wanted)


def a_strength(learner: Learner, by: Actor | None = None, at: dt.datetime = AT, **changed: Any) -> Strength:
    wanted = {
        "code": "PHYSICAL_SKILLS_DEFAULT", "symptoms": "Good with tools.", "how": ["SELF_DISCLOSURE"], "how_other": "",
        **changed,
    }  # fmt: skip
    return actions.add_strength(by=by or nsm(), learner_id=learner.id, at=at, **wanted)


def a_strategy(learner: Learner, by: Actor | None = None, at: dt.datetime = AT, **changed: Any) -> SupportStrategy:
    wanted = {"category": "LITERACY_SKILLS_DEFAULT", "detail": "Print on yellow paper.", **changed}
    return actions.add_strategy(by=by or nsm(), learner_id=learner.id, at=at, **wanted)


def a_screener(learner: Learner, by: Actor | None = None, at: dt.datetime = AT, **changed: Any) -> Screener:
    wanted = {"on": TODAY, "challenges": ["READING"], "strengths": ["EMPATHY"], **changed}
    return actions.add_screener(by=by or nsm(), learner_id=learner.id, at=at, **wanted)


def content(**changed: Any) -> PlanContent:
    wanted = {
        "person_says": "I need more time.", "adjustments": "Extra time\nShort tasks", "teacher_skills": "Be calm.",
        "access_arrangements": "A reader.", "lnsp_support": "Goes through the work.", "lnsp_hours": Decimal("1.5"),
        "anything_else": "", "consulted": (Consulted("Joanne Nash", "key worker"),), **changed,
    }  # fmt: skip
    return PlanContent(**wanted)


def a_plan(learner: Learner, by: Actor | None = None, at: dt.datetime = AT, **changed: Any) -> SupportPlan:
    """A support plan, for somebody of whom a challenge is recorded."""
    a_challenge(learner, by, at)
    wanted = {"content": content(), "has_ehcp": False, "review_on": REVIEW_ON, **changed}
    return actions.write_plan(by=by or nsm(), learner_id=learner.id, at=at, **wanted)


def an_aln_result(learner: Learner, outcome: str = "YES", on: dt.date = dt.date(2026, 10, 1)) -> AssessmentResult:
    """An assessment of additional needs, as plans.assessments keeps it, and what follows from it."""
    who = written(actors.system(), AT)
    result = AssessmentResult.objects.create(learner=learner, type="ALN", outcome=outcome, taken_on=on, **who)
    actions.recompute(learner_id=learner.id, by=actors.system(), at=AT)
    return result


def with_needs(learner: Learner) -> None:
    """At least one row of each kind."""
    place = learner.current_establishment_id or "LEI"
    by = nsm(place)
    a_condition(learner, by)
    a_strength(learner, by)
    a_strategy(learner, by)
    a_screener(learner, by)
    actions.decline(
        by=by, learner_id=learner.id, reason="EXEMPT_NOT_REQUIRED", detail="Not now, thank you.", at=EARLIER
    )
    plan = a_plan(learner, by)
    actions.review_plan(
        by=by, learner_id=learner.id, persons_view="It helps.", declined_to_take_part=False, on=TODAY,
        reviewers_view="Going well.", content=content(), next_review_on=REVIEW_ON, number=plan.number, at=AT,
    )  # fmt: skip


def ids_of(learner: Learner) -> dict[str, Any]:
    """What addresses about the needs of somebody with `with_needs` name, and something that they said themselves."""
    challenge = Challenge.objects.get(learner=learner, screener__isnull=True)
    said = actions.say_what_helps(by=themselves(learner), learner_id=learner.id, text="A quiet room", at=AT)
    return {
        "condition_id": Condition.objects.get(learner=learner).id, "challenge_id": challenge.id,
        "strength_id": Strength.objects.get(learner=learner, screener__isnull=True).id,
        "strategy_id": SupportStrategy.objects.get(learner=learner, told_by_person=False).id,
        "item_id": challenge.id, "kind": "challenges", "said_id": said.id,
    }  # fmt: skip


def themselves(learner: Learner) -> Actor:
    assert learner.user is not None
    return actors.for_learner(learner.user, learner.id, learner.current_establishment)


def staff(role: str = "NSM") -> Client:
    """Somebody who signed in at the staff door."""
    where = None if role.startswith(("NAT_", "DPO_")) else "LEI"
    return providers.signed_in(posted(role, where).user, "staff")


def tab(learner: Learner, tail: str = "") -> str:
    return f"/staff/people/{learner.id}/support/{tail}"


def page(client: Client, address: str) -> str:
    response = client.get(address, follow=True)
    assert response.status_code == 200, address
    return response.content.decode()
