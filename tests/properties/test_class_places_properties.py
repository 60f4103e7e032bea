"""Places in a class over any run of events: never more held than there are, and no row of the record from a move."""

import contextlib
import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from campus.accounts import actors
from campus.core.errors import NotYours, Refused
from learners import digests
from learners.rules import MovementKind
from plans.courses import actions
from plans.courses.models import ClassPlace
from tests.factories import courses, providers
from tests.factories.learners import LearnerFactory

pytestmark = pytest.mark.django_db
AT, TODAY = courses.AT, courses.AT.date()
PEOPLE, PLACES = 3, 2
EVENTS = st.lists(
    st.tuples(
        st.sampled_from(["give", "end", "resume", "away", "back", "break", "return"]), st.integers(0, PEOPLE - 1)
    ),
    max_size=25,
)


class Room:
    """One class of two places, and three people who want them."""

    def __init__(self) -> None:
        self.course = courses.a_course()
        self.group = courses.a_class(self.course, places=PLACES)
        self.enrolments = [courses.enrolled(LearnerFactory(), self.course) for _ in range(PEOPLE)]
        self.by = courses.manager()

    def does(self, event: str, who: int) -> None:
        enrolment = self.enrolments[who]
        place = ClassPlace.objects.filter(enrolment=enrolment).exclude(state="ENDED").first()
        if event == "away":
            self.moves(enrolment)
        elif event == "back":
            providers.moved(enrolment.learner, to="LEI")
        elif event == "give":
            actions.give_place(by=self.by, enrolment_id=enrolment.id, class_id=self.group.id, at=AT)
        elif event == "break":
            actions.take_break(by=self.by, enrolment_id=enrolment.id, on=TODAY, until=None, at=AT)
        elif event == "return":
            actions.come_back(by=self.by, enrolment_id=enrolment.id, on=TODAY, at=AT)
        elif place is not None:
            verb = actions.end_place if event == "end" else actions.resume_place
            verb(by=self.by, place_id=place.id, at=AT)

    def moves(self, enrolment) -> None:
        before = digests.take(enrolment.learner_id)
        providers.moved(enrolment.learner, to="HLI")
        actions.on_movement(
            learner_id=enrolment.learner_id, kind=MovementKind.TRANSFER, from_code="LEI", on=TODAY,
            by=actors.system(), at=AT,
        )  # fmt: skip
        after = digests.take(enrolment.learner_id)
        assert after.root == before.root
        assert not ClassPlace.objects.filter(enrolment=enrolment, state="HELD").exists()


@settings(max_examples=25, deadline=dt.timedelta(seconds=20), suppress_health_check=list(HealthCheck))
@given(events=EVENTS)
def test_a_class_is_never_too_full_and_nobody_sits_twice(events):
    room = Room()
    for event, who in events:
        with contextlib.suppress(Refused, NotYours):
            room.does(event, who)
        held = ClassPlace.objects.filter(course_class=room.group, state="HELD")
        assert held.count() <= PLACES
        assert held.values("enrolment").distinct().count() == held.count()
        for enrolment in room.enrolments:
            enrolment.refresh_from_db()
            holds = ClassPlace.objects.filter(enrolment=enrolment, state="HELD").exists()
            assert not (enrolment.is_on_break and holds)
