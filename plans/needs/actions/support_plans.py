"""The support plan: writing, changing and reviewing it, turning it down; the EHCP. For those who edit needs."""

import datetime as dt
import uuid
from dataclasses import asdict

from django.db import transaction

from campus.accounts.actors import Actor
from campus.accounts.permissions import Permission
from campus.audit.recording import record
from campus.core import clock
from campus.core.errors import NotYours, StaleEdit
from campus.core.models import written
from learners import timeline
from learners.access import writable
from learners.models import Learner
from plans.needs.actions.standing import begin_review, refresh, settle
from plans.needs.models import (
    EhcpStatus,
    SupportPlan,
    SupportPlanDecline,
    SupportPlanReview,
    SupportPlanVersion,
    SupportSchedule,
)
from plans.needs.rules import recording
from plans.needs.rules import support_plans as rules
from plans.needs.rules.standing import ScheduleChange, SupportScheduleStatus
from plans.needs.rules.support_plans import PlanContent


@transaction.atomic
def write_plan(
    *, by: Actor, learner_id: uuid.UUID, content: PlanContent, has_ehcp: bool, review_on: dt.date, at: dt.datetime
) -> SupportPlan:
    """Write the person's first and only support plan. From now on its review is due on the date chosen."""
    learner = writable(by=by, learner_id=learner_id, permission=Permission.NEED_EDIT)
    has_plan = SupportPlan.objects.filter(learner=learner).exists()
    rules.check_may_plan(has_plan=has_plan, has_need=settle(learner, by=by, at=at).has_need)
    rules.check_content(content)
    rules.check_review_on(review_on, clock.london_date(at))
    plan = SupportPlan.objects.create(learner=learner, **written(by, at))
    _version(plan, content, review_on, by, at)
    _answer_ehcp(learner, has_ehcp, by, at)
    _withdraw_decline(learner, by, at)
    begin_review(learner, review_on=review_on, because=ScheduleChange.PLAN_WRITTEN, by=by, at=at)
    record(by=by, verb="support_plan.written", subject=plan)
    timeline.note("ELSP_CREATED", learner=learner, by=by, at=at, subject=plan)
    return plan


@transaction.atomic
def change_plan(*, by: Actor, learner_id: uuid.UUID, content: PlanContent, number: int, at: dt.datetime) -> SupportPlan:
    """Change the plan between reviews: another version, the same review date."""
    learner = writable(by=by, learner_id=learner_id, permission=Permission.NEED_EDIT)
    plan, before = _plan(learner, number)
    rules.check_content(content)
    if rules.differences(before.content, content):
        _version(plan, content, before.review_on, by, at)
        record(by=by, verb="support_plan.changed", subject=plan)
        timeline.note("ELSP_CHANGED", learner=learner, by=by, at=at, subject=plan)
    return plan


@transaction.atomic
def review_plan(
    *, by: Actor, learner_id: uuid.UUID, persons_view: str, declined_to_take_part: bool, reviewers_view: str,
    on: dt.date, content: PlanContent, next_review_on: dt.date, number: int, at: dt.datetime,
) -> SupportPlanReview:  # fmt: skip
    """Look at the plan with the person, change what needs changing, and say when next. Each review keeps the plan as it
    stood after it."""
    learner = writable(by=by, learner_id=learner_id, permission=Permission.NEED_EDIT)
    today = clock.london_date(at)
    plan, _ = _plan(learner, number)
    rules.check_review(
        persons_view=persons_view, declined=declined_to_take_part, reviewers_view=reviewers_view, on=on, today=today
    )
    rules.check_content(content)
    rules.check_review_on(next_review_on, today)
    due = SupportSchedule.objects.filter(learner=learner, status=SupportScheduleStatus.SCHEDULED).first()
    version = _version(plan, content, next_review_on, by, at)
    review = SupportPlanReview.objects.create(
        learner=learner, plan=plan, version=version, reviewed_on=on, persons_view=persons_view.strip(),
        declined_to_take_part=declined_to_take_part, reviewers_view=reviewers_view.strip(),
        was_due_on=due.deadline_on if due else None, **written(by, at),
    )  # fmt: skip
    begin_review(learner, review_on=next_review_on, because=ScheduleChange.REVIEWED, by=by, at=at)
    record(by=by, verb="support_plan.reviewed", subject=review)
    timeline.note("ELSP_REVIEW_CREATED", learner=learner, by=by, at=at, subject=review)
    return review


