"""What was recorded is put right with a reason, and what it said before is kept."""

import datetime as dt

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from campus.core.errors import NotYours, Refused, StaleEdit
from learners.models import Learner, TimelineEvent
from plans import actions
from plans.actions import corrections
from plans.models import Correction, Goal, Induction, Review, ReviewSchedule
from plans.rules.corrections import About
from plans.selectors.corrections import corrections_of
from tests.factories.accounts import posted
from tests.factories.learners import LearnerFactory, as_learner, provenance
from tests.factories.plans_goals import a_correction, a_goal
from tests.factories.providers import signed_in

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 11, 20, 10, 0, tzinfo=dt.UTC)
DAY = dt.date(2026, 11, 1)


def completed(learner: Learner, **said: object) -> Goal:
    goal = a_goal(learner, "Read a bok", note="Said so", **said)
    return actions.complete_goal(by=posted("CIAG"), goal_id=goal.id, note="Well done", at=AT)


def a_review(learner: Learner) -> Review:
    schedule = ReviewSchedule.objects.create(
        learner=learner, status="COMPLETED", earliest_on=DAY, latest_on=DAY, rule="RELEASE_DATE_IN_PAST",
        type="REVIEW", worked_out_on=DAY, legal_status="SENTENCED", **provenance(),
    )  # fmt: skip
    return Review.objects.create(
        learner=learner, schedule=schedule, type="REVIEW", due_on=DAY, held_on=DAY, note="Wrong person", **provenance()
    )


def an_induction(learner: Learner, **said: object) -> Induction:
    return Induction.objects.create(
        learner=learner, held_on=DAY, note="Wrong word", questions_version=1, **said, **provenance()
    )


def correct(about: About, row, after: dict[str, str], by=None, lock_version: int | None = None) -> Correction:
    return corrections.correct(
        by=by or posted("CIAG"), about=about, row_id=row.id, after=after, reason="A slip", at=AT,
        lock_version=row.lock_version if lock_version is None else lock_version,
    )  # fmt: skip


class TestCorrect:
    def test_keeps_what_a_goal_said_before(self):
        goal = completed(LearnerFactory())
        made = a_correction(goal, title="Read a book")
        goal.refresh_from_db()
        assert (goal.title, goal.note, goal.status) == ("Read a book", "Said so", "COMPLETED")
        assert (made.before, made.after) == ({"title": "Read a bok"}, {"title": "Read a book"})
        line = TimelineEvent.objects.filter(kind="GOAL_CORRECTED").get()
        assert line.facts == {"reason": "It was a slip of the pen"}

    @pytest.mark.parametrize(("about", "make"), [(About.REVIEW, a_review), (About.INDUCTION, an_induction)])
    def test_puts_notes_of_sessions_right(self, about, make):
        row = make(LearnerFactory())
        before = row.note
        made = correct(about, row, {"note": "Right"})
        row.refresh_from_db()
        assert (row.note, made.before, row.lock_version) == ("Right", {"note": before}, 2)
        assert TimelineEvent.objects.filter(kind=f"{about.name}_CORRECTED").exists()

    def test_can_be_done_again_and_keeps_each(self):
        goal = completed(LearnerFactory())
        a_correction(goal, title="Read a book")
        a_correction(goal, title="Read two books", note="")
        found = corrections_of(goal.learner_id)[goal.id]
        assert [one.texts for one in found] == [
            [("Goal", "Read a book"), ("Note", "Said so")], [("Goal", "Read a bok")],
        ]  # fmt: skip

    def test_refuses_no_reason_no_difference_a_goal_in_progress_and_a_stale_edit(self):
        learner = LearnerFactory()
        goal, active = completed(learner), a_goal(learner)
        with pytest.raises(Refused):
            a_correction(goal, reason=" ", title="x")
        with pytest.raises(Refused):
            a_correction(goal)
        with pytest.raises(Refused, match="Change it instead"):
            correct(About.GOAL, active, {"title": "x"})
        with pytest.raises(StaleEdit) as stale:
            correct(About.GOAL, goal, {"title": "x"}, lock_version=1)
        assert stale.value.theirs["title"] == "Read a bok"
        assert not Correction.objects.exists()

    @pytest.mark.parametrize(("role", "place"), [("TUTOR", "LEI"), ("EDU_MGR", "HLI"), ("NAT_VIEW", None)])
    def test_is_for_staff_who_write_plans_here(self, role, place):
        learner = LearnerFactory()
        goal = completed(learner)
        for by in (posted(role, place), as_learner(learner)):
            with pytest.raises(NotYours):
                correct(About.GOAL, goal, {"title": "x"}, by=by)

    def test_is_of_a_row_that_is_there(self):
        goal = completed(LearnerFactory())
        with pytest.raises(NotYours):
            correct(About.REVIEW, goal, {"note": "x"})

    def test_never_changes_and_says_why(self):
        made = a_correction(completed(LearnerFactory()), title="x")
        for change in (lambda: Correction.objects.update(reason="y"), lambda: Correction.objects.all().delete()):
            with pytest.raises(ProgrammingError), transaction.atomic():
                change()
        made.pk, made.reason = made.learner_id, ""
        with pytest.raises(IntegrityError), transaction.atomic():
            made.save(force_insert=True)


