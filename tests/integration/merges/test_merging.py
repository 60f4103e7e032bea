"""Joining two records: everything is there once, exactly as it was, and finds its way back."""

import datetime as dt

import pytest
from django.db.models import F

from campus.accounts import actors
from jobs.cvs.models import Cv
from learners import digests, selectors
from learners.models import Identifier, KioskSession, Learner, Placement
from plans.models import Goal, Plan
from plans.selectors import plan_of
from tests.factories import merges, providers
from tests.factories.merges import AT, LATER, a_record, merged, number, parted, state_of
from transfers.merges.actions import merging
from transfers.merges.models import MergeCase, StewardTask
from transfers.merges.rules import Problem, TaskKind, Verdict

pytestmark = pytest.mark.django_db
WHOLE = tuple(merges.PARTS)


class TestMerge:
    def test_keeps_each_row_once_and_as_it_was(self):
        one, two = a_record(*WHOLE), a_record(*WHOLE)
        before = (digests.take(one.id), digests.take(two.id))
        case = merged(one, two)
        after = digests.take(one.id)
        for name, kind in after.kinds.items():
            assert kind.rows == {**before[0].kinds[name].rows, **before[1].kinds[name].rows}, name
        assert digests.take(two.id).total == 0
        assert case.total == before[0].total + before[1].total

    def test_lets_one_of_each_stand_and_sets_the_other_aside(self):
        one, two = a_record(*WHOLE), a_record(*WHOLE)
        merged(one, two)
        for model in (Plan, Cv):
            assert model.objects.filter(learner=one).count() == 1
            assert model.everything.filter(learner=one).count() == 2
        assert Goal.objects.filter(learner=one).count() == Goal.everything.filter(learner=one).count()

    def test_shows_the_goals_of_both_on_the_one_plan(self):
        one, two = a_record("plan"), a_record("plan")
        theirs = set(Goal.objects.filter(learner__in=[one, two]).values_list("id", flat=True))
        merged(one, two)
        shown = plan_of(one.id)
        assert {view.goal.id for view in [*shown.goals, *shown.closed]} == theirs

    def test_closes_the_number_and_points_to_the_survivor(self):
        one, two = a_record("plan"), a_record("plan")
        merged(one, two)
        two.refresh_from_db()
        assert (two.merged_into, two.canonical, two.current_establishment) == (one, one, None)
        assert selectors.by_prison_number(number(two)) == one
        assert Identifier.objects.get(value=number(two)).status == "MERGED"

    def test_raises_both_epochs_and_ends_sessions(self):
        one, two = providers.a_person(), providers.a_person()
        providers.at_kiosk(one), providers.at_kiosk(two)
        before = one.placement_epoch, two.placement_epoch
        merged(one, two)
        one.refresh_from_db(), two.refresh_from_db()
        assert one.placement_epoch > before[0] and two.placement_epoch > before[1]
        assert not KioskSession.objects.filter(ended_at__isnull=True).exists()

    def test_lets_the_person_stand_where_the_later_stay_is(self):
        one = a_record()
        two = a_record(current_establishment_id="HLI", cell="C1-001", placed=False)
        Placement.objects.create(
            learner=two, establishment_id="HLI", status="IN", started_at=AT - dt.timedelta(days=2),
            **merges.written(actors.system(), AT),
        )  # fmt: skip
        merged(one, two)
        one.refresh_from_db()
        assert (one.current_establishment_id, one.cell) == ("HLI", "C1-001")
        stays = Placement.objects.filter(learner=one).order_by("started_at").values_list("establishment_id", "ended_at")
        assert list(stays) == [("LEI", AT - dt.timedelta(days=2)), ("HLI", None)]

    def test_is_done_once(self):
        one, two = a_record("plan"), a_record("plan")
        merged(one, two)
        before = state_of([one, two])
        found, case = merging.merge(
            survivor_number=number(one), removed_number=number(two), cause=None, by=actors.system(), at=LATER
        )
        assert (found, case) == (Verdict.DONE, None)
        assert state_of([one, two]) == before

    def test_makes_people_of_numbers_that_nobody_knows(self):
        found, case = merging.merge(
            survivor_number="A1111AA", removed_number="A2222AA", cause=None, by=actors.system(), at=AT
        )
        assert found == Verdict.MERGE and case is not None
        assert selectors.by_prison_number("A2222AA") == selectors.by_prison_number("A1111AA")

    def test_refuses_a_circle_and_asks_a_steward(self):
        one, two = a_record("plan"), a_record("plan")
        merged(one, two)
        before = state_of([one, two])
        found, case = merging.merge(
            survivor_number=number(two), removed_number=number(one), cause=None, by=actors.system(), at=LATER
        )
        assert found == Verdict.CYCLE and case is not None and case.problem == Problem.CYCLE
        assert state_of([one, two]) == before
        assert StewardTask.objects.filter(case=case, answered_at__isnull=True).count() == 1

    def test_changes_nothing_when_a_row_would_be_lost(self, monkeypatch):
        one, two = a_record("plan"), a_record("plan")
        before = state_of([one, two])
        real = merging.rows.hand_over

        def forgets(*, of, to):
            real(of=of, to=to)
            Goal.everything.filter(learner_id=to).update(title="Changed on the way")

        monkeypatch.setattr(merging.rows, "hand_over", forgets)
        _, case = merging.merge(
            survivor_number=number(one), removed_number=number(two), cause=None, by=actors.system(), at=AT
        )
        assert case is not None and case.problem == Problem.NOT_CONSERVED and case.problems
        assert state_of([one, two]) == before

    def test_asks_about_two_learner_numbers(self):
        one, two = a_record("uln"), a_record("uln")
        merged(one, two)
        assert Identifier.objects.filter(learner=one, type="ULN").count() == 1
        assert Identifier.everything.filter(learner=one, type="ULN", status="ACTIVE").count() == 2
        assert StewardTask.objects.filter(kind=TaskKind.ULN, learner=one).count() == 1


