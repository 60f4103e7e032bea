"""A person's plan as a page of HTML for the PDF: big, plain, and nothing on it that is for staff only."""

from django.template.loader import render_to_string
from django.utils import translation

from campus.core import pdf
from plans import selectors
from plans.models import PlanPrint
from plans.selectors import printing, schedules
from plans.selectors.goals import GoalView

_LANG = {"cy": "cy", "en-gb": "en-GB"}


def html(asked: PlanPrint) -> str:
    """The page in the language in which the person reads the tablet, whatever the language of the process."""
    learner, language = asked.learner, printing.language_of(asked.learner_id)
    plan = selectors.plan_of(learner.id)
    shown = [*plan.goals, *plan.closed]
    with translation.override(language):
        return render_to_string(
            "pdf/plan.html",
            {
                "lang": _LANG.get(language, "en-GB"),
                "print": asked,
                "learner": learner,
                "prison": asked.created_at_establishment,
                "plan": plan,
                "session": schedules.next_session(learner.id),
                "faces": pdf.faces(" ".join([learner.name, *(word for view in shown for word in _words(view))])),
            },
        )


def _words(view: GoalView) -> list[str]:
    """What is printed of a goal in the words of people, so that the fonts for it are there."""
    return [view.goal.title, view.goal.note, view.goal.closing_note, *(step.title for step in view.steps)]
