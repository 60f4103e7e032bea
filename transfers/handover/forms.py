"""What people type and choose about a hand-over."""

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from campus.core.forms import CampusForm
from campus.core.forms.fields import DatePartsField, RepeatedTextField
from plans.models import Goal
from plans.rules.closing import ARCHIVE_LABELS
from plans.rules.goals import ARCHIVE_WORDS_MOST
from transfers.handover import rules
from transfers.handover.actions.accepting import GoalChoice, PlaceChoice
from transfers.handover.rules import EmergencyReason, GoalDecision, PlaceDecision, ReviewOutcome
from transfers.handover.selectors.accepting import Held


class NoteForm(CampusForm):
    """The hand-over note. `lock_version` is the number of the version that is being changed."""

    carries = ("lock_version",)
    text = forms.CharField(
        label="What does the next prison need to know?", max_length=rules.NOTE_MOST,
        widget=forms.Textarea(attrs={"rows": 12, "data-count": rules.NOTE_MOST}),
        help_text=f"Up to {rules.NOTE_MOST:,} letters. Learning, what helps, what was promised. Nothing about risk or "
        "health. The person reads it too.",
        error_messages={"required": "Write the hand-over note"},
    )  # fmt: skip
    first = RepeatedTextField(
        label="Do these first", item_label="Thing", required=False, most=rules.FIRST_MOST,
        max_length=rules.FIRST_WORDS_MOST, help_text=f"At most {rules.FIRST_MOST} things.",
    )  # fmt: skip


class GiveForm(CampusForm):
    """Who is to take somebody on."""

    user = forms.TypedChoiceField(
        label="Who takes this on?", coerce=lambda key: uuid.UUID(key) if key else None, required=False,
        empty_value=None, error_messages={"invalid_choice": "Choose somebody from the list"},
    )  # fmt: skip

    def __init__(self, *args: Any, planners: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].choices = [("", "Nobody yet"), *planners]  # type: ignore[attr-defined]


def _decision(title: str, offered: list[tuple[str, str]], first: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=title, choices=offered, widget=forms.RadioSelect(attrs={"inline": True}), initial=str(first),
        error_messages={"required": f"Decide what happens to {title}"},
    )  # fmt: skip


