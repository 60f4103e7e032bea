"""The sessions of a prison: what is counted, who is listed, and in which order."""

import csv
import io

import pytest

from campus.audit.models import Event
from campus.core import clock
from campus.core.months import add_months
from learners.models import Learner
from plans.rules.schedules import AUTOMATIC, HOLDS, REVIEW_STATUSES, ScheduleStatus
from plans.rules.sessions import LISTED, SessionState
from plans.selectors import schedules, sessions, summary
from tests.factories import providers
from tests.factories.accounts import posted
from tests.factories.learners import LearnerFactory
from tests.factories.plans_days import in_days, recorded, with_induction, with_review
from tests.integration.plans.test_plan_pages import READERS, same_for_one_and_for_thirty, staff

pytestmark = pytest.mark.django_db
S = ScheduleStatus


def here(role: str = "EDU_MGR"):
    return summary.here(posted(role))


def counted() -> dict[str, int]:
    found = summary.summary(here(), clock.today())
    return {str(state): found.of(state) for state in LISTED}


def state_of(learner: Learner) -> str:
    row = sessions.with_session(Learner.objects.filter(id=learner.id), clock.today()).get()
    return row.session_state


def listed(state: str, **asked: str) -> list[str]:
    page = summary.sessions(here(), state=SessionState(state), today=clock.today(), **asked)
    return [row.learner.family_name for row in page.rows]


class TestStates:
    @pytest.mark.parametrize(("days", "state"), [(-1, "overdue"), (0, "due"), (1, "due")])
    def test_of_an_induction_turn_on_its_deadline(self, days, state):
        assert state_of(with_induction(due=days)) == state

    def test_of_an_induction_is_due_from_two_months_before(self):
        two_months = (add_months(clock.today(), 2) - clock.today()).days
        assert state_of(with_induction(due=two_months)) == "due"
        assert state_of(with_induction(due=two_months + 4)) == "later"

    @pytest.mark.parametrize(
        ("opens", "closes", "state"),
        [(-30, -1, "overdue"), (-30, 0, "due"), (0, 30, "due"), (1, 30, "later"), (0, 0, "due")],
    )
    def test_of_a_review_turn_on_its_window(self, opens, closes, state):
        assert state_of(with_review(opens=opens, closes=closes)) == state

    @pytest.mark.parametrize("hold", HOLDS, ids=lambda hold: hold.status.name)
    def test_is_on_hold_for_each_reason_that_staff_may_give(self, hold):
        assert state_of(with_induction(due=-3, status=hold.status)) == "on-hold"
        if hold.status in REVIEW_STATUSES:
            assert state_of(with_review(opens=-9, closes=-3, status=hold.status)) == "on-hold"

    @pytest.mark.parametrize("status", sorted(AUTOMATIC - {S.UNKNOWN}))
    def test_is_not_counted_for_what_the_campus_paused(self, status):
        with_induction(due=-3, status=status)
        assert counted() == {"overdue": 0, "due": 0, "on-hold": 0, "pending": 0}

    def test_is_pending_while_assessments_are_awaited(self):
        assert state_of(with_induction(due=None)) == "pending"

    def test_of_an_open_induction_come_before_a_review(self):
        learner = with_induction(due=-3)
        with_review(learner, opens=-1, closes=9)
        assert state_of(learner) == "overdue"
        assert counted()["due"] == 0

    def test_are_those_of_the_session_on_the_persons_page(self):
        made = [
            with_induction(due=-1), with_induction(due=1), with_induction(due=None), with_induction(due=200),
            with_induction(due=3, status=S.REGIME), with_review(opens=-9, closes=-1), with_review(opens=5, closes=9),
            with_review(opens=0, closes=9, status=S.TEMPORARY_ABSENCE), with_induction(due=3, status=S.TRANSFERRED),
        ]  # fmt: skip
        for learner in made:
            session = schedules.next_session(learner.id)
            assert session is not None
            assert state_of(learner) == session.state(clock.today()).replace("_", "-")


