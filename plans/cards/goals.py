"""What plans show on pages that other apps own."""

from typing import Any

from django.utils.translation import gettext as _

from campus.core.cards import Card
from learners.models import Learner
from plans import rules, selectors

FIRST = 6


def _plan(learner: Learner) -> selectors.PlanView:
    """The plan, read once for all the cards of a page."""
    if not hasattr(learner, "plan_view"):
        learner.plan_view = selectors.plan_of(learner.id)  # type: ignore[attr-defined]
    return learner.plan_view  # type: ignore[attr-defined]


def on_person(*, actor: Any, learner: Learner) -> Card:
    return Card("plans/staff/card.html", {"plan": _plan(learner), "may_edit": actor.may("plan.edit")})


def next_for_staff(*, actor: Any, learner: Learner) -> Card | None:
    plan = _plan(learner)
    if plan.is_agreed or not actor.may("plan.edit"):
        return None
    return Card("plans/staff/next.html", {"plan": plan}, weight=50)


def next_for_learner(*, actor: Any, learner: Learner) -> Card:
    """Weights: an unread message 80, a CV begun 60, a step of the plan 40, nothing yet 10."""
    plan = _plan(learner)
    return Card("plans/kiosk/next.html", {"plan": plan, "step": plan.next_step}, weight=40 if plan.next_step else 10)


def tile(*, actor: Any, learner: Learner) -> Card:
    done, steps = selectors.counts_of(learner.id)
    state = _("%(done)s of %(steps)s steps done") % {"done": done, "steps": steps} if steps else _("No goals yet")
    return Card(
        "learners/kiosk/tile.html", {"icon": "plan", "label": _("My plan"), "url_name": "plans:plan", "state": state}
    )


def ticked(*, actor: Any) -> Card | None:
    code = actor.establishment_id
    if code is None:
        return None
    rows = list(selectors.ticked_at(code)[: FIRST + 1])
    return Card("plans/staff/ticked.html", {"steps": rows[:FIRST], "more": len(rows) > FIRST})


def totals(*, actor: Any) -> Card | None:
    """The own prison in numbers, for those who see totals and no names."""
    code = actor.establishment_id
    if code is None or actor.may("plan.view"):
        return None
    found = selectors.totals_at(code)
    told = min(found.agreed, found.without) >= rules.FEWEST_TOLD
    return Card("plans/staff/totals.html", {"totals": found, "told": told, "limit": rules.FEWEST_TOLD})
