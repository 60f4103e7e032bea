"""Finding people at a prison: filters, sorts, pages, and what each role is told."""

import datetime as dt
import re

import pytest

from campus.core import clock
from learners.models import Identifier, Learner, Placement
from plans.rules.schedules import INDUCTION_STATUSES, ScheduleStatus
from plans.rules.sessions import PersonPlan, plan_status
from plans.selectors import people
from plans.selectors.people import Asked
from plans.selectors.sessions import with_plan_status, with_session
from tests.factories import providers
from tests.factories.accounts import posted
from tests.factories.learners import AT, LearnerFactory, provenance
from tests.factories.plans_days import in_days, recorded, with_induction, with_review, works_with
from tests.factories.schedules import with_goal
from tests.integration.plans.test_plan_pages import READERS, same_for_one_and_for_thirty, staff

pytestmark = pytest.mark.django_db
S = ScheduleStatus


def found(actor=None, **asked: str) -> list[str]:
    page = people.people(actor or posted("EDU_MGR"), Asked(**asked), clock.today())
    return [one.learner.family_name for one in page.rows]


class TestWho:
    def test_is_everybody_for_those_who_work_with_nobody(self):
        LearnerFactory(family_name="Osei")
        page = people.people(posted("CIAG"), Asked(), clock.today())
        assert (page.who, [one.learner.family_name for one in page.rows]) == ("all", ["Osei"])

    def test_is_the_own_caseload_for_those_who_have_one(self):
        adviser = posted("CIAG")
        works_with(adviser.user_id, LearnerFactory(family_name="Mine"))
        LearnerFactory(family_name="Other")
        page = people.people(adviser, Asked(), clock.today())
        assert (page.who, [one.learner.family_name for one in page.rows]) == ("mine", ["Mine"])
        assert (page.load.mine, page.load.people) == (1, 2)
        assert found(adviser, who="all") == ["Mine", "Other"]

    def test_is_no_longer_whoever_moved_away_or_came_from_elsewhere(self):
        adviser = posted("CIAG")
        works_with(adviser.user_id, LearnerFactory(family_name="Left", current_establishment_id="HLI"), at_prison="LEI")
        works_with(adviser.user_id, LearnerFactory(family_name="Came"), at_prison="HLI")
        assert found(adviser, who="mine") == []


class TestPlan:
    """Exempt, then pending, then active, then needed: the same for a filter as for one person."""

    def made(self) -> None:
        with_induction(due=3, status=S.REGIME, family_name="Held")
        active = with_induction(due=9, status=S.COMPLETED, family_name="Active")
        recorded(active)
        with_goal(active)
        moved = with_induction(due=9, status=S.COMPLETED, family_name="Moved")
        recorded(moved)
        with_goal(moved)
        with_review(moved, closes=9, status=S.TRANSFERRED)
        with_induction(due=None, family_name="Pending")
        LearnerFactory(family_name="Needs")
        recorded(with_induction(due=3, family_name="Goalless"))

    @pytest.mark.parametrize(
        ("status", "names"),
        [
            (PersonPlan.EXEMPT, ["Held", "Moved"]), (PersonPlan.PENDING, ["Pending"]),
            (PersonPlan.ACTIVE, ["Active"]), (PersonPlan.NEEDED, ["Goalless", "Needs"]),
        ],
    )  # fmt: skip
    def test_is_filtered_by(self, status, names):
        self.made()
        assert found(plan=status) == names

    def test_is_what_the_rule_says_of_one_person(self):
        """The filter is said in SQL and the rule in Python: they agree about every status."""
        expected = {}
        for status in [None, *INDUCTION_STATUSES]:
            for review in (None, S.SCHEDULED, S.COMPLETED, S.TRANSFERRED, S.REGIME):
                learner = LearnerFactory()
                if status:
                    with_induction(learner, due=9, status=status)
                if review:
                    with_review(learner, closes=9, status=review)
                expected[learner.id] = plan_status(induction=status, latest_review=review, has_plan=False)
        rows = with_plan_status(with_session(Learner.objects.filter(id__in=expected), clock.today()))
        assert {row.id: row.plan_status for row in rows} == expected

    def test_counts_the_latest_review_alone(self):
        learner = with_review(opens=-20, closes=-9, status=S.UNKNOWN, family_name="Back")
        with_induction(learner, due=1, status=S.COMPLETED)
        recorded(learner)
        with_goal(learner)
        with_review(learner, closes=9)
        later = learner.reviewschedule_rows.exclude(status=S.UNKNOWN)
        later.update(created_at=AT + dt.timedelta(days=1))
        assert found(plan=PersonPlan.ACTIVE) == ["Back"]

    def test_of_those_who_may_not_read_plans_is_not_filtered(self):
        self.made()
        assert len(found(posted("SEC"), plan=PersonPlan.EXEMPT)) == 6


