"""My skills: what I say, what staff say, and a way to say it."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from campus.core import clock
from learners.views.kiosk import KioskFormPage, KioskPage
from plans.actions import skills as actions
from plans.forms.skills import OwnRatingForm
from plans.rules.skills import Skill
from plans.selectors import skills as selectors
from plans.words import skills as words


class MySkills(KioskPage):
    """Staff are not named here."""

    permission = "own.view"
    template_name = "plans/kiosk/skills.html"

    def context(self) -> dict[str, Any]:
        lines = selectors.lines_of(self.learner.id)
        rows = [
            {
                "words": words.SKILLS[line.skill], "slug": line.slug, "now": line.now, "own": line.own,
                "staff_say": words.RATINGS[line.now.rating] if line.now else "",
                "i_say": words.RATINGS[line.own.rating] if line.own else "",
                "where": words.SESSIONS[line.now.session] if line.now else "",
            }
            for line in lines
        ]  # fmt: skip
        first = next((line for line in lines if line.own is None), lines[0])
        return {"rows": rows, "said": sum(line.own is not None for line in lines), "first": first.slug}


class RateMySkill(KioskFormPage):
    """One skill, one question, and on to the next."""

    permission = "own.edit"
    form_class = OwnRatingForm
    template_name = "plans/kiosk/skills_rate.html"

    def prepare(self) -> None:
        skill = selectors.skill_at(self.kwargs["skill"])
        if skill is None:
            raise Http404
        self.skill = skill

    @property
    def following(self) -> str:
        every = list(Skill)
        place = every.index(self.skill) + 1
        if place == len(every):
            return reverse("plans:skills")
        return reverse("plans:rate-skill", args=[selectors.slug_of(every[place])])

    def form_arguments(self) -> dict[str, Any]:
        return {"title": str(words.SKILLS[self.skill])}

    def context(self) -> dict[str, Any]:
        every = list(Skill)
        return {"number": every.index(self.skill) + 1, "total": len(every), "following": self.following}

    def perform(self, form: OwnRatingForm) -> str:
        actions.rate_own(
            by=self.request.actor, learner_id=self.learner.id, skill=self.skill, rating=form.cleaned_data["rating"],
            at=clock.now(),
        )  # fmt: skip
        self.say(_("We saved that."))
        return self.following
