"""What somebody who accepts must decide, and what can be chosen."""

import uuid
from dataclasses import dataclass

from campus.core import clock
from learners.models import Learner
from plans.courses.models import ClassPlace, CourseClass
from plans.courses.rules import PlaceState
from plans.courses.selectors import education_of, open_classes
from plans.models import Goal
from transfers.handover.rules import PlaceDecision, offered_for_place


@dataclass(frozen=True)
class Held:
    """A place in a class that a move put on hold: how far it went, and what can be done with it here."""

    place: ClassPlace
    title: str
    progress: str
    prison: str
    offered: list[PlaceDecision]
    classes: list[CourseClass]

    @property
    def sensible(self) -> PlaceDecision:
        """What is chosen beforehand: resume it, or leave it on hold. Nothing is let go unless somebody says so."""
        return PlaceDecision.RESUME if PlaceDecision.RESUME in self.offered else PlaceDecision.KEEP


def open_goals(learner_id: uuid.UUID) -> list[Goal]:
    return list(Goal.objects.filter(learner_id=learner_id).active().order_by("created_at", "id"))


def places_on_hold(learner: Learner) -> list[Held]:
    """Each place on hold of a course that still runs. A few queries, however many there are."""
    views = [v for v in education_of(learner.id) if v.enrolment.is_open and v.on_hold]
    if not views:
        return []
    code = learner.current_establishment_id or ""
    here = open_classes(code, on=clock.today())
    by_id = {group.id: group for group in here}
    found = []
    for view in views:
        title = view.enrolment.course.title
        for place in view.on_hold:
            if place.state != PlaceState.SUSPENDED:
                continue
            home = by_id.get(place.course_class_id)
            others = [
                g for g in here
                if g.offering.course_id == view.enrolment.course_id and _has_room(g) and g.id != place.course_class_id
            ]  # fmt: skip
            offered = offered_for_place(
                at_home=home is not None, has_room=home is not None and _has_room(home), has_classes=bool(others)
            )
            progress = f"Came on {view.came} of {view.marked} days" if view.marked else "No days marked yet"
            prison = place.course_class.offering.establishment.short_name
            found.append(Held(place, title, progress, prison, offered, others))
    return found


def _has_room(group: CourseClass) -> bool:
    return group.held < group.places  # type: ignore[attr-defined]