class TestSorts:
    def people(self) -> None:
        for name, release, due, days in (("Ahmed", 90, 5, 3), ("Brown", None, 1, 30), ("Cole", 30, None, 10)):
            learner = with_induction(
                due=due, family_name=name, release_on=None if release is None else in_days(release), placed=False
            )
            Placement.objects.create(
                learner=learner, establishment_id="LEI", status="IN", **provenance(),
                started_at=clock.now() - dt.timedelta(days=days),
            )  # fmt: skip

    @pytest.mark.parametrize(
        ("sort", "names"),
        [
            ("name", "ABC"), ("-name", "CBA"), ("release", "CAB"), ("-release", "ACB"), ("next", "BAC"),
            ("-next", "ABC"), ("arrived", "BCA"), ("-arrived", "ACB"), ("nonsense", "ABC"),
        ],
    )  # fmt: skip
    def test_are_done_by_the_database(self, sort, names):
        self.people()
        assert "".join(name[0] for name in found(sort=sort)) == names

    @pytest.mark.parametrize("sort", ["name", "-name", "release", "-release", "next", "-next", "arrived", "-arrived"])
    def test_show_everybody_once_over_all_pages(self, sort, monkeypatch):
        monkeypatch.setattr(people, "PAGE_SIZE", 3)
        for place in range(11):
            with_induction(
                due=None if place % 3 == 0 else place % 2, family_name=f"Name{place % 2}",
                release_on=None if place % 4 == 0 else in_days(place % 3),
            )  # fmt: skip
        seen, after, actor = [], "", posted("EDU_MGR")
        for _ in range(5):
            page = people.people(actor, Asked(sort=sort, after=after), clock.today())
            seen += [one.learner.id for one in page.rows]
            after = page.next_after
            if not after:
                break
        assert len(seen) == 11 == len(set(seen))

    def test_go_on_where_the_page_ended_when_a_date_has_changed_meanwhile(self, monkeypatch):
        monkeypatch.setattr(people, "PAGE_SIZE", 2)
        learners = [with_induction(due=n, family_name=f"N{n}") for n in range(4)]
        actor = posted("EDU_MGR")
        first = people.people(actor, Asked(sort="next"), clock.today())
        learners[1].inductionschedule_rows.update(due_on=in_days(50))
        second = people.people(actor, Asked(sort="next", after=first.next_after), clock.today())
        assert [one.learner.family_name for one in second.rows] == ["N2", "N3"]

    def test_count_court_as_the_same_stay(self):
        learner = LearnerFactory(placed=False)
        start = dt.datetime(2026, 3, 1, 10, tzinfo=dt.UTC)
        stays = [("LEI", "IN"), ("HLI", "IN"), ("LEI", "IN"), ("LEI", "AT_COURT"), ("LEI", "IN")]
        for place, (code, status) in enumerate(stays):
            begun = start + dt.timedelta(days=10 * place)
            ended = begun + dt.timedelta(days=10) if place < 4 else None
            Placement.objects.create(
                learner=learner, establishment_id=code, status=status, started_at=begun, ended_at=ended, **provenance()
            )
        (one,) = people.people(posted("EDU_MGR"), Asked(), clock.today()).rows
        assert one.learner.arrived_on == dt.date(2026, 3, 21)


