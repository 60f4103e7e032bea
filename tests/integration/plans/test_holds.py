"""Putting a session on hold and taking it off, as staff do it."""

import pytest

from campus.core import clock
from campus.core.components.dates import long_date
from plans.actions import schedules
from plans.models import ContractTerm
from plans.rules.schedules import INDUCTION_ONLY, USER_SET, ScheduleStatus
from tests.factories.accounts import posted
from tests.factories.learners import LearnerFactory
from tests.factories.plans_days import in_days, with_induction, with_review
from tests.integration.plans.test_plan_pages import staff

pytestmark = pytest.mark.django_db
S = ScheduleStatus


def hold_page(learner, client=None) -> str:
    return (client or staff("CIAG")).get(f"/staff/people/{learner.id}/schedule/hold/").content.decode()


def restart_page(learner) -> str:
    return staff("CIAG").get(f"/staff/people/{learner.id}/schedule/restart/").content.decode()


def put_on_hold(learner, reason=S.OTHER_HEALTH, **typed):
    version = learner.inductionschedule_rows.get().lock_version
    said = {"reason": reason, "words": "", "lock_version": version, **typed}
    return staff("CIAG").post(f"/staff/people/{learner.id}/schedule/hold/", said)


class TestHold:
    def test_offers_each_reason_with_what_it_means(self):
        page = hold_page(with_induction(due=3))
        for status in USER_SET:
            assert f'value="{status}"' in page
        assert "Gives 10 days from the restart." in page and "Gives 5 days from the restart." in page
        assert "Holds are looked at by auditors. Take it off when the reason ends." in page

    def test_offers_no_reason_of_inductions_for_a_review(self):
        page = hold_page(with_review(closes=9))
        assert not [status for status in INDUCTION_ONLY if f'value="{status}"' in page]
        assert f'value="{S.OTHER_HEALTH}"' in page

    def test_says_that_a_late_session_keeps_its_date(self):
        assert "is late already. A hold does not change that date." in hold_page(with_induction(due=-1))
        assert "is late already" not in hold_page(with_induction(due=0))

    def test_says_nothing_of_the_kind_where_holds_always_give_days(self):
        ContractTerm.objects.filter(establishment=None).update(always_extend=True)
        assert "is late already" not in hold_page(with_induction(due=-1))

    def test_is_saved_and_told_on_the_persons_page(self):
        learner = with_induction(due=3)
        answer = put_on_hold(learner, words="Operation")
        assert answer.status_code == 302
        page = staff("CIAG").get(f"/staff/people/{learner.id}/").content.decode()
        assert "On hold: other health treatment" in page and "Operation" in page
        schedule = learner.inductionschedule_rows.get()
        assert (schedule.status, schedule.exempted_on) == (S.OTHER_HEALTH, clock.today())

    def test_that_was_entered_late_goes_on_at_once(self):
        learner = with_induction(due=3)
        client = staff("CIAG")
        said = {"reason": S.TECHNICAL, "words": "", "lock_version": 1}
        page = client.post(f"/staff/people/{learner.id}/schedule/hold/", said, follow=True).content.decode()
        assert f"Saved. The session is due by {long_date(in_days(5))}." in page

    def test_asks_why(self):
        learner = with_induction(due=3)
        answer = put_on_hold(learner, reason="", words="Because")
        assert answer.status_code == 422
        assert "Choose why the session is on hold" in answer.content.decode()
        assert "Because" in answer.content.decode()

    @pytest.mark.parametrize("reason", [S.RELEASED, S.COMPLETED, "NONSENSE"])
    def test_takes_no_reason_that_staff_may_not_give(self, reason):
        learner = with_induction(due=3)
        assert put_on_hold(learner, reason=reason).status_code == 422
        assert learner.inductionschedule_rows.get().status == S.SCHEDULED

    def test_takes_two_hundred_letters(self):
        assert put_on_hold(with_induction(due=3), words="a" * 200).status_code == 302
        assert put_on_hold(with_induction(due=3), words="a" * 201).status_code == 422

    def test_shows_both_versions_when_somebody_was_first(self):
        learner = with_induction(due=3)
        assert put_on_hold(learner, lock_version=7).status_code == 409

    @pytest.mark.parametrize(
        ("made", "sentence"),
        [
            ({"due": None}, "This session waits for assessments. It is dated when they are done."),
            ({"due": 3, "status": S.REGIME}, "This session is already on hold. Restart it first."),
            ({"due": 3, "status": S.TRANSFERRED}, "This session is already on hold. Restart it first."),
        ],
    )
    def test_is_refused_in_the_place_of_the_button(self, made, sentence):
        page = hold_page(with_induction(**made))
        assert sentence in page and ">Put on hold</button>" not in page

    def test_is_refused_where_nothing_is_to_come(self):
        page = hold_page(LearnerFactory())
        assert "No session is coming for this person." in page and ">Put on hold</button>" not in page


class TestRestart:
    """The page says the date that saving it brings."""

    @pytest.mark.parametrize(
        ("due", "reason", "gives"), [(3, S.FAILED_TO_ENGAGE, 5), (3, S.OTHER_HEALTH, 10), (30, S.OTHER_HEALTH, 30)]
    )
    def test_says_the_new_date_and_keeps_its_word(self, due, reason, gives):
        learner = with_induction(due=due)
        put_on_hold(learner, reason=reason)
        page = restart_page(learner)
        if gives > due:
            assert f"If you restart it now, it is due by <b>{long_date(in_days(gives))}</b>" in page
        else:
            assert f"it is still due by <b>{long_date(in_days(due))}</b>" in page
        version = learner.inductionschedule_rows.get().lock_version
        answer = staff("CIAG").post(f"/staff/people/{learner.id}/schedule/restart/", {"lock_version": version})
        assert answer.status_code == 302
        schedule = learner.inductionschedule_rows.get()
        assert (schedule.status, schedule.due_on) == (S.SCHEDULED, in_days(max(gives, due)))

    def test_says_that_what_was_late_stays_late(self):
        learner = with_induction(due=-4)
        put_on_hold(learner)
        assert f"it is still due by <b>{long_date(in_days(-4))}</b>" in restart_page(learner)

    @pytest.mark.parametrize(
        ("made", "sentence"),
        [
            ({"due": 3}, "This session is not on hold."),
            ({"due": 3, "status": S.TRANSFERRED}, "It restarts by itself."),
        ],
    )
    def test_is_refused_in_the_place_of_the_button(self, made, sentence):
        page = restart_page(with_induction(**made))
        assert sentence in page and ">Restart</button>" not in page

    def test_is_refused_when_somebody_was_first(self):
        learner = with_induction(due=3)
        put_on_hold(learner)
        schedules.restart(by=posted("CIAG"), learner_id=learner.id, lock_version=None, at=clock.now())
        answer = staff("CIAG").post(f"/staff/people/{learner.id}/schedule/restart/", {"lock_version": 2})
        assert answer.status_code in (409, 422)
