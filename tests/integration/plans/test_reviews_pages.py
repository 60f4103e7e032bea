"""Recording a review, page by page, and what is seen of those that were held."""

import datetime as dt
import re

import pytest

from campus.core import clock
from campus.core.components.dates import long_date
from learners import timeline
from learners.models import Learner
from learners.timeline import Asked, Group
from plans.actions import schedules
from plans.models import Review
from plans.rules.schedules import ScheduleStatus
from plans.selectors import changes, review_tasks
from tests.factories.accounts import posted
from tests.factories.learners import LearnerFactory
from tests.factories.plans_days import in_days, recorded, with_induction, with_review
from tests.factories.schedules import happened, review_of, with_plan
from tests.integration.plans.test_plan_pages import READERS, questions, staff

pytestmark = pytest.mark.django_db
S = ScheduleStatus
NOTE = "We went through each goal."


def typed(**other: object) -> dict[str, object]:
    today = clock.today()
    return {
        "note": NOTE, "held_by": "me", "held_on_day": today.day, "held_on_month": today.month,
        "held_on_year": today.year, **other,
    }  # fmt: skip


def complete(learner: Learner, **other: object):
    address = f"/staff/people/{learner.id}/reviews/complete/"
    return staff("CIAG").post(address, typed(**other), follow=True)


class TestStart:
    def test_lists_the_four_parts(self):
        learner = with_review(closes=9)
        page = staff("CIAG").get(f"/staff/people/{learner.id}/reviews/start/").content.decode()
        for words in ("Look at the goals", "Rate skills", "Write a note", "Say when it was held, and who held it"):
            assert words in page
        assert "This note does not go to case notes." in page and "Complete review" in page

    def test_counts_what_changed_today_as_looked_at(self):
        learner = with_plan(release_on=dt.date(2035, 1, 1))
        today = clock.today()
        assert review_tasks.preparation(learner.id, today).goals_are_done
        assert not review_tasks.preparation(learner.id, today + dt.timedelta(days=1)).goals_are_done
        assert not review_tasks.preparation(learner.id, today).skills_are_done

    @pytest.mark.parametrize("page", ["start", "complete"])
    def test_is_refused_where_no_review_is_due(self, page):
        nobody, first = LearnerFactory(), with_induction(due=3)
        client = staff("CIAG")
        for learner, sentence in (
            (nobody, "No review is due for this person now."), (first, "The induction comes first."),
        ):  # fmt: skip
            shown = client.get(f"/staff/people/{learner.id}/reviews/{page}/").content.decode()
            assert sentence in shown and "Complete review</" not in shown.split("</h1>")[1]


class TestComplete:
    def test_says_that_it_was_on_time_and_what_comes_next(self):
        learner = with_plan(release_on=dt.date(2035, 1, 1))
        page = complete(learner).content.decode()
        following = review_of(learner)
        dates = f"{long_date(following.earliest_on)} to {long_date(following.latest_on)}"
        assert f"Review done, on time. Next: {dates}." in page
        assert NOTE in page

    def test_says_that_it_was_late(self):
        learner = with_plan(release_on=dt.date(2035, 1, 1))
        learner.reviewschedule_rows.update(earliest_on=in_days(-9), latest_on=in_days(-1))
        assert "Review done, late. Next:" in complete(learner).content.decode()

    def test_says_that_it_was_the_last(self):
        learner = with_plan(release_on=dt.date(2035, 1, 1))
        Learner.objects.filter(id=learner.id).update(release_on=in_days(60))
        assert "Review done, on time. That was the last review before release." in complete(learner).content.decode()

    def test_keeps_who_held_it_and_that_the_note_is_for_staff(self):
        learner = with_plan(release_on=dt.date(2035, 1, 1))
        said = {"held_by": "other", "held_by_name": "Max May", "held_by_role": "Tutor", "note_is_staff_only": "on"}
        page = complete(learner, **said).content.decode()
        review = Review.objects.get(learner=learner)
        assert (review.held_by_name, review.held_by_role, review.note_is_staff_only) == ("Max May", "Tutor", True)
        assert "Max May, Tutor" in page and "Staff only" in page

    def test_forgets_a_name_that_was_typed_before_i_did_was_chosen(self):
        learner = with_plan(release_on=dt.date(2035, 1, 1))
        complete(learner, held_by="me", held_by_name="Max May")
        assert Review.objects.get(learner=learner).held_by_name == ""

    @pytest.mark.parametrize(
        ("said", "sentence"),
        [
            ({"note": " "}, "Write a note about the review"),
            ({"note": "a" * 513}, "Use 512 letters or fewer"),
            ({"held_on_year": "2099"}, "The date of the review must be today or in the past"),
            ({"held_on_day": ""}, "The date of the review must include a day"),
            ({"held_by": ""}, "Choose who held the review"),
            ({"held_by": "other"}, "Enter the name of whoever held the session"),
            ({"held_by": "other", "held_by_name": "Max"}, "Enter the role of whoever held the session"),
            ({"held_by": "other", "held_by_name": "a" * 201, "held_by_role": "b"}, "Use 200 letters or fewer"),
        ],
    )
    def test_says_what_is_missing_and_keeps_what_was_typed(self, said, sentence):
        learner = with_plan(release_on=dt.date(2035, 1, 1))
        answer = complete(learner, **said)
        assert answer.status_code == 422
        page = answer.content.decode()
        assert sentence in page
        assert said.get("note", NOTE) in page
        assert not Review.objects.exists()

    def test_twice_pressed_is_one_review(self):
        learner = with_plan(release_on=dt.date(2035, 1, 1))
        client = staff("CIAG")
        address = f"/staff/people/{learner.id}/reviews/complete/"
        token = re.search(r'name="form_token" value="([^"]+)"', client.get(address).content.decode()).group(1)
        for _ in range(2):
            assert client.post(address, typed(form_token=token)).status_code == 302
        assert Review.objects.filter(learner=learner).count() == 1