class AcceptForm(CampusForm):
    """Who works with the person, each open goal, and each place in a class: all in one form, with sensible defaults."""

    def __init__(
        self, *args: Any, goals: Sequence[Goal], places: Sequence[Held], planners: Sequence[tuple[str, str]],
        may_stop: bool, **kwargs: Any,
    ) -> None:  # fmt: skip
        self.goals, self.places = list(goals), list(places)
        self.made: dict[str, forms.Field] = {}
        for goal in self.goals:
            self._add_goal(goal, may_stop)
        for held in self.places:
            self._add_place(held)
        if planners:
            self.made["worker"] = forms.TypedChoiceField(
                label="Who works with them from now on?", coerce=uuid.UUID, choices=[("", "Choose"), *planners],
                error_messages={
                    "required": "Choose who works with them", "invalid_choice": "Choose somebody from the list",
                },
            )  # fmt: skip
        self.base_fields = {**self.base_fields, **self.made}  # type: ignore[misc]
        super().__init__(*args, **kwargs)

    def _add_goal(self, goal: Goal, may_stop: bool) -> None:
        name = f"goal_{goal.id.hex}"
        offered = [d for d in GoalDecision if may_stop or d != GoalDecision.STOP]
        self.made[name] = _decision(goal.title, [(d.value, rules.GOAL_WORDS[d]) for d in offered], GoalDecision.KEEP)
        if may_stop:
            reasons = [(reason.value, label) for reason, label in ARCHIVE_LABELS.items()]
            self.made[f"{name}_reason"] = forms.ChoiceField(
                label="Why does it stop?", required=False, choices=[("", "Choose"), *reasons]
            )
            self.made[f"{name}_words"] = forms.CharField(
                label="What is the other reason?", required=False, max_length=ARCHIVE_WORDS_MOST
            )

    def _add_place(self, held: Held) -> None:
        name = f"place_{held.place.id.hex}"
        offered = [(d.value, rules.PLACE_WORDS[d]) for d in held.offered]
        self.made[name] = _decision(held.title, offered, held.sensible)
        if PlaceDecision.REPLACE in held.offered:
            groups = [(str(g.id), f"{g.name}, {g.room}" if g.room else g.name) for g in held.classes]
            self.made[f"{name}_class"] = forms.ChoiceField(
                label="Which class here?", required=False, choices=[("", "Choose"), *groups]
            )

    @property
    def goal_rows(self) -> list[dict[str, Any]]:
        """Each goal with its fields, as the template lays them out."""
        return [
            {
                "goal": goal, "decision": self[f"goal_{goal.id.hex}"],
                "reason": self._bound(f"goal_{goal.id.hex}_reason"), "words": self._bound(f"goal_{goal.id.hex}_words"),
            }
            for goal in self.goals
        ]  # fmt: skip

    @property
    def place_rows(self) -> list[dict[str, Any]]:
        return [
            {
                "held": held, "decision": self[f"place_{held.place.id.hex}"],
                "group": self._bound(f"place_{held.place.id.hex}_class"),
            }
            for held in self.places
        ]  # fmt: skip

    def _bound(self, name: str) -> Any:
        return self[name] if name in self.fields else None

    @property
    def goal_choices(self) -> list[GoalChoice]:
        given = self.cleaned_data
        return [
            GoalChoice(
                goal.id, given.get(f"goal_{goal.id.hex}", ""), given.get(f"goal_{goal.id.hex}_reason", ""),
                given.get(f"goal_{goal.id.hex}_words", ""), f"goal_{goal.id.hex}",
            )
            for goal in self.goals
        ]  # fmt: skip

    @property
    def place_choices(self) -> list[PlaceChoice]:
        found = []
        for held in self.places:
            name = f"place_{held.place.id.hex}"
            group = self.cleaned_data.get(f"{name}_class") or ""
            found.append(PlaceChoice(
                held.place.id, self.cleaned_data.get(name, ""), uuid.UUID(group) if group else None, name,
            ))  # fmt: skip
        return found


class ReturnForm(CampusForm):
    reason = forms.CharField(
        label="Why do you send it back?", max_length=rules.WORDS_MOST, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Whoever wrote it reads this.", error_messages={"required": "Write why you send it back"},
    )  # fmt: skip


class EmergencyForm(CampusForm):
    """Which record, and why it cannot wait."""

    number = forms.CharField(
        label="Prison number", max_length=10, help_text="A letter, four figures, two letters: A1234BC",
        error_messages={"required": "Type the prison number"},
    )  # fmt: skip
    reason = forms.ChoiceField(
        label="Why do you need it?", choices=[(r.value, rules.EMERGENCY_WORDS[r]) for r in EmergencyReason],
        widget=forms.RadioSelect, error_messages={"required": "Choose why you need it"},
    )  # fmt: skip
    words = forms.CharField(
        label="What happened?", max_length=rules.WORDS_MOST, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Write why you need it"},
    )  # fmt: skip


class ReviewForm(CampusForm):
    outcome = forms.ChoiceField(
        label="What did you find?", choices=[(o.value, rules.REVIEW_WORDS[o]) for o in ReviewOutcome],
        widget=forms.RadioSelect, error_messages={"required": "Choose what you found"},
    )  # fmt: skip
    words = forms.CharField(
        label="In your words", max_length=rules.WORDS_MOST, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Write what you found"},
    )  # fmt: skip


class ExpectForm(CampusForm):
    """Where somebody is going, and when."""

    establishment = forms.ChoiceField(
        label="Where to?", error_messages={"required": "Choose a prison", "invalid_choice": "Choose a prison"}
    )
    expected_on = DatePartsField(label="On which day?")

    def __init__(self, *args: Any, prisons: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["establishment"].choices = [("", "Choose"), *prisons]  # type: ignore[attr-defined]