@transaction.atomic
def decline(*, by: Actor, learner_id: uuid.UUID, reason: str, detail: str, at: dt.datetime) -> SupportPlanDecline:
    """Keep that there will be no support plan, and why. Nothing is due until somebody asks again."""
    learner = writable(by=by, learner_id=learner_id, permission=Permission.NEED_EDIT)
    recording.check_may_decline(
        has_plan=SupportPlan.objects.filter(learner=learner).exists(),
        declined=SupportPlanDecline.objects.filter(learner=learner, withdrawn_at__isnull=True).exists(),
    )
    recording.check_decline(reason=reason, detail=detail)
    row = SupportPlanDecline.objects.create(learner=learner, reason=reason, detail=detail.strip(), **written(by, at))
    refresh(learner, because=ScheduleChange.DECLINED, by=by, at=at)
    record(by=by, verb="support_plan.declined", subject=row)
    timeline.note("ELSP_DECLINED", learner=learner, by=by, at=at, subject=row)
    return row


@transaction.atomic
def ask_again(*, by: Actor, learner_id: uuid.UUID, at: dt.datetime) -> None:
    """Take a refusal off: a plan is due again as the courses and needs of the person say."""
    learner = writable(by=by, learner_id=learner_id, permission=Permission.NEED_EDIT)
    row = _withdraw_decline(learner, by, at)
    recording.check_may_ask_again(declined=row is not None)
    refresh(learner, because=ScheduleChange.ASKED_AGAIN, by=by, at=at)
    record(by=by, verb="support_plan.asked_again", subject=learner)
    timeline.note("ELSP_ASKED_AGAIN", learner=learner, by=by, at=at, subject=row)


@transaction.atomic
def record_ehcp(*, by: Actor, learner_id: uuid.UUID, has_plan: bool, at: dt.datetime) -> EhcpStatus:
    """Keep whether the person has an education, health and care plan. The same answer again writes nothing."""
    return _answer_ehcp(writable(by=by, learner_id=learner_id, permission=Permission.NEED_EDIT), has_plan, by, at)


def _answer_ehcp(learner: Learner, has_plan: bool, by: Actor, at: dt.datetime) -> EhcpStatus:
    last = EhcpStatus.objects.filter(learner=learner).order_by("-created_at", "-id").first()
    if last and last.has_plan == has_plan:
        return last
    row = EhcpStatus.objects.create(learner=learner, has_plan=has_plan, **written(by, at))
    record(by=by, verb="ehcp.recorded", subject=row)
    timeline.note("EHCP_RECORDED", learner=learner, by=by, at=at, subject=row)
    return row


def _plan(learner: Learner, number: int) -> tuple[SupportPlan, SupportPlanVersion]:
    """The plan and the version that holds, or what somebody else has made of it since `number`."""
    plan = SupportPlan.objects.filter(learner=learner).first()
    rules.check_may_review(has_plan=plan is not None)
    if plan is None:
        raise NotYours("support plan")
    version = SupportPlanVersion.objects.get(plan=plan, number=plan.number)
    if plan.number != number:
        theirs = {name: str(getattr(version, name) or "") for name in ("person_says", *rules.TEXTS)}
        raise StaleEdit(theirs, plan.number)
    return plan, version


def _version(
    plan: SupportPlan, content: PlanContent, review_on: dt.date, by: Actor, at: dt.datetime
) -> SupportPlanVersion:
    last = plan.versions.order_by("-number").first()
    values = {name: value.strip() if isinstance(value, str) else value for name, value in asdict(content).items()}
    values["consulted"] = [asdict(one) for one in content.consulted]
    version = SupportPlanVersion.objects.create(
        learner_id=plan.learner_id, plan=plan, number=last.number + 1 if last else 1, review_on=review_on, **values,
        **written(by, at),
    )  # fmt: skip
    if last:
        plan.number = version.number
        plan.touch(by, at)
        plan.save()
    return version


def _withdraw_decline(learner: Learner, by: Actor, at: dt.datetime) -> SupportPlanDecline | None:
    row = SupportPlanDecline.objects.filter(learner=learner, withdrawn_at__isnull=True).first()
    if row:
        row.withdrawn_at, row.withdrawn_by = at, by.user
        row.touch(by, at)
        row.save()
    return row
