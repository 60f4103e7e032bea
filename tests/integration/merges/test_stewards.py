"""What stewards ask, decide and answer, and what the messages of the source bring about."""

import json
import uuid

import pytest
from django.db import IntegrityError, transaction

from campus.accounts import actors
from campus.core.errors import NotYours, Refused
from learners import digests, selectors
from learners.models import Identifier, Learner, TimelineEvent
from learners.timeline import Asked
from plans.models import Goal, Plan
from tests.factories import merges, plans_goals, whole_record
from tests.factories.accounts import posted
from tests.factories.merges import AT, LATER, a_record, merged, number, parted, state_of, steward
from transfers.actions import inbox
from transfers.merges import tables
from transfers.merges.actions import allotting, answering, asking
from transfers.merges.models import IdentityRequest, MergeCase, NeverSame, StewardTask
from transfers.merges.rules import TaskKind
from transfers.merges.selectors.lines import merge_lines

pytestmark = pytest.mark.django_db


def heard(kind: str, at: str = "2026-11-20T09:00:00Z", **said: object) -> str:
    event = {
        "eventType": f"prison-offender-events.prisoner.{kind}", "version": 1, "occurredAt": at,
        "additionalInformation": said,
    }  # fmt: skip
    return inbox.take_in(json.dumps(event), transport="test", message_id=str(uuid.uuid4()))


def moved_to(number: str, prison: str, seq: int) -> str:
    event = {
        "eventType": "prisoner-offender-search.prisoner.received", "version": 1,
        "occurredAt": f"2026-11-2{seq}T09:00:00Z",
        "additionalInformation": {"nomsNumber": number, "reason": "TRANSFERRED", "prisonId": prison},
    }  # fmt: skip
    return inbox.take_in(json.dumps(event), transport="test", message_id=str(uuid.uuid4()))


class TestAskAndDecide:
    def test_takes_two(self):
        case = merged(a_record("plan"), a_record("plan"))
        nia = steward()
        asked = asking.ask_to_part(by=nia, case_id=case.id, reason="Brothers.", at=LATER)
        with pytest.raises(Refused, match="Another steward"):
            asking.decide(by=nia, request_id=asked.id, agree=True, words="", at=LATER)
        with pytest.raises(IntegrityError), transaction.atomic():
            IdentityRequest.objects.filter(id=asked.id).update(
                state="DONE", decided_by_id=nia.user_id, decided_at=LATER
            )

    def test_is_asked_once(self):
        case = merged(a_record(), a_record())
        asking.ask_to_part(by=steward(), case_id=case.id, reason="Brothers.", at=LATER)
        with pytest.raises(Refused, match="already"):
            asking.ask_to_part(by=steward(), case_id=case.id, reason="Brothers.", at=LATER)

    def test_keeps_the_reason_of_a_no(self):
        case = merged(a_record(), a_record())
        asked = asking.ask_to_part(by=steward(), case_id=case.id, reason="Brothers.", at=LATER)
        with pytest.raises(Refused, match="why"):
            asking.decide(by=steward("Owen"), request_id=asked.id, agree=False, words="", at=LATER)
        done = asking.decide(by=steward("Owen"), request_id=asked.id, agree=False, words="One person.", at=LATER)
        assert (done.state, done.decision) == ("DECLINED", "One person.")
        case.refresh_from_db()
        assert case.is_merged

    def test_is_not_for_others(self):
        case = merged(a_record(), a_record())
        with pytest.raises(NotYours):
            asking.ask_to_part(by=posted("EDU_MGR"), case_id=case.id, reason="Brothers.", at=LATER)

    def test_joins_by_hand(self):
        one, two = a_record("plan"), a_record("plan")
        total = digests.take(one.id).total + digests.take(two.id).total
        asked = asking.ask_to_join(
            by=steward(), survivor_number=number(one), removed_number=number(two), reason="Same.", at=AT
        )
        asking.decide(by=steward("Owen"), request_id=asked.id, agree=True, words="", at=AT)
        assert digests.take(one.id).total == total

    def test_joins_by_hand_what_was_parted(self):
        one, two = a_record("plan"), a_record("plan")
        parted(merged(one, two))
        asked = asking.ask_to_join(
            by=steward(), survivor_number=number(one), removed_number=number(two), reason="Same after all.", at=LATER
        )
        asking.decide(by=steward("Owen"), request_id=asked.id, agree=True, words="", at=LATER)
        assert not NeverSame.objects.filter(ended_at__isnull=True).exists()
        assert selectors.by_prison_number(number(two)) == one


