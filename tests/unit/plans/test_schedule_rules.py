"""Deadlines, holds and what clearing them gives (learners-plans-assessments.md 2.4 and 2.5)."""

import datetime as dt
import json
import subprocess
import sys

import pytest

from campus.core.errors import Refused
from plans.rules import schedules as rules
from plans.rules.schedules import Contract, InductionRule, Period, ScheduleStatus, date_after_clearing, induction_due

D, S = dt.date, ScheduleStatus
TODAY = D(2026, 11, 22)
USER_E = {
    "EXEMPT_PRISONER_FAILED_TO_ENGAGE", "EXEMPT_PRISONER_ESCAPED_OR_ABSCONDED", "EXEMPT_PRISON_STAFF_REDEPLOYMENT",
    "EXEMPT_PRISON_OPERATION_OR_SECURITY_ISSUE", "EXEMPT_SYSTEM_TECHNICAL_ISSUE",
    "EXEMPT_SCREENING_AND_ASSESSMENT_IN_PROGRESS", "EXEMPT_SCREENING_AND_ASSESSMENT_INCOMPLETE",
}  # fmt: skip
USER_X = {
    "EXEMPT_PRISONER_DRUG_OR_ALCOHOL_DEPENDENCY", "EXEMPT_PRISONER_OTHER_HEALTH_ISSUES",
    "EXEMPT_PRISONER_SAFETY_ISSUES", "EXEMPT_PRISON_REGIME_CIRCUMSTANCES", "EXEMPT_SECURITY_ISSUE_RISK_TO_STAFF",
}  # fmt: skip
AUTOMATIC = {
    "EXEMPT_PRISONER_TRANSFER", "EXEMPT_TEMP_ABSENCE", "EXEMPT_PRISONER_RELEASE", "EXEMPT_PRISONER_RELEASE_HOSPITAL",
    "EXEMPT_PRISONER_DEATH", "EXEMPT_PRISONER_MERGE",
}  # fmt: skip


class TestStatuses:
    def test_are_those_of_the_spec(self):
        plain = {"PENDING_INITIAL_SCREENING_AND_ASSESSMENTS_FROM_CURIOUS", "SCHEDULED", "COMPLETED"}
        assert set(rules.INDUCTION_STATUSES) == plain | USER_E | USER_X | AUTOMATIC
        only_induction = {s for s in USER_E if "SCREENING" in s} | {S.PENDING}
        assert set(rules.REVIEW_STATUSES) == (plain | USER_E | USER_X | AUTOMATIC | {"EXEMPT_UNKNOWN"}) - only_induction

    def test_are_set_by_staff_or_by_the_campus(self):
        assert rules.USER_SET == USER_E | USER_X
        assert AUTOMATIC | {"EXEMPT_UNKNOWN"} == rules.AUTOMATIC

    def test_are_active_for_a_review_while_it_still_may_be_held(self):
        assert {"SCHEDULED", "EXEMPT_TEMP_ABSENCE"} | {
            s for s in USER_E | USER_X if "SCREENING" not in s
        } == rules.ACTIVE_REVIEW


class TestExtension:
    @pytest.mark.parametrize("status", sorted(USER_E | AUTOMATIC))
    def test_of_an_exemption_is_five_days(self, status):
        assert rules.extension_days(S(status)) == 5

    @pytest.mark.parametrize("status", [*sorted(USER_X), "EXEMPT_UNKNOWN"])
    def test_of_an_exclusion_is_ten_days(self, status):
        assert rules.extension_days(S(status)) == 10