class TestSessions:
    """The page of past reviews and changed dates."""

    def test_tells_what_changed_when_and_where(self):
        learner = with_plan(release_on=dt.date(2035, 1, 1))
        at = clock.now()
        schedules.hold(
            by=posted("CIAG", given_name="Helen", family_name="Booth"), learner_id=learner.id, reason=S.OTHER_HEALTH,
            words="Operation", lock_version=None, at=at,
        )  # fmt: skip
        page = staff("TUTOR").get(f"/staff/people/{learner.id}/reviews/").content.decode()
        assert "Review on hold: other health treatment" in page
        assert "Operation" in page and "Helen Booth" in page and "Leeds" in page
        assert "Review planned" in page

    def test_asks_the_same_for_few_and_for_many(self):
        learner = with_plan(release_on=dt.date(2035, 1, 1))
        clients = {role: staff(role) for role in READERS}
        pages = [f"/staff/people/{learner.id}/reviews/", f"/staff/people/{learner.id}/"]
        few = {(role, page): questions(client, page) for role, client in clients.items() for page in pages}
        for _ in range(12):
            complete(learner)
        assert {(role, page): questions(client, page) for role, client in clients.items() for page in pages} == few

    def test_are_lines_of_the_history(self):
        learner = with_plan(release_on=dt.date(2035, 1, 1))
        complete(learner)
        happened(learner, "received", "TRANSFERRED", "HLI")
        lines = timeline.read(Asked(learner.id, limit=50)).rows
        codes = {line.code for line in lines}
        assert {"ACTION_PLAN_REVIEW_COMPLETED", "ACTION_PLAN_REVIEW_SCHEDULE_CREATED",
                "ACTION_PLAN_REVIEW_SCHEDULE_STATUS_UPDATED"} <= codes  # fmt: skip
        assert "Review. Closed: moved to another prison" in {line.title for line in lines}
        only = timeline.read(Asked(learner.id, group=Group.REVIEWS, establishment="HLI")).rows
        assert only and {line.place for line in only} == {"HLI"}

    def test_page_by_page_show_every_line_once(self):
        learner = with_plan(release_on=dt.date(2035, 1, 1))
        for _ in range(4):
            complete(learner)
        whole = [line.key for line in timeline.read(Asked(learner.id, limit=200)).rows]
        seen, before = [], None
        while True:
            page = timeline.read(Asked(learner.id, limit=3, before=before))
            seen += [line.key for line in page.rows]
            if page.next is None:
                break
            before = page.next
        assert seen == whole
        assert len(changes.changes_of(learner.id)) >= 8


class TestThePersonsPage:
    @pytest.mark.parametrize(
        ("made", "words", "button"),
        [
            (lambda: with_review(opens=-9, closes=-10 + 9), "1 day late", "Start review"),
            (lambda: with_review(opens=-9, closes=7, type="TRANSFER_REVIEW"), "Transfer review", "Start review"),
            (lambda: with_induction(due=-10), "10 days late", "Start induction"),
            (lambda: with_induction(due=None), "gets its date when all assessments are done", ""),
            (lambda: with_induction(due=5, status=S.REGIME), "On hold: change of regime", "Restart"),
            (lambda: with_induction(due=5, status=S.TRANSFERRED), "", ""),
        ],
    )
    def test_names_the_next_session_and_its_verb(self, made, words, button):
        learner = made()
        page = staff("CIAG").get(f"/staff/people/{learner.id}/").content.decode()
        strip = page[page.index('class="vc-next"') :].split("</div>")[0]
        assert words in strip and button in strip

    def test_asks_for_goals_once_the_induction_is_recorded(self):
        learner = with_induction(due=5)
        recorded(learner)
        page = staff("CIAG").get(f"/staff/people/{learner.id}/").content.decode()
        assert f"Add goals by {long_date(in_days(5))}." in page

    def test_shows_no_verb_to_those_who_only_read(self):
        learner = with_review(opens=-9, closes=-1)
        page = staff("TUTOR").get(f"/staff/people/{learner.id}/").content.decode()
        assert "1 day late" in page and "Start review" not in page and "Put on hold" not in page

    def test_warns_of_somebody_who_leaves_without_a_review(self):
        learner = LearnerFactory(release_on=in_days(30))
        warned = "without a review"
        assert warned in staff("TUTOR").get(f"/staff/people/{learner.id}/").content.decode()
        with_review(learner, closes=9)
        assert warned not in staff("TUTOR").get(f"/staff/people/{learner.id}/").content.decode()

    def test_does_not_warn_after_the_last_review(self):
        learner = with_plan(release_on=dt.date(2035, 1, 1))
        Learner.objects.filter(id=learner.id).update(release_on=in_days(60))
        complete(learner)
        assert "without a review" not in staff("TUTOR").get(f"/staff/people/{learner.id}/").content.decode()


class TestLinks:
    """Each page has a way back: no link leads nowhere."""

    @pytest.mark.parametrize(
        "page", ["schedule/hold/", "schedule/restart/", "reviews/start/", "reviews/complete/", "reviews/", "worker/"]
    )
    @pytest.mark.parametrize("made", [with_review, LearnerFactory, lambda: with_induction(due=1, status=S.REGIME)])
    def test_are_all_whole(self, page, made):
        learner = made()
        shown = staff("EDU_MGR").get(f"/staff/people/{learner.id}/{page}").content.decode()
        assert 'href=""' not in shown
        assert f'href="/staff/people/{learner.id}/' in shown.split("<main")[1]