class TestWrongPerson:
    def moves(self, row, to: Learner) -> IdentityRequest:
        asked = asking.ask_to_move(
            by=steward(), kind="goal", row_id=row.id, number=number(to), reason="Typed wrong.", at=AT
        )
        return asking.decide(by=steward("Owen"), request_id=asked.id, agree=True, words="", at=AT)

    def test_takes_all_that_hangs_on_it(self):
        one, two = a_record("plan"), a_record("plan")
        goal = plans_goals.a_goal(one, "Not mine", n=3)
        kept = digests.take(two.id).kinds["goal"].rows
        done = self.moves(goal, two)
        goal.refresh_from_db()
        assert goal.learner_id == two.id and goal.plan.learner_id == two.id
        assert {step.learner_id for step in goal.steps.all()} == {two.id}
        assert not TimelineEvent.objects.filter(learner=one, subject_id=goal.id).exists()
        assert kept.items() <= digests.take(two.id).kinds["goal"].rows.items()
        assert done.counts["before_from"]["total"] > done.counts["after_from"]["total"]

    def test_gives_a_plan_to_somebody_without_one(self):
        goal, two = plans_goals.a_goal(a_record("plan"), "Not mine"), a_record()
        self.moves(goal, two)
        assert Plan.objects.get(learner=two).goals.count() == 1

    def test_refuses_a_second_of_what_one_may_have_one_of(self):
        one, two = a_record("cv"), a_record("cv")
        cv = tables.model_of("cvs.Cv").objects.get(learner=one)
        asked = asking.ask_to_move(by=steward(), kind="cv", row_id=cv.pk, number=number(two), reason="Wrong.", at=AT)
        before = state_of([one, two])
        with pytest.raises(Refused, match="may have one only"):
            asking.decide(by=steward("Owen"), request_id=asked.id, agree=True, words="", at=AT)
        assert state_of([one, two]) == before

    def test_refuses_what_hangs_on_something(self):
        one, two = a_record("plan"), a_record("plan")
        step = Goal.objects.filter(learner=one).first().steps.first()
        with pytest.raises(Refused, match="hangs"):
            asking.ask_to_move(by=steward(), kind="step", row_id=step.id, number=number(two), reason="No.", at=AT)

    @pytest.mark.parametrize(("typed", "says"), [("A9999ZZ", "Nobody"), ("own", "same person")])
    def test_refuses_a_number_that_leads_nowhere(self, typed, says):
        one = a_record("plan")
        goal = Goal.objects.filter(learner=one).first()
        with pytest.raises(Refused, match=says):
            asking.ask_to_move(
                by=steward(), kind="goal", row_id=goal.id, number=number(one) if typed == "own" else typed,
                reason="Wrong.", at=AT,
            )  # fmt: skip


class TestAllocation:
    def since(self):
        one, two = a_record("plan"), a_record("plan")
        case = merged(one, two, at=Goal.objects.filter(learner=two).latest("created_at").created_at + merges.MINUTE)
        goal = plans_goals.a_goal(Learner.objects.get(id=one.id), "Written since", at=case.merged_at + merges.MINUTE)
        parted(case)
        return one, two, goal, case.allocations.get(row_id=goal.id)

    def test_leaves_it_where_it_is(self):
        one, _, goal, allocation = self.since()
        stood = goal.learner_id
        allotting.allot(by=steward(), allocation_id=allocation.id, moves=False, at=LATER)
        goal.refresh_from_db()
        assert goal.learner_id in (stood, one.id)

    def test_gives_it_to_the_other(self):
        _, _, goal, allocation = self.since()
        allotting.allot(by=steward(), allocation_id=allocation.id, moves=True, at=LATER)
        goal.refresh_from_db()
        assert goal.learner_id == allocation.other_id == goal.plan.learner_id
        with pytest.raises(Refused):
            allotting.allot(by=steward(), allocation_id=allocation.id, moves=False, at=LATER)


