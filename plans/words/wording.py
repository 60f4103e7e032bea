"""One question in the words of its readers, and an answer to it as a text. Staff read the rules' own words."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from campus.core.components.dates import long_date, possessive
from plans.rules.induction import Answers, Kind, Question, Step, Topic, part_of
from plans.rules.skills import SKILL_WORDS
from plans.words import induction as plain
from plans.words import skills as plain_skills


@dataclass(frozen=True)
class Wording:
    """`nothing` is what an answer without anything chosen is called."""

    title: str
    short: str
    hint: str
    labels: Mapping[str, str]
    items: Mapping[str, str]  # what a rating is of
    text_label: str
    role_label: str
    tasks_label: str
    nothing: str
    choice: str = ""


def for_staff(step: Step, called: str) -> Wording:
    question, names = step.question, {"called": called, "whose": possessive(called)}
    choice = question.values.get(step.choice, "")
    title = f"What did {called} do in {choice.lower() if step.choice != 'TECHNICAL' else choice}?" if choice else ""
    if step.choice == "OTHER":
        title = f"What did {called} do in other work?"
    text_label = question.text_label if question.kind == Kind.ONE else "If other, what is it?"
    return Wording(
        title or question.title.format(**names), f"{question.short}: {choice}" if choice else question.short,
        question.hint.format(**names), question.values, SKILL_WORDS, text_label, "Job role",
        "Tasks and responsibilities (optional)", "None", choice,
    )  # fmt: skip


def for_learner(step: Step) -> Wording:
    topic, choice = step.topic, str(plain.LABELS.get(step.topic, {}).get(step.choice, ""))
    short = str(plain.SHORTS.get(topic, ""))
    why = topic == Topic.WORKED
    return Wording(
        str(plain.TITLES.get(topic, "")), f"{short}: {choice}" if choice else short, str(plain.HINTS.get(topic, "")),
        _labels_for_learner(step.question), {k: str(w) for k, w in plain_skills.SKILLS.items()},
        str(plain.TELL_WHY if why else plain.WHAT_IS_IT), _("What was your job?"), _("What did you do there?"),
        _("Nothing"), choice,
    )  # fmt: skip


def _labels_for_learner(question: Question) -> dict[str, str]:
    if question.topic == Topic.SKILLS:
        return {code: str(words) for code, words in plain_skills.SKILLS.items()}
    if question.topic == Topic.RATINGS:
        return {str(code): str(words) for code, words in plain_skills.RATINGS.items()}
    return {code: str(words) for code, words in plain.LABELS.get(question.topic, {}).items()}


def told(step: Step, answers: Answers, wording: Wording) -> str:
    """What was said on one page, a line each. Empty where nothing was."""
    question, part = step.question, part_of(step, answers)
    if not part:
        return ""
    if question.kind == Kind.SESSION:
        return _session(part)
    if question.kind == Kind.NOTE:
        return f"{part['note']}\n(Only staff may see this)" if part["note_is_staff_only"] else part["note"] or "No note"
    if question.kind == Kind.JOB:
        return "\n".join(filter(None, (part.get("role", ""), part.get("tasks", ""))))
    return "\n".join(_lines(question, part, wording)) or wording.nothing


def _lines(question: Question, part: Mapping[str, Any], wording: Wording) -> list[str]:
    said = part.get(question.key)
    each: Mapping[str, Any] = said if isinstance(said, dict) else {}
    if question.kind == Kind.TEXT_EACH:
        return [f"{words}: {each[code]}" for code, words in wording.labels.items() if code in each]
    if question.kind == Kind.RATING_EACH:
        return [f"{words}: {wording.labels[str(each[code])]}" for code, words in wording.items.items() if code in each]
    if question.kind == Kind.ROWS:
        return []
    codes = [said] if isinstance(said, str) else said or []
    beside = part.get(question.text_key, "")
    return [
        f"{wording.labels.get(code, code)}: {beside}" if beside and code == question.text_with else
        str(wording.labels.get(code, code)) for code in codes
    ]  # fmt: skip


def _session(part: Mapping[str, Any]) -> str:
    held_on = long_date(dt.date.fromisoformat(part["held_on"]))
    if part["held_by"] == "OTHER":
        return f"{part['held_by_name']}, {part['held_by_role']}\n{held_on}"
    return f"{part.get('recorder', {}).get('name', 'Whoever saves this')}\n{held_on}"