class TestPage:
    def test_corrects_and_shows_the_original_beside(self):
        learner = LearnerFactory()
        goal = completed(learner)
        client, address = (
            signed_in(posted("CIAG").user, "staff"),
            f"/staff/people/{learner.id}/plan/correct/goal/{goal.id}/",
        )
        page = client.get(address).content.decode()
        assert 'value="Read a bok"' in page
        said = {
            "title": "Read a book",
            "note": "Said so",
            "closing_note": "Well done",
            "lock_version": goal.lock_version,
        }
        kept = client.post(address, {**said, "reason": ""})
        assert kept.status_code == 422 and 'value="Read a book"' in kept.content.decode()
        assert client.post(address, {**said, "reason": "A slip"}).status_code == 302
        page = client.get(f"/staff/people/{learner.id}/plan/").content.decode()
        assert "Read a book" in page and "Read a bok<" in page and "A slip" in page
        assert client.post(address, {**said, "title": "Third", "reason": "Late"}).status_code == 409

    @pytest.mark.parametrize(
        ("about", "make", "shown"), [("review", a_review, "reviews/"), ("induction", an_induction, "interests/")]
    )
    def test_leads_from_a_note_and_back_to_it(self, about, make, shown):
        learner = LearnerFactory()
        row = make(learner)
        client, base = signed_in(posted("CIAG").user, "staff"), f"/staff/people/{learner.id}/"
        page = f"{base}{shown}"
        address = f"{base}plan/correct/{about}/{row.id}/"
        assert address in client.get(page).content.decode()
        answer = client.post(address, {"note": "Right", "reason": "A slip", "lock_version": row.lock_version})
        assert answer["Location"] == page
        shows = client.get(page).content.decode()
        assert "Right" in shows and "A slip" in shows

    def test_does_not_offer_it_for_a_goal_in_progress(self):
        learner = LearnerFactory()
        goal = a_goal(learner)
        client = signed_in(posted("CIAG").user, "staff")
        page = client.get(f"/staff/people/{learner.id}/plan/correct/goal/{goal.id}/").content.decode()
        assert "Change it instead" in page and "<textarea" not in page

    @pytest.mark.parametrize("about", ["step", "plan", "GOAL"])
    def test_knows_three_things(self, about):
        learner = LearnerFactory()
        goal = completed(learner)
        client = signed_in(posted("CIAG").user, "staff")
        assert client.get(f"/staff/people/{learner.id}/plan/correct/{about}/{goal.id}/").status_code == 404

    def test_takes_the_row_of_the_person_in_the_address_only(self):
        goal, other = completed(LearnerFactory()), LearnerFactory()
        client = signed_in(posted("CIAG").user, "staff")
        assert client.get(f"/staff/people/{other.id}/plan/correct/goal/{goal.id}/").status_code == 404
