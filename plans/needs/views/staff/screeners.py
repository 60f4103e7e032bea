"""Keying in a screener."""

from dataclasses import dataclass
from typing import Any

from campus.accounts.permissions import Permission
from campus.core import clock
from plans.needs import actions
from plans.needs.forms import ScreenerForm
from plans.needs.rules.codes import CATEGORIES
from plans.needs.views.staff.items import ItemForm


@dataclass(frozen=True)
class Line:
    """One skill of the screener, with what is ticked."""

    code: str
    label: str
    hard: bool
    strong: bool


class AddScreener(ItemForm):
    """One table for each group of skills: hard, strong, or neither."""

    permission = Permission.NEED_RECORD
    form_class = ScreenerForm
    template_name = "needs/staff/screener.html"
    heading = "Key in a screener"
    button = "Save screener"

    def show(self, **extra: Any) -> Any:
        return super().show(tables=_tables(extra["form"]), **extra)

    def perform(self, form: ScreenerForm) -> str:
        data = form.cleaned_data
        actions.add_screener(
            by=self.request.actor, learner_id=self.learner.id, on=data["on"], challenges=data["challenges"],
            strengths=data["strengths"], at=clock.now(),
        )  # fmt: skip
        return self.back("Screener saved. What an older one found is in history.")


def _tables(form: ScreenerForm) -> list[tuple[str, list[Line]]]:
    hard, strong = form["challenges"].value() or [], form["strengths"].value() or []
    return [
        (one.label, [
            Line(code, label, code in hard, code in strong)
            for code, label in (one.skills or {one.whole: one.label}).items()
        ])
        for one in CATEGORIES if not one.only_strength
    ]  # fmt: skip