class TestSummary:
    def test_counts_the_own_prison_in_one_question(self, django_assert_num_queries):
        for days in (-1, -2, 1):
            with_induction(due=days)
        with_review(opens=-9, closes=-1)
        with_review(opens=-1, closes=9, status=S.OTHER_HEALTH)
        with_induction(due=None)
        with_induction(due=-1, current_establishment_id="HLI")
        people = here()
        with django_assert_num_queries(1):
            found = summary.summary(people, clock.today())
        assert (found.overdue, found.due, found.on_hold, found.pending) == (3, 1, 1, 1)

    def test_leaves_out_whoever_is_not_in_prison(self):
        with_induction(due=-1, current_establishment_id=None)
        assert counted()["overdue"] == 0

    def test_says_when_the_next_session_is(self):
        with_review(opens=20, closes=40)
        with_review(opens=10, closes=30)
        assert summary.summary(here(), clock.today()).next_on == in_days(30)

    def test_is_nothing_for_those_without_a_prison(self):
        assert summary.here(posted("NAT_VIEW", None)) is None

    def test_shows_nobody_to_those_who_may_not_read_plans(self):
        with_induction(due=-1)
        assert summary.summary(here("SEC"), clock.today()).overdue == 0


class TestFirst:
    def test_are_six_the_longest_overdue_on_top(self):
        for days in (5, -2, 3, -9, 1, 2, 4):
            with_induction(due=days, family_name=f"D{days}")
        found = [row.learner.family_name for row in summary.first(here(), clock.today())]
        assert found == ["D-9", "D-2", "D1", "D2", "D3", "D4"]

    def test_say_of_a_recorded_induction_that_goals_are_due(self):
        recorded(with_induction(due=3))
        (row,) = summary.first(here(), clock.today())
        assert (row.goals_due, row.title) == (True, "Induction: goals to add")


class TestLists:
    def test_are_sorted_by_date_name_or_release(self):
        with_review(opens=-1, closes=3, family_name="Brown", release_on=in_days(900))
        with_review(opens=-1, closes=1, family_name="Cole", release_on=None)
        with_review(opens=-1, closes=2, family_name="Ahmed", release_on=in_days(300))
        assert listed("due") == ["Cole", "Ahmed", "Brown"]
        assert listed("due", sort="-due") == ["Brown", "Ahmed", "Cole"]
        assert listed("due", sort="name") == ["Ahmed", "Brown", "Cole"]
        assert listed("due", sort="release") == ["Ahmed", "Brown", "Cole"]
        assert listed("due", sort="-release") == ["Brown", "Ahmed", "Cole"]
        assert listed("due", sort="shoe size") == ["Cole", "Ahmed", "Brown"]

    def test_are_filtered_by_the_kind_of_session(self):
        with_induction(due=1, family_name="First")
        with_review(opens=0, closes=1, family_name="Last", type="PRE_RELEASE_REVIEW")
        assert listed("due", kind="INDUCTION") == ["First"]
        assert listed("due", kind="PRE_RELEASE_REVIEW") == ["Last"]
        assert listed("due", kind="TRANSFER_REVIEW") == []
        assert len(listed("due", kind="nonsense")) == 2

    @pytest.mark.parametrize("sort", ["due", "-due", "name", "-name", "release", "-release"])
    def test_show_everybody_once_over_all_pages_whatever_ties(self, sort, monkeypatch):
        monkeypatch.setattr(summary, "PAGE_SIZE", 3)
        for place in range(11):
            with_review(
                opens=-1, closes=1 + place % 2, family_name=f"Name{place % 3}",
                release_on=None if place % 4 == 0 else in_days(400 + place % 3),
            )  # fmt: skip
        seen, after = [], ""
        for _ in range(5):
            page = summary.sessions(here(), state=SessionState.DUE, today=clock.today(), sort=sort, after=after)
            seen += [row.learner.id for row in page.rows]
            after = page.next_after
            if not after:
                break
        assert len(seen) == 11 == len(set(seen))

    @pytest.mark.parametrize("after", ["nonsense", "2026-01-01_nonsense", "none_", "%00", "_", "9999-99-99_x"])
    def test_begin_at_the_beginning_for_an_address_that_says_nothing(self, after):
        with_induction(due=-1, family_name="Osei")
        assert listed("overdue", after=after) == ["Osei"]


