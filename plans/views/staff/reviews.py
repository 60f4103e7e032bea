"""Reviews: those that were held, what belongs to the one that is due, and recording it."""

from typing import Any

from django.urls import reverse

from campus.accounts.permissions import Permission
from campus.core import clock
from campus.core.components import dates
from learners.views.staff import PersonFormPage, PersonPage
from plans.actions import reviews as actions
from plans.forms.reviews import ReviewForm
from plans.models import Review
from plans.selectors import changes, corrections, review_tasks, schedules


class Reviews(PersonPage):
    """Past reviews, the one to come, and everything that changed about session dates."""

    permission = Permission.PLAN_VIEW
    template_name = "plans/staff/reviews.html"

    def context(self) -> dict[str, Any]:
        reviews, before = schedules.reviews_of(self.learner.id), corrections.corrections_of(self.learner.id)
        return {
            **super().context(),
            "session": schedules.next_session(self.learner.id),
            "held": [(review, before.get(review.id, [])) for review in reviews],
            "changes": changes.changes_of(self.learner.id),
        }


class StartReview(PersonPage):
    """The four parts of a review."""

    permission = Permission.PLAN_EDIT
    template_name = "plans/staff/review_start.html"

    def context(self) -> dict[str, Any]:
        session = schedules.next_session(self.learner.id)
        return {
            **super().context(), "session": session, "refusal": review_tasks.refusal(session),
            "preparation": review_tasks.preparation(self.learner.id, clock.today()),
        }  # fmt: skip


class CompleteReview(PersonFormPage):
    permission = Permission.PLAN_EDIT
    late_title = "Record a review"
    form_class = ReviewForm
    template_name = "plans/staff/review_complete.html"

    def initial(self) -> dict[str, Any]:
        return {"held_on": clock.today()}

    def context(self) -> dict[str, Any]:
        session = schedules.next_session(self.learner.id)
        return {**super().context(), "session": session, "refusal": review_tasks.refusal(session)}

    def perform(self, form: ReviewForm) -> str:
        data = form.cleaned_data
        review = actions.complete(
            by=self.request.actor, learner_id=self.learner.id, held_on=data["held_on"], note=data["note"],
            note_is_staff_only=data["note_is_staff_only"], held_by_name=data["held_by_name"],
            held_by_role=data["held_by_role"], at=clock.now(),
        )  # fmt: skip
        self.say(_outcome(review, schedules.next_session(self.learner.id)))
        return reverse("plans:reviews", kwargs={"learner_id": self.learner.id})


def _outcome(review: Review, following: schedules.Session | None) -> str:
    """Whether it was in time, and what comes next."""
    done = f"Review done, {'on time' if review.was_on_time else 'late'}."
    if following is None:
        return f"{done} That was the last review before release."
    return f"{done} Next: {dates.long_date(following.opens_on)} to {dates.long_date(following.due_on)}."
