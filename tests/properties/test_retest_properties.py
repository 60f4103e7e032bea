"""The guard finds the earlier result in every life: moves, several numbers, files, corrections, records from outside.

A plain list of what was done to a person is kept beside the campus; after each life the two must agree about each
subject, on the day itself and at the edges of each result's year.
"""

import datetime as dt
import itertools
import json
import uuid
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from campus.accounts.actors import Actor
from campus.core.errors import Refused
from learners.models import Identifier, Learner
from plans.assessments import actions, importing, selectors
from plans.assessments.models import AssessmentResult
from plans.assessments.rules.types import AssessmentType
from tests.factories.accounts import posted
from tests.factories.assessments import an_event, matched, next_uln, taken, was_read
from tests.factories.learners import LearnerFactory, next_prison_number, provenance
from transfers.actions import inbox

pytestmark = pytest.mark.django_db
LIVES = 1_000
TODAY = dt.date(2026, 11, 20)
PLACES = ("LEI", "HLI", "WLI", "MDI")
SUBJECTS = ("MATHS", "ENGLISH", "READING", "ALN")
OUTCOMES = {
    "MATHS": ("ENTRY_3", "LEVEL_1"), "ENGLISH": ("ENTRY_2", "LEVEL_2"), "READING": ("NEW_READER", "EMERGING_READER"),
    "ALN": ("YES", "NO"),
}  # fmt: skip
# Around the edge of a year, where a guard goes wrong, and anywhere else.
DAYS_AGO = st.one_of(st.integers(360, 370), st.integers(0, 1200))
SUBJECT = st.sampled_from(SUBJECTS)
STEP = st.one_of(
    st.tuples(st.just("test"), SUBJECT, DAYS_AGO, st.integers(0, 1)),
    st.tuples(st.just("file"), SUBJECT, DAYS_AGO, st.integers(0, 1), st.integers(0, 9)),
    st.tuples(st.just("move"), st.sampled_from(PLACES)),
    st.tuples(st.just("number"), st.sampled_from(["MERGED", "REPLACED"])),
    st.tuples(st.just("outside"), st.sampled_from(["Mathematics", "English Language"]),
              st.sampled_from(["4", "C", "3", "U", "9"]), st.sampled_from(["AO", "AO", "ILR", "NPD"])),
    st.tuples(st.just("void"), st.integers(0, 9)),
    st.tuples(st.just("correct"), st.integers(0, 9), DAYS_AGO),
)  # fmt: skip
LIFE = st.lists(STEP, min_size=2, max_size=5)
_seq = itertools.count(1)
_staff: dict[tuple[str, str], Actor] = {}


@pytest.fixture(autouse=True)
def _nobody_yet():
    _staff.clear()
    yield
    _staff.clear()


def somebody(role: str, place: str) -> Actor:
    if (role, place) not in _staff:
        _staff[role, place] = posted(role, place)
    return _staff[role, place]


def noon(on: dt.date) -> dt.datetime:
    return dt.datetime(on.year, on.month, on.day, 12, tzinfo=dt.UTC)


def a_year_on(on: dt.date) -> dt.date:
    """The same day next year, said without the code under test."""
    return dt.date(on.year + 1, 2, 28) if (on.month, on.day) == (2, 29) else on.replace(year=on.year + 1)


@dataclass
class Known:
    """One result as the plain list remembers it."""

    id: uuid.UUID
    subject: str
    on: dt.date
    counts: bool = True


