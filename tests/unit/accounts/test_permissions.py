"""The table that a governor is handed."""

import pytest

from campus.accounts.permissions import ROLES, Permission, Reach, permissions_of, roles_with

P = Permission
OWN = {P.OWN_VIEW, P.OWN_EDIT}
PORTAL = {P.PORTAL_HOME, P.PORTAL_MESSAGE, P.PORTAL_INVITE}
# Who changes what a person owns, or sees where it came from: each list is a decision of somebody, and short.
DECIDED = {
    P.PLAN_EDIT: {"EDU_MGR", "CIAG"},
    P.PLAN_CONFIRM_STEP: {"EDU_MGR", "CIAG", "TUTOR"},
    P.CV_VIEW_SHARED: {"CIAG", "PEL", "WORK_COACH"},
    P.CV_PRINT: {"EDU_MGR", "CIAG", "PEL", "KEYW"},
    P.MESSAGE_MODERATE: {"MODERATOR"},
    P.TRANSFER_RESOLVE: {"NAT_STEWARD"},
    P.LEARNER_VIEW_ANYWHERE: {"NAT_VIEW", "NAT_STEWARD", "DPO_SAR", "SVC"},
    P.KIOSK_PIN_ISSUE: {"EDU_MGR", "KEYW"},
    P.KIOSK_DEVICE_ENROL: {"EDU_MGR", "LOCAL_ADMIN"},
    P.AUDIT_VIEW: {"AUDITOR", "DPO_SAR"},
    P.ACCESS_LOG_VIEW: {"SEC", "AUDITOR", "DPO_SAR"},
    P.OUTBOX_MANAGE: {"SYS_ADMIN"},
    P.ACCOUNT_MANAGE: {"LOCAL_ADMIN", "SYS_ADMIN"},
    P.PORTAL_INVITE: {"ORG_ADMIN", "ORG_MANAGER"},
    P.PORTAL_MESSAGE: {"CASEWORKER", "MENTOR"},
    P.OWN_EDIT: {"LRN_KIOSK"},
}


class TestTable:
    @pytest.mark.parametrize("permission", DECIDED)
    def test_gives_what_was_decided_to_whom_it_was_decided(self, permission):
        assert roles_with(permission) == DECIDED[permission]

    @pytest.mark.parametrize("role", ["GOVERNOR", "NAT_REPORT", "LOCAL_ADMIN", "SYS_ADMIN", "MODERATOR", "AUDITOR"])
    def test_shows_no_record_to_those_who_need_none(self, role):
        assert not permissions_of(role) & {P.LEARNER_VIEW, P.PLAN_VIEW, P.HISTORY_VIEW, P.CV_VIEW_SHARED}

    def test_gives_staff_nothing_of_a_learner_and_a_learner_nothing_of_staff(self):
        for role, spec in ROLES.items():
            if role != "LRN_KIOSK":
                assert not spec.permissions & OWN, role
        assert permissions_of("LRN_KIOSK") == OWN

    def test_gives_people_outside_nothing_inside(self):
        for role, spec in ROLES.items():
            outside = spec.reach == Reach.ORGANISATION
            assert bool(spec.permissions & PORTAL) == outside, role
            assert not outside or spec.permissions <= PORTAL, role

    def test_gives_nothing_to_a_role_that_it_does_not_know(self):
        assert permissions_of("KING") == frozenset()

    def test_says_of_every_role_what_it_does(self):
        assert all(spec.title and spec.says.endswith(".") for spec in ROLES.values())

    def test_uses_every_permission(self):
        assert {p for spec in ROLES.values() for p in spec.permissions} == set(Permission)
