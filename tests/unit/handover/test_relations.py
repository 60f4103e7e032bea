"""Every relation of transfers-access-security.md 2.6 by what it reaches: reading, writing, and on the way."""

import pytest

from campus.accounts.permissions import IN_TRANSIT_WRITES, LOOKS, READS, ROLES, Permission, Reach
from learners import relations
from learners.relations import Holds, Relation, Stands, WindowKind
from learners.rules import PlacementStatus as P

HERE, THERE = frozenset({"LEI"}), frozenset({"HLI"})
# relation: where the person stands, where staff are posted (and as what), windows -> reads, writes, hand-over note
TABLE = {
    Relation.OWN: (Stands("LEI", P.IN), HERE, False, (), True, True, True),
    Relation.AT_COURT: (Stands("LEI", P.AT_COURT), HERE, False, (), True, True, True),
    Relation.IN_TRANSIT_SENDER: (Stands("LEI", P.IN_TRANSIT), HERE, False, (), True, False, True),
    Relation.SENDER_WINDOW_AUTHOR: (Stands("HLI", P.IN), HERE, False, (WindowKind.AUTHOR,), True, False, False),
    Relation.OTHER_ESTAB: (Stands("HLI", P.IN), HERE, False, (), False, False, False),
    Relation.EXPECTED_RECEIVER: (Stands("HLI", P.IN), HERE, False, (WindowKind.EXPECTED,), False, False, False),
    Relation.BREAK_GLASS: (Stands("HLI", P.IN), HERE, False, (WindowKind.BREAK_GLASS,), True, False, False),
    Relation.RELEASED: (Stands(None, P.RELEASED), HERE, False, (), False, False, False),
    Relation.RESTRICTED_SUPPORTING: (Stands("LEI", P.RESTRICTED_PATIENT), HERE, True, (), True, True, True),
    Relation.RESTRICTED_OTHER: (Stands("LEI", P.RESTRICTED_PATIENT), HERE, False, (), False, False, False),
    Relation.MERGED_ALIAS: (Stands(None, None, merged=True), HERE, False, (), False, False, False),
}


def asked(stands, at, supports, windows, permission, **holds):
    return relations.reaches(
        stands, Holds(at_all=True, at=at, supporting=at if supports else (), **holds), windows,
        window_opens=permission in READS, looks=permission in LOOKS, in_transit=permission in IN_TRANSIT_WRITES,
    )  # fmt: skip


class TestRelation:
    @pytest.mark.parametrize("name", TABLE)
    def test_is_known_for_what_it_is(self, name):
        stands, at, supports, windows, *_ = TABLE[name]
        assert relations.relation(stands, at, at if supports else (), windows) == name

    @pytest.mark.parametrize("name", TABLE)
    def test_reaches_what_the_table_says(self, name):
        stands, at, supports, windows, reads, writes, notes = TABLE[name]
        assert asked(stands, at, supports, windows, Permission.PLAN_VIEW) == reads
        assert asked(stands, at, supports, windows, Permission.PLAN_EDIT) == writes
        assert asked(stands, at, supports, windows, Permission.HANDOVER_EDIT) == notes

    @pytest.mark.parametrize("name", TABLE)
    def test_reaches_nothing_without_the_permission(self, name):
        stands, at, _, windows, *_ = TABLE[name]
        for opens in (True, False):
            assert not relations.reaches(
                stands, Holds(at_all=False, at=at), windows, window_opens=opens, looks=True, in_transit=True
            )

    @pytest.mark.parametrize("name", TABLE)
    def test_hides_nobody_from_those_who_reach_everybody(self, name):
        """But for whoever was joined with somebody: their record is found under that other."""
        stands, *_ = TABLE[name]
        reached = name != Relation.MERGED_ALIAS
        assert asked(stands, (), False, (), Permission.PLAN_VIEW, anywhere=True) == reached

    def test_opens_released_people_and_patients_to_the_add_on_role(self):
        for stands, reads in (
            (Stands(None, P.RELEASED), True), (Stands(None, P.DECEASED), True),
            (Stands("HLI", P.RESTRICTED_PATIENT), True), (Stands("HLI", P.IN), False),
            (Stands(None, None, merged=True), False),
        ):  # fmt: skip
            assert asked(stands, (), False, (), Permission.PLAN_VIEW, of_released=True) == reads

    def test_opens_a_patient_to_no_author(self):
        stands = Stands("HLI", P.RESTRICTED_PATIENT)
        assert not asked(stands, HERE, False, (WindowKind.AUTHOR,), Permission.PLAN_VIEW)
        assert asked(stands, HERE, False, (WindowKind.BREAK_GLASS,), Permission.PLAN_VIEW)


class TestReads:
    def test_hold_nothing_that_writes(self):
        """A window opens these and nothing else, so none may be the permission of an action."""
        assert {p for p in READS if not p.endswith(".view")} == {Permission.NEED_VIEW_SUPPORT}
        assert READS < LOOKS and not LOOKS & IN_TRANSIT_WRITES

    def test_leave_out_what_only_few_may_see(self):
        assert not READS & {Permission.NEED_VIEW_DIAGNOSIS, Permission.CV_VIEW_SHARED, Permission.MESSAGE_VIEW}

    def test_are_each_held_by_those_who_may_open_a_record_in_an_emergency(self):
        for role, spec in ROLES.items():
            if Permission.BREAK_GLASS in spec.permissions:
                assert spec.reach == Reach.ESTABLISHMENT and Permission.LEARNER_VIEW in spec.permissions, role