class TestClearing:
    def cleared(self, status: str, due: dt.date, exempted: dt.date, on: dt.date = TODAY, **said: bool) -> dt.date:
        return date_after_clearing(status=S(status), due_on=due, exempted_on=exempted, on=on, **said)

    @pytest.mark.parametrize(
        ("status", "due", "expected"),
        [
            ("EXEMPT_PRISONER_SAFETY_ISSUES", D(2026, 11, 25), D(2026, 12, 2)),
            ("EXEMPT_PRISONER_FAILED_TO_ENGAGE", D(2026, 11, 25), D(2026, 11, 27)),
            ("EXEMPT_PRISONER_FAILED_TO_ENGAGE", D(2026, 11, 27), D(2026, 11, 27)),
            ("EXEMPT_PRISONER_FAILED_TO_ENGAGE", D(2026, 11, 28), D(2026, 11, 28)),
            ("EXEMPT_SYSTEM_TECHNICAL_ISSUE", D(2026, 11, 22), D(2026, 11, 27)),
        ],
    )
    def test_gives_the_later_of_the_extension_and_the_old_date(self, status, due, expected):
        assert self.cleared(status, due, exempted=D(2026, 11, 20)) == expected

    def test_leaves_late_what_was_late_when_it_was_put_on_hold(self):
        assert self.cleared("EXEMPT_TEMP_ABSENCE", D(2026, 11, 1), exempted=D(2026, 11, 2)) == D(2026, 11, 1)
        assert self.cleared("EXEMPT_TEMP_ABSENCE", D(2026, 11, 1), exempted=D(2026, 11, 1)) == D(2026, 11, 27)

    def test_extends_always_where_the_terms_say_so(self):
        late = self.cleared("EXEMPT_PRISONER_SAFETY_ISSUES", D(2026, 11, 1), D(2026, 11, 9), always_extend=True)
        assert late == D(2026, 12, 2)

    @pytest.mark.parametrize("status", ["SCHEDULED", "COMPLETED"])
    def test_refuses_what_is_not_on_hold(self, status):
        with pytest.raises(Refused, match="not on hold"):
            self.cleared(status, TODAY, TODAY)


class TestHolding:
    @pytest.mark.parametrize("reason", sorted(USER_E | USER_X))
    def test_takes_each_reason_of_staff_for_an_induction(self, reason):
        rules.check_may_hold(status="SCHEDULED", reason=reason, is_induction=True)

    @pytest.mark.parametrize("reason", [*sorted(AUTOMATIC), "COMPLETED", "EXEMPT_UNKNOWN", "", "SCHEDULED"])
    def test_takes_nothing_that_only_the_campus_sets(self, reason):
        with pytest.raises(Refused, match="Choose why"):
            rules.check_may_hold(status="SCHEDULED", reason=reason, is_induction=True)

    @pytest.mark.parametrize("reason", sorted(s for s in USER_E if "SCREENING" in s))
    def test_holds_no_review_for_want_of_assessments(self, reason):
        with pytest.raises(Refused, match="Choose why"):
            rules.check_may_hold(status="SCHEDULED", reason=reason, is_induction=False)

    @pytest.mark.parametrize("status", sorted(USER_E | USER_X | AUTOMATIC))
    def test_refuses_a_second_hold(self, status):
        with pytest.raises(Refused, match="already on hold"):
            rules.check_may_hold(status=status, reason="EXEMPT_PRISONER_SAFETY_ISSUES", is_induction=True)

    @pytest.mark.parametrize(("status", "sentence"), [("COMPLETED", "is done"), (S.PENDING, "waits for assessments")])
    def test_refuses_what_is_done_or_waits(self, status, sentence):
        assert not rules.may_hold(status=status, is_induction=True)
        with pytest.raises(Refused, match=sentence):
            rules.check_may_hold(status=status, reason="EXEMPT_PRISONER_SAFETY_ISSUES", is_induction=True)

    def test_lets_staff_restart_only_what_staff_held(self):
        assert {s for s in S if rules.may_restart(status=s)} == USER_E | USER_X


