"""What a goal can be linked to, and which linked things are done."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q

from plans.assessments.models import LearningEvent
from plans.assessments.rules.qualifications import NOT_PASSED
from plans.courses import selectors as courses
from plans.courses.models import Course
from plans.models import Goal
from plans.rules import GoalStatus, StepStatus, induction
from plans.rules.closing import Because


def work_types() -> list[tuple[str, str]]:
    """The kinds of work, each with its words."""
    return list(induction.WORK_TYPES.items())


def is_course(course_id: uuid.UUID) -> bool:
    """Whether a goal may be linked to this course from now on."""
    return Course.objects.filter(id=course_id, withdrawn_on__isnull=True).exists()


def courses_for(code: str | None, linked: uuid.UUID | None = None) -> list[tuple[str, str]]:
    """The courses that a prison offers now, and the one that is linked already, as a form takes them."""
    offered = Q(withdrawn_on__isnull=True, offerings__establishment_id=code, offerings__ends_on__isnull=True)
    rows = Course.objects.filter(offered | Q(id=linked)).distinct().order_by("title", "id")
    return [(str(course.id), f"{course.title}, {course.level}" if course.level else course.title) for course in rows]


@dataclass(frozen=True)
class Suggestion:
    """Why a goal may be complete. `what` names the course or qualification."""

    goal_id: uuid.UUID
    because: Because
    what: str = ""


def suggested_completions(learner_id: uuid.UUID) -> dict[uuid.UUID, Suggestion]:
    """The goals in progress whose linked course or qualification is done, or all of whose steps are."""
    rows = Goal.objects.filter(learner_id=learner_id, status=GoalStatus.ACTIVE).select_related("course")
    return suggestions_for(list(rows.prefetch_related("steps")))


def suggestions_for(goals: Sequence[Goal]) -> dict[uuid.UUID, Suggestion]:
    """The same for goals of one person in hand, with their courses and steps: two queries at most."""
    completed = _completed([goal for goal in goals if goal.course_id])
    qualifications = _verified([goal for goal in goals if goal.qualification])
    found = {}
    for goal in goals:
        if goal.course is not None and goal.course_id in completed:
            found[goal.id] = Suggestion(goal.id, Because.COURSE, goal.course.title)
        elif goal.qualification and goal.qualification.casefold() in qualifications:
            found[goal.id] = Suggestion(goal.id, Because.QUALIFICATION, goal.qualification)
        elif _all_done(goal):
            found[goal.id] = Suggestion(goal.id, Because.STEPS)
    return found


def _all_done(goal: Goal) -> bool:
    live = [step for step in goal.steps.all() if step.removed_at is None]
    return bool(live) and all(step.status == StepStatus.COMPLETE for step in live)


def _completed(goals: Sequence[Goal]) -> set[uuid.UUID]:
    if not goals:
        return set()
    owner = goals[0].learner_id
    return courses.completed_course_ids([owner]).get(owner, set())


def _verified(goals: Sequence[Goal]) -> set[str]:
    """The titles of what an awarding organisation vouches for on the person's learning record."""
    if not goals:
        return set()
    rows = LearningEvent.objects.filter(learner_id=goals[0].learner_id, withdrawn_at__isnull=True)
    passed = [event for event in rows if event.is_verified and event.grade.strip().upper() not in NOT_PASSED]
    return {title.casefold() for event in passed for title in titles_of(event)}


def titles_of(event: LearningEvent) -> Iterable[str]:
    """The ways in which people write a qualification that the record names by parts."""
    parts = [event.level, event.qualification_type, event.subject]
    kept = [part.strip() for part in parts if part.strip()]
    return {event.subject.strip(), " ".join(kept), " ".join(kept[:1] + kept[2:]), str(event)} - {""}