class TestChains:
    @pytest.mark.parametrize("turned", [False, True])
    def test_end_the_same_in_both_orders(self, turned):
        one, two, three = (a_record("plan", "cv", "induction", "uln") for _ in range(3))
        pairs = [(two, three), (one, two)]
        for survivor, removed in reversed(pairs) if turned else pairs:
            merged(survivor, removed)
        people = {person.id: person for person in Learner.objects.filter(id__in=[one.id, two.id, three.id])}
        assert people[three.id].merged_into_id == two.id
        assert {person.canonical_id for person in people.values()} == {None, one.id}
        assert digests.take(one.id).total == sum(kind.count for kind in digests.take(one.id).kinds.values())
        plans = Plan.everything.filter(learner=one).order_by(F("set_aside"))
        assert [plan.set_aside for plan in plans] == [False, True, True]
        assert plans[0].origin_id in (None, three.id)
        newest = max(plans, key=lambda plan: max(goal.updated_at for goal in plan.goals.all()))
        assert plans[0].id == newest.id or plans[0].updated_at == newest.updated_at


class TestParting:
    def test_is_exact(self):
        one, two = a_record(*WHOLE), a_record(*WHOLE)
        before = state_of([one, two])
        parted(merged(one, two))
        after = state_of([one, two])
        assert {key for key in before if before[key] != after.get(key)} == set()
        assert after.keys() == before.keys()

    def test_takes_only_the_branch_of_a_chain(self):
        one, two, three = a_record("plan", "cv"), a_record("plan", "cv"), a_record("plan", "cv")
        merged(two, three)
        before = state_of([one, two, three])
        parted(merged(one, two))
        assert state_of([one, two, three]) == before

    def test_is_not_joined_again_by_the_same_message(self):
        one, two = a_record("plan"), a_record("plan")
        parted(merged(one, two))
        before = state_of([one, two])
        _, case = merging.merge(
            survivor_number=number(one), removed_number=number(two), cause=None, by=actors.system(), at=LATER
        )
        assert case is not None and case.problem == Problem.NEVER_SAME
        assert state_of([one, two]) == before

    def test_leaves_what_was_written_since_with_the_survivor_and_asks(self):
        one, two = a_record("plan"), a_record()
        case = merged(one, two, at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
        goal = merges.plans_goals.a_goal(Learner.objects.get(id=one.id), "Written since")
        parted(case, at=goal.created_at + dt.timedelta(hours=1))
        goal.refresh_from_db()
        assert goal.learner_id == one.id
        assert case.allocations.filter(kind="goal", row_id=goal.id, learner=one, other=two).count() == 1

    def test_keeps_who_looked(self):
        one, two = a_record("plan"), a_record("plan")
        case = merged(one, two, at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
        providers.signed_in(merges.posted("CIAG", "LEI").user, "staff").get(f"/staff/people/{one.id}/")
        parted(case, at=dt.datetime(2030, 1, 1, tzinfo=dt.UTC))
        case.refresh_from_db()
        assert [seen["times"] for seen in case.viewings] == [1]


def test_every_merge_is_kept():
    one, two = a_record(), a_record()
    merged(one, two)
    assert MergeCase.objects.get().removed == two