class TestInductionDue:
    HOLIDAY = (Period(D(2026, 12, 20), D(2027, 1, 1)),)

    @pytest.mark.parametrize(
        ("on", "admitted", "due", "rule"),
        [
            (TODAY, TODAY, D(2026, 12, 12), InductionRule.NEW_PRISON_ADMISSION),
            (TODAY, D(2026, 11, 1), D(2026, 12, 12), InductionRule.NEW_PRISON_ADMISSION),
            (TODAY, D(2026, 11, 30), D(2026, 12, 20), InductionRule.NEW_PRISON_ADMISSION),
            (D(2026, 12, 19), D(2026, 12, 19), D(2027, 1, 8), InductionRule.NEW_PRISON_ADMISSION),
            (D(2026, 12, 20), D(2026, 12, 20), D(2027, 1, 14), InductionRule.EXTENDED),
            (D(2027, 1, 1), D(2026, 12, 1), D(2027, 1, 26), InductionRule.EXTENDED),
            (D(2027, 1, 2), D(2027, 1, 2), D(2027, 1, 22), InductionRule.NEW_PRISON_ADMISSION),
        ],
    )
    def test_under_pef(self, on, admitted, due, rule):
        found = induction_due(contract=Contract.PEF, on=on, admitted=admitted, holidays=self.HOLIDAY)
        assert found == rules.InductionDue(S.SCHEDULED, due, rule)

    def test_under_pef_after_a_transfer_is_flat(self):
        on = D(2026, 12, 24)
        found = induction_due(
            contract=Contract.PEF, on=on, admitted=D(2026, 1, 1), transferred=on, holidays=self.HOLIDAY
        )
        assert found.due_on == D(2027, 1, 13)

    @pytest.mark.parametrize(
        ("assessed", "transferred", "status", "due"),
        [
            (None, None, S.PENDING, None),
            (D(2026, 11, 20), None, S.SCHEDULED, D(2026, 11, 30)),
            (D(2026, 10, 1), None, S.SCHEDULED, D(2026, 11, 28)),  # before admission: from admission
            (None, TODAY, S.PENDING, None),
            (D(2026, 11, 19), TODAY, S.SCHEDULED, D(2026, 12, 2)),
        ],
    )
    def test_under_pes(self, assessed, transferred, status, due):
        found = induction_due(
            contract=Contract.PES, on=TODAY, admitted=D(2026, 11, 18), assessed=assessed, transferred=transferred
        )
        assert (found.status, found.due_on) == (status, due)

    def test_follows_the_contract_of_the_day(self):
        assert rules.contract_on(D(2026, 9, 1)) == Contract.PEF
        assert rules.contract_on(D(2026, 9, 2)) == Contract.PES
        assert rules.contract_on(D(2000, 1, 1)) == Contract.PEF


class TestCommands:
    """They start no service, so a plain call must answer at once."""

    def ask(self, *words: str) -> tuple[int, dict]:
        done = subprocess.run([sys.executable, "manage.py", *words], capture_output=True, text=True, timeout=60)
        return done.returncode, json.loads(done.stdout) if done.stdout.startswith("{") else {}

    def test_tell_the_review_window(self):
        code, said = self.ask("review_window", "--on", "2026-11-22", "--release", "2027-03-02", "--json")
        assert (code, said) == (0, {
            "rule": "BETWEEN_3_MONTHS_8_DAYS_AND_6_MONTHS_TO_SERVE", "earliest": "2026-12-22",
            "latest": "2027-02-22", "type": "REVIEW",
        })  # fmt: skip

    def test_tell_when_an_induction_is_due(self):
        code, said = self.ask(
            "induction_due", "--contract", "PES", "--on", "2026-11-22", "--admitted", "2026-11-20", "--json"
        )
        assert (code, said["due_on"], said["status"]) == (0, None, S.PENDING)

    def test_tell_the_date_after_a_hold(self):
        words = ["--status", "EXEMPT_TEMP_ABSENCE", "--due", "2026-11-23", "--exempted", "2026-11-20"]
        assert self.ask("clear_exemption", *words, "--on", "2026-11-22", "--json") == (0, {"due_on": "2026-11-27"})

    def test_refuse_in_one_line_with_2(self):
        words = ["--status", "COMPLETED", "--due", "2026-11-23", "--exempted", "2026-11-20", "--on", "2026-11-22"]
        assert self.ask("clear_exemption", *words)[0] == 2