@dataclass
class Life:
    """A person, and beside them the plain list of what was done."""

    learner: Learner
    place: str = "LEI"
    known: list[Known] = field(default_factory=list)
    outside: dict[str, tuple[str, str]] = field(default_factory=dict)
    uln: str = ""

    def live(self, step: tuple[Any, ...]) -> None:
        getattr(self, f"_{step[0]}")(*step[1:])

    def _test(self, subject: str, ago: int, which: int) -> None:
        on, by = TODAY - dt.timedelta(days=ago), somebody("TUTOR", self.place)
        said = taken(subject, on, outcome=OUTCOMES[subject][which])
        try:
            row = actions.record_result(by=by, learner_id=self.learner.id, taken=said, at=noon(on))
        except Refused:
            kind = AssessmentType(subject)
            actions.override(
                by=by, learner_id=self.learner.id, kind=kind, reason="RESULT_DOUBTED", words="", at=noon(on)
            )
            row = actions.record_result(by=by, learner_id=self.learner.id, taken=said, at=noon(on))
        self.known.append(Known(row.id, subject, on))

    def _file(self, subject: str, ago: int, which: int, number: int) -> None:
        """A line of a file under any number that the person has ever had."""
        on = TODAY - dt.timedelta(days=ago)
        numbers = list(
            Identifier.objects.filter(learner=self.learner, type="PRISON_NUMBER")
            .order_by("id")
            .values_list("value", flat=True)
        )
        importing.apply(
            row={
                "prison_number": numbers[number % len(numbers)], "type": subject, "taken_on": on.isoformat(),
                "level_or_outcome": OUTCOMES[subject][which], "prison": "Garth",
            },
            by=somebody("EDU_MGR", self.place), at=noon(TODAY),
        )  # fmt: skip
        row = AssessmentResult.objects.get(
            learner=self.learner, type=subject, taken_on=on, outcome=OUTCOMES[subject][which], source="IMPORT"
        )
        if row.id not in {one.id for one in self.known}:
            self.known.append(Known(row.id, subject, on))

    def _move(self, to: str) -> None:
        number = Identifier.objects.get(learner=self.learner, type="PRISON_NUMBER", status="ACTIVE").value
        done = inbox.ingest([json.dumps({
            "eventType": "prisoner-offender-search.prisoner.received", "version": 1,
            "occurredAt": noon(TODAY).isoformat(),
            "additionalInformation": {
                "nomsNumber": number, "reason": "TRANSFERRED", "prisonId": to, "movementSeq": next(_seq),
            },
        })])  # fmt: skip
        assert done["parked"] == done["failed"] == 0
        self.learner.refresh_from_db()
        self.place = self.learner.current_establishment_id or ""

    def _number(self, status: str) -> None:
        """The number is replaced, or joined with another: the person is known by a new one from now on."""
        Identifier.objects.filter(learner=self.learner, type="PRISON_NUMBER", status="ACTIVE").update(status=status)
        Identifier.objects.create(
            learner=self.learner, type="PRISON_NUMBER", value=next_prison_number(), **provenance()
        )

    def _outside(self, subject: str, grade: str, source: str) -> None:
        if not self.uln:
            self.uln = matched(self.learner, next_uln(), by=somebody("CIAG", self.place)).uln
        self.outside[subject] = (grade, source)
        events = [an_event(s, subject=s, grade=g, source=o) for s, (g, o) in self.outside.items()]
        was_read(self.learner, *events, uln=self.uln)

    def _void(self, place: int) -> None:
        if one := self._one(place):
            actions.void(by=somebody("TUTOR", self.place), result_id=one.id, why="Somebody else’s", at=noon(TODAY))
            one.counts = False

    def _correct(self, place: int, ago: int) -> None:
        if one := self._one(place):
            on = TODAY - dt.timedelta(days=ago)
            newer = actions.correct(
                by=somebody("TUTOR", self.place), result_id=one.id, taken=taken(one.subject, on), why="Wrong day",
                at=noon(TODAY),
            )  # fmt: skip
            one.counts = False
            self.known.append(Known(newer.id, one.subject, on))

    def _one(self, place: int) -> Known | None:
        left = [one for one in self.known if one.counts]
        return left[place % len(left)] if left else None

    def stands_in_the_way(self, subject: str, on: dt.date) -> bool:
        """Whether the plain list holds something that makes a test needless."""
        if any(k.counts and k.subject == subject and k.on <= on < a_year_on(k.on) for k in self.known):
            return True
        named = {"MATHS": "Mathematics", "ENGLISH": "English Language"}.get(subject, "")
        grade, source = self.outside.get(named, ("", ""))
        return source == "AO" and grade in ("4", "9", "C")

    def days_to_ask_about(self) -> set[dt.date]:
        edges = {a_year_on(k.on) + dt.timedelta(days=d) for k in self.known for d in (-1, 0, 1)}
        return {TODAY, *edges}


class TestGuard:
    @settings(
        max_examples=LIVES, deadline=None, suppress_health_check=list(HealthCheck), database=None, derandomize=True
    )
    @given(LIFE)
    def test_finds_the_earlier_result_exactly_when_there_is_one(self, steps):
        life = Life(LearnerFactory())
        for step in steps:
            life.live(step)
        facts, policies = selectors.facts_of(life.learner.id), selectors.policies_on(TODAY)
        for subject in SUBJECTS:
            kind = AssessmentType(subject)
            for on in life.days_to_ask_about():
                verdict = selectors.results.look(kind, facts, policies[kind], on)
                assert verdict.needed is not life.stands_in_the_way(subject, on), (subject, on, steps)
                assert verdict.needed or verdict.evidence

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), database=None, derandomize=True)
    @given(LIFE)
    def test_stops_a_test_at_whichever_prison_the_person_is(self, steps):
        life = Life(LearnerFactory())
        for step in steps:
            life.live(step)
        by, before = somebody("TUTOR", life.place), AssessmentResult.objects.count()
        for subject in SUBJECTS:
            said = taken(subject, TODAY)
            if life.stands_in_the_way(subject, TODAY):
                with pytest.raises(Refused):
                    actions.record_result(by=by, learner_id=life.learner.id, taken=said, at=noon(TODAY))
            else:
                actions.record_result(by=by, learner_id=life.learner.id, taken=said, at=noon(TODAY))
                before += 1
        assert AssessmentResult.objects.count() == before
