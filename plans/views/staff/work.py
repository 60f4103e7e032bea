"""The tab that holds what a person said about work and interests."""

from typing import Any

from django.urls import reverse

from campus.accounts.permissions import Permission
from learners.models import Learner
from learners.views.staff import PersonPage
from plans.models import InductionAnswers
from plans.rules import induction as rules
from plans.rules.induction import SECTION_WORDS, Section
from plans.selectors import induction as selectors
from plans.selectors.corrections import corrections_of
from plans.views.staff.induction import NOT_EDITED, said_rows
from plans.views.staff.induction import url as question_url
from plans.words.wording import for_staff, told

# Education has a card of its own on the tab of that name.
SHOWN = tuple(section for section in Section if section not in (Section.EDUCATION, Section.SESSION))


class WorkAndInterests(PersonPage):
    """Each section with who changed it last. Before the induction: what the person said at the tablet."""

    permission = Permission.PLAN_VIEW
    template_name = "plans/staff/work_interests.html"

    def context(self) -> dict[str, Any]:
        actor, found = self.request.actor, selectors.told(self.learner.id)
        start = reverse("plans:start-induction", kwargs={"learner_id": self.learner.id})
        return {
            **super().context(), "told": found, "start_url": start, "may_edit": actor.may(Permission.PLAN_EDIT),
            "said": [] if found.is_held else said_rows(found, self.learner.called),
            "before": corrections_of(self.learner.id).get(found.induction.id, []) if found.induction else [],
            "sections": sections_of(found, self.learner, may_edit=actor.may(Permission.INDUCTION_EDIT)),
        }  # fmt: skip


def sections_of(found: selectors.Told, learner: Learner, *, may_edit: bool) -> list[dict[str, Any]]:
    """What each section holds, in words. Questions that are not asked of this person are left out."""
    if not found.is_held:
        return []
    shown = []
    for section in SHOWN:
        rows = [
            {
                "short": for_staff(step, learner.called).short,
                "words": told(step, found.answers, for_staff(step, learner.called)),
                "url": ""
                if step.topic in NOT_EDITED or not may_edit
                else question_url(learner.id, "edit-answer", step),
            }
            for step in rules.steps(found.answers)
            if step.section == section
        ]
        if rows:
            row: InductionAnswers | None = found.recorded.get(section)
            shown.append({"title": SECTION_WORDS[section], "rows": rows, "row": row})
    return shown