class TestPages:
    @pytest.mark.parametrize("state", ["overdue", "due", "on-hold", "pending"])
    def test_ask_the_same_for_one_and_for_thirty(self, state):
        def one_more():
            learner = LearnerFactory()
            if state == "pending":
                with_induction(learner, due=None)
            elif state == "on-hold":
                with_review(learner, closes=9, status=S.OTHER_HEALTH)
            else:
                with_review(learner, opens=-9, closes=-1 if state == "overdue" else 4)

        clients = {role: staff(role) for role in READERS}
        same_for_one_and_for_thirty(clients, f"/staff/people/sessions/{state}/", one_more)

    def test_ask_the_same_on_today(self):
        clients = {role: staff(role) for role in READERS}
        same_for_one_and_for_thirty(clients, "/staff/", lambda: with_review(opens=-9, closes=-1))

    def test_say_why_and_since_when_a_session_is_on_hold(self):
        learner = with_review(closes=9, status=S.OTHER_HEALTH)
        schedule = learner.reviewschedule_rows.get()
        schedule.hold_words = "Operation in March"
        schedule.save()
        page = staff("TUTOR").get("/staff/people/sessions/on-hold/").content.decode()
        assert "On hold: other health treatment" in page and "Operation in March" in page
        assert "On hold since" in page

    def test_are_not_there_for_a_state_that_is_not_listed(self):
        assert staff("EDU_MGR").get("/staff/people/sessions/later/").status_code == 404
        assert staff("EDU_MGR").get("/staff/people/sessions/nonsense/").status_code == 404

    def test_say_that_nothing_is_overdue_and_when_the_next_is(self):
        with_review(opens=20, closes=40)
        page = staff("EDU_MGR").get("/staff/people/sessions/overdue/").content.decode()
        assert "Nothing is overdue. The next session is on" in page

    def test_lead_from_a_page_to_the_next_and_keep_the_filter(self):
        for _ in range(51):
            with_review(opens=-9, closes=-1)
        client = staff("EDU_MGR")
        page = client.get("/staff/people/sessions/overdue/?type=REVIEW").content.decode()
        (following,) = [part.split('"')[0] for part in page.split('href="') if "after=" in part.split('"')[0]]
        assert "type=REVIEW" in following
        second = client.get("/staff/people/sessions/overdue/" + following.replace("&amp;", "&")).content.decode()
        assert second.count("1 day late") == 1


class TestToday:
    def test_gives_the_top_row_the_one_button(self):
        with_induction(due=-2)
        with_review(opens=-9, closes=-1)
        page = staff("CIAG").get("/staff/").content.decode()
        main = page[page.index("<main") :]
        assert main.count('<a class="govuk-button"') == 1
        assert "Start induction" in main and "Start review" in main

    def test_shows_the_counts_and_no_verb_to_those_who_only_read(self):
        with_review(opens=-9, closes=-1)
        page = staff("TUTOR").get("/staff/").content.decode()
        assert "1 day late" in page and "Start review" not in page

    def test_says_when_nothing_is_overdue(self):
        with_review(opens=20, closes=40)
        page = staff("EDU_MGR").get("/staff/").content.decode()
        assert "Nothing is overdue. The next session is on" in page

    def test_shows_a_governor_no_session(self):
        with_review(opens=-9, closes=-1, family_name="Hidden")
        page = staff("GOVERNOR").get("/staff/").content.decode()
        assert "Hidden" not in page and "Do these first" not in page


class TestCsv:
    def test_holds_the_whole_list_and_is_written_down(self):
        for place in range(60):
            with_review(opens=-9, closes=-1 - place % 3)
        with_review(opens=-9, closes=-1, current_establishment_id="HLI", family_name="Theirs")
        answer = staff("TUTOR").get("/staff/people/sessions/overdue/csv/")
        rows = list(csv.reader(io.StringIO(answer.content.decode())))
        assert len(rows) == 61 and rows[0][0] == "Name"
        assert not any("Theirs" in row[0] for row in rows)
        assert "attachment" in answer["Content-Disposition"]
        event = Event.objects.get(verb="sessions.downloaded")
        assert event.details == {"state": "overdue", "people": 60}

    def test_holds_no_sum_for_a_spreadsheet(self):
        with_review(opens=-9, closes=-1, family_name="=1+1")
        answer = staff("EDU_MGR").get("/staff/people/sessions/overdue/csv/").content.decode()
        assert "'=1+1" in answer

    def test_is_not_there_for_those_who_may_not_read_plans(self):
        client = providers.signed_in(posted("SEC").user, "staff")
        assert client.get("/staff/people/sessions/overdue/csv/").status_code == 404