class TestLearnerNumbers:
    def test_can_be_swapped_and_both_are_kept(self):
        one, two = a_record("uln"), a_record("uln")
        merged(one, two)
        task = StewardTask.objects.get(kind=TaskKind.ULN)
        aside = Identifier.everything.get(learner=one, type="ULN", set_aside=True)
        root = digests.take(one.id).root
        answering.answer(by=steward(), task_id=task.id, words="The service says so.", other_number=True, at=LATER)
        assert Identifier.objects.get(learner=one, type="ULN").id == aside.id
        assert digests.take(one.id).root == root


class TestMessages:
    def test_join_two_numbers_once(self):
        one, two = a_record("plan"), a_record("plan")
        said = {"nomsNumber": number(one), "removedNomsNumber": number(two), "reason": "MERGE"}
        assert heard("merged", **said) == "APPLIED"
        assert heard("merged", at="2026-11-21T09:00:00Z", **said) == "IGNORED"
        assert MergeCase.objects.count() == 1

    def test_of_the_closed_number_move_the_survivor(self):
        one, two = a_record(), a_record()
        merged(one, two)
        assert moved_to(number(two), "HLI", 2) == "APPLIED"
        one.refresh_from_db()
        assert one.current_establishment_id == "HLI"

    def test_before_anybody_knows_the_number_end_the_same(self):
        heard("merged", nomsNumber="A1111AB", removedNomsNumber="A2222AB")
        moved_to("A2222AB", "HLI", 2)
        after = selectors.by_prison_number("A1111AB")
        assert after == selectors.by_prison_number("A2222AB")
        assert after.current_establishment_id == "HLI"

    @pytest.mark.parametrize(
        "said", [{}, {"nomsNumber": "A1111AB"}, {"nomsNumber": "?", "removedNomsNumber": "A1234AB"}]
    )
    def test_that_cannot_be_read_are_parked(self, said):
        assert heard("merged", **said) == "PARKED"

    def test_of_a_moved_booking_ask_a_steward_to_look(self):
        one, two = a_record("plan"), a_record(current_establishment_id=None, cell="")
        state = heard("booking.moved", movedFromNomsNumber=number(one), movedToNomsNumber=number(two), bookingId=12)
        assert state == "APPLIED"
        one.refresh_from_db(), two.refresh_from_db()
        assert (one.current_establishment_id, two.current_establishment_id) == (None, "LEI")
        task = StewardTask.objects.get(kind=TaskKind.BOOKING)
        assert task.learner == one and task.facts["rows"]["plan"] == 1


def test_the_history_tells_of_it_and_the_record_holds_no_line():
    one, two = a_record("plan"), a_record("plan")
    lines = TimelineEvent.objects.count()
    parted(merged(one, two))
    assert TimelineEvent.objects.count() == lines
    assert [line.title for line in merge_lines(Asked(learner_id=one.id))] == [
        "Two records were parted", "Two records were joined",
    ]  # fmt: skip


def test_every_truth_of_one_a_person_says_what_stands():
    for model, constraint in tables.one_only():
        assert tables.but_for_standing(constraint.condition) is not None, model


def test_a_whole_record_survives():
    one, two = whole_record.whole_record(), a_record(*merges.PARTS)
    before = state_of([one, two])
    parted(merged(one, two))
    after = state_of([one, two])
    assert {key: (value, after.get(key)) for key, value in before.items() if value != after.get(key)} == {}


def test_the_system_may_join():
    assert merged(a_record(), a_record()).created_by_id == actors.system().user_id