class TestPage:
    def test_keeps_filters_in_the_address_and_offers_to_take_each_off(self):
        works_with(posted("CIAG").user_id, LearnerFactory())
        page = staff("CIAG").get("/staff/people/?q=nobody&who=mine&plan=EXEMPT").content.decode()
        assert "No people match. Take off a filter." in page
        taken_off = re.findall(r'href="(/staff/people/\?[^"]*)">Take off', page)
        assert len(taken_off) == 3
        assert sum("q=nobody" not in address for address in taken_off) == 1
        assert sum("plan=EXEMPT" not in address for address in taken_off) == 1
        assert sum("who=all" in address for address in taken_off) == 1

    @pytest.mark.parametrize(
        ("typed", "wrong"), [("A12", True), ("a1234bc", False), ("A1234BCD", True), ("osei", False)]
    )
    def test_says_what_a_prison_number_looks_like(self, typed, wrong):
        page = staff("EDU_MGR").get(f"/staff/people/?q={typed}").content.decode()
        assert ("A prison number looks like A1234BC" in page) == wrong

    def test_finds_by_number_whoever_works_with_the_person(self):
        adviser = posted("CIAG")
        works_with(adviser.user_id, LearnerFactory())
        wanted = LearnerFactory(family_name="Wanted")
        number = Identifier.objects.get(learner=wanted).value
        page = providers.signed_in(adviser.user, "staff").get(f"/staff/people/?q={number.lower()}").content.decode()
        assert "Wanted" in page

    def test_shows_neither_plan_nor_support_to_those_who_may_not_know(self):
        with_induction(due=3, status=S.RISK_TO_STAFF)
        page = staff("SEC").get("/staff/people/").content.decode()
        assert "risk to staff" not in page and "Not screened" not in page and "Next session" not in page
        assert "risk to staff" in staff("EDU_MGR").get("/staff/people/").content.decode()

    def test_asks_the_same_for_one_and_for_thirty_in_each_sort(self):
        clients = {role: staff(role) for role in ["EDU_MGR", "SEC"]}
        for sort in ("arrived", "next", "-release"):
            same_for_one_and_for_thirty(
                clients, f"/staff/people/?sort={sort}&plan=NEEDS_PLAN", lambda: with_induction(due=1)
            )

    def test_asks_the_same_of_a_caseload(self):
        clients, actors_ = {}, []
        for role in [role for role in READERS if role in ("EDU_MGR", "CIAG")]:
            actor = posted(role)
            actors_.append(actor)
            clients[role] = providers.signed_in(actor.user, "staff")

        def one_more():
            for actor in actors_:
                works_with(actor.user_id, with_induction(due=1))

        same_for_one_and_for_thirty(clients, "/staff/people/?who=mine", one_more)

    def test_survives_whatever_is_in_the_address(self):
        LearnerFactory()
        client = staff("EDU_MGR")
        odd = ("after=x", "sort=next&after=2026-01-01_x", "sort=%00", "q=%00", "plan=x", "who=x", "q=" + "a" * 999)
        for query in odd:
            assert client.get(f"/staff/people/?{query}").status_code == 200


class TestEverywhere:
    """National roles search the whole estate and are told no total."""

    def test_are_found_by_name_and_by_number(self):
        LearnerFactory(family_name="Osei", current_establishment_id="HLI")
        LearnerFactory(family_name="osman", current_establishment_id=None, placed=False)
        viewer = posted("NAT_VIEW", None)
        assert found(viewer, search="os") == ["Osei", "osman"]
        page = people.people(viewer, Asked(), clock.today())
        assert page.load is None and len(page.rows) == 2

    def test_are_shown_once_over_all_pages(self, monkeypatch):
        monkeypatch.setattr(people, "PAGE_SIZE", 3)
        for place in range(10):
            LearnerFactory(family_name=f"Na{'Me' if place % 2 else 'me'}{place % 3}", current_establishment_id="HLI")
        viewer = posted("NAT_VIEW", None)
        for sort in ("name", "-name"):
            seen, after = [], ""
            for _ in range(5):
                page = people.people(viewer, Asked(sort=sort, after=after), clock.today())
                seen += [one.learner.id for one in page.rows]
                after = page.next_after
                if not after:
                    break
            assert len(seen) == 10 == len(set(seen))

    def test_ask_for_no_count(self, django_assert_max_num_queries):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        LearnerFactory()
        with CaptureQueriesContext(connection) as asked:
            people.people(posted("NAT_VIEW", None), Asked(), clock.today())
        assert not [query for query in asked if "COUNT(" in query["sql"]]
