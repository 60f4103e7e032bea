"""Skills for work: where they stand, every rating, and a new one."""

from typing import Any

from django.http import Http404
from django.urls import reverse

from campus.accounts.permissions import Permission
from campus.core import clock
from learners.views.staff import PersonFormPage, PersonPage
from plans.actions import skills as actions
from plans.forms.skills import RatingForm
from plans.rules.skills import RATING_WORDS, SKILL_WORDS
from plans.selectors import skills as selectors


class Skills(PersonPage):
    permission = Permission.PLAN_VIEW
    template_name = "plans/staff/skills.html"

    def context(self) -> dict[str, Any]:
        lines = selectors.lines_of(self.learner.id)
        return {
            **super().context(), "lines": lines, "words": RATING_WORDS,
            "rated": sum(line.now is not None or line.own is not None for line in lines),
            "may_rate": self.request.actor.may(Permission.SKILL_RATE),
        }  # fmt: skip


class OneSkill(PersonPage):
    """Every rating of one skill, the latest first."""

    permission = Permission.PLAN_VIEW
    template_name = "plans/staff/skills_one.html"

    def prepare(self) -> None:
        super().prepare()
        skill = selectors.skill_at(self.kwargs["skill"])
        if skill is None:
            raise Http404
        self.skill = skill

    def context(self) -> dict[str, Any]:
        asked = self.request.GET.get("page", "1")
        number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1
        page = selectors.page_of(self.learner.id, self.skill, number)
        return {
            **super().context(), "skill": SKILL_WORDS[self.skill], "page": page,
            "slug": self.kwargs["skill"], "may_rate": self.request.actor.may(Permission.SKILL_RATE),
            "previous": f"?page={page.number - 1}" if page.number > 1 else "",
            "following": f"?page={page.number + 1}" if page.more else "",
        }  # fmt: skip


class RateSkill(PersonFormPage):
    permission = Permission.SKILL_RATE
    form_class = RatingForm
    template_name = "plans/staff/skills_rate.html"

    def form_arguments(self) -> dict[str, Any]:
        return {"called": self.learner.called}

    def initial(self) -> dict[str, Any]:
        skill = selectors.skill_at(self.request.GET.get("skill", ""))
        return {"skill": skill} if skill else {}

    def perform(self, form: RatingForm) -> str:
        data = form.cleaned_data
        actions.rate(
            by=self.request.actor, learner_id=self.learner.id, skill=data["skill"], rating=data["rating"],
            evidence=data["evidence"], session=data["session"], session_name=data["session_name"], at=clock.now(),
        )  # fmt: skip
        self.say(f"{SKILL_WORDS[data['skill']]} rated. {self.learner.called} can see it on the tablet.")
        return reverse("plans:skills", kwargs={"learner_id": self.learner.id})
