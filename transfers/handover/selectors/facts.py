"""What the record says that the next prison should know first. No risk, and nothing of why somebody needs help."""

import uuid

from campus.core.components.dates import long_date
from plans.courses import selectors as courses
from plans.courses.models import CourseRequest
from plans.needs.selectors import adjustments_of
from plans.selectors import plan_of, schedules, voice
from providers.selectors import assignments_of
from transfers.handover.rules import Facts

MOST_OF_A_KIND = 5


def facts_of(learner_id: uuid.UUID) -> Facts:
    """In a fixed number of queries, however much the record holds."""
    session = schedules.next_session(learner_id)
    kind = "Induction" if session and session.is_induction else "Review"
    due_on = session.due_on if session else None
    return Facts(
        courses=_courses(learner_id),
        next_steps=_next_steps(learner_id),
        helps=adjustments_of([learner_id]).get(learner_id, [])[:MOST_OF_A_KIND],
        promised=_promised(learner_id),
        works_with=[f"{a.worker.name}, {a.organisation.name}" for a in assignments_of(learner_id) if a.is_open][
            :MOST_OF_A_KIND
        ],
        reviews=[f"{kind} by {long_date(due_on)}"] if due_on else [],
    )


def _courses(learner_id: uuid.UUID) -> list[str]:
    found = []
    for view in courses.education_of(learner_id):
        if view.enrolment.is_open:
            days = f", came on {view.came} of {view.marked} days" if view.marked else ""
            found.append(f"{view.enrolment.course.title}, since {long_date(view.enrolment.started_on)}{days}")
    return found[:MOST_OF_A_KIND]


def _next_steps(learner_id: uuid.UUID) -> list[str]:
    goals = plan_of(learner_id).goals
    return [f"{g.goal.title}: {g.next_step.title}" for g in goals if g.next_step][:MOST_OF_A_KIND]


def _promised(learner_id: uuid.UUID) -> list[str]:
    """What the person asked for and nobody has answered."""
    asked = voice.asked_by(learner_id)
    found = ["a meeting about the plan"] if asked.request else []
    found += [f"the goal “{one.title}”" for one in asked.proposals]
    wishes = CourseRequest.objects.waiting().filter(learner_id=learner_id).select_related("course")
    return [*found, *(f"a place on {one.course.title}" for one in wishes.order_by("created_at"))][:MOST_OF_A_KIND]
