"""What is refused of an answer, and what is kept of it. Pure.

The sentences stand beside a box for staff and for the person at the tablet, so they are short and plain.
"""

import datetime as dt
import json
import zlib
from collections.abc import Iterable, Mapping
from typing import Any

from campus.core.errors import Refused
from plans.rules.goals import NOTE_MOST
from plans.rules.induction import values as v
from plans.rules.induction.questions import (
    Answers,
    Kind,
    Question,
    Step,
    first_open,
    of_section,
    steps,
)
from plans.rules.induction.values import Section
from plans.rules.skills import RATING_WORDS

ONE, SOME = "Choose one answer", "Choose at least one"
SOME_OR_NONE = "Choose at least one, or “None of these”"
NONE_ALONE = "Choose “None of these” or something else, not both"
IN_THE_LIST = "Choose from the list"
SAY_WHAT = "Write what it is"
SAY_WHY = "Write why"
THE_JOB = "Write what the job was"
EACH = "Choose one answer for each"
Given = Mapping[str, Any]


def check_step(step: Step, given: Given, answers: Answers, today: dt.date) -> dict[str, Any]:
    """The answer of one page as it is kept, from what was typed. Raises Refused beside the box that it is about."""
    question = step.question
    if question.kind == Kind.ONE:
        return _one(question, given)
    if question.kind == Kind.MANY:
        return _many(question, given)
    if question.kind == Kind.TEXT_EACH:
        return _text_each(question, given, answers.get("work_types", []))
    if question.kind == Kind.JOB:
        return _job(step, given, answers)
    if question.kind == Kind.RATING_EACH:
        return _rating_each(question, given, answers.get("skills", []))
    if question.kind == Kind.SESSION:
        return check_session(given, today)
    if question.kind == Kind.NOTE:
        note = _text(given.get("note", ""), "note", NOTE_MOST)
        return {"note": note, "note_is_staff_only": bool(note) and bool(given.get("note_is_staff_only"))}
    return {}


def merged(section: Answers, step: Step, kept: Answers) -> dict[str, Any]:
    """A section's answers with those of one page put in, and without what hangs on something that is said no more."""
    found = {key: value for key, value in section.items() if key not in _owned(step)}
    if step.question.kind == Kind.JOB:
        found["experience"] = {**section.get("experience", {}), **kept["experience"]}
    else:
        found |= kept
    return _pruned(found)


def check_answers(section: Section, answers: Answers, today: dt.date) -> dict[str, Any]:
    """A whole section as it is kept. What was stored before is checked as strictly as what is typed now."""
    found: dict[str, Any] = {}
    if section == Section.EDUCATION and answers.get("qualifications"):
        found["qualifications"] = check_told(answers["qualifications"])
    known = {key for question in of_section(section) for key in _owned(Step(question.topic))}
    if set(answers) - known:
        raise Refused(IN_THE_LIST)
    for step in _pages(section, answers):
        part = part_of(step, answers)
        if part:
            found = merged(found, step, check_step(step, part, _as_told(step, answers), today))
    return found


def check_session(given: Given, today: dt.date) -> dict[str, Any]:
    """Whoever held it: the person at the keyboard, or somebody who is named with their role. Today or past."""
    held_on = given.get("held_on")
    on = dt.date.fromisoformat(held_on) if isinstance(held_on, str) and held_on else held_on
    if given.get("held_by") not in ("ME", "OTHER"):
        raise Refused("Choose who held the session", field="held_by")
    kept: dict[str, Any] = {"held_by": given["held_by"]}
    if given["held_by"] == "OTHER":
        for name, words in (("held_by_name", "Enter their full name"), ("held_by_role", "Enter their job role")):
            kept[name] = _text(given.get(name, ""), name, v.PERSON_MOST)
            if not kept[name]:
                raise Refused(words, field=name)
    if not isinstance(on, dt.date):
        raise Refused("Enter the date of the session", field="held_on")
    if on > today:
        raise Refused("The date of the session must be today or in the past", field="held_on")
    return {**kept, "held_on": on.isoformat(), **{k: given[k] for k in ("recorder",) if k in given}}


def check_qualification(*, level: str, subject: str, grade: str, level_needed: bool = True) -> dict[str, str]:
    """A qualification from before prison. At the tablet the level may be left to staff."""
    if (level or level_needed) and level not in v.QUALIFICATION_LEVELS:
        raise Refused("Choose a level", field="level")
    kept = {
        "level": level,
        "subject": _text(subject, "subject", v.SUBJECT_MOST),
        "grade": _text(grade, "grade", v.GRADE_MOST),
    }
    if not kept["subject"]:
        raise Refused("Write what it is in", field="subject")
    return kept


def check_told(rows: Iterable[Given]) -> list[dict[str, str]]:
    """The qualifications that somebody told of at the tablet."""
    kept = [check_qualification(level_needed=False, **row) for row in rows]
    if len(kept) > v.TOLD_QUALIFICATIONS_MOST:
        raise Refused("That is as many as we can keep. Tell staff about the others.")
    return kept


def check_may_complete(answers: Answers, *, qualifications: int) -> None:
    """Whether every question that is asked has its answer."""
    if first_open(answers) is not None:
        raise Refused("Answer every question first.")
    if answers.get("has_qualifications") == "YES" and not qualifications:
        raise Refused("Add the qualifications, or say that there are none to record.")


def may_complete(answers: Answers, *, qualifications: int) -> bool:
    try:
        check_may_complete(answers, qualifications=qualifications)
    except Refused:
        return False
    return True


def check_first_induction(*, called: str, is_held: bool) -> None:
    """Once in a life, and not for each sentence."""
    if is_held:
        raise Refused(f"{called} has had an induction. Edit a section instead.")


def check_may_edit(*, called: str, is_held: bool, section: Section) -> None:
    """Sections are edited once the induction was held; education before prison is recorded at any time (2.8)."""
    if not is_held and section != Section.EDUCATION:
        raise Refused(f"{called} has not had an induction yet. Hold it first.")


def check_may_tell(*, is_held: bool) -> None:
    if is_held:
        raise Refused("Staff have your answers now. Talk to them to change one.")


def check_something_told(answers: Answers) -> None:
    if not answers:
        raise Refused("Answer one question first.")


def mark_of(step: Step, answers: Answers) -> int:
    """A number that another answer to the same page would not have, so that nobody writes over what they never saw."""
    part = part_of(step, answers)
    return zlib.crc32(json.dumps(part, sort_keys=True).encode()) if part else 0


def _as_told(step: Step, answers: Answers) -> Answers:
    """The answers a page is checked against. A skill that was added and is not rated yet is no fault of the others."""
    if step.question.kind != Kind.RATING_EACH:
        return answers
    return {**answers, "skills": [code for code in answers["skills"] if code in answers["ratings"]]}


def _pages(section: Section, answers: Answers) -> list[Step]:
    """The pages that hold a section's answers. The kinds of work are checked whether or not work is hoped for."""
    assumed = {**answers, "hoping": "YES"} if section == Section.FUTURE_WORK else answers
    return [step for step in steps(assumed) if step.section == section and step.question.kind != Kind.ROWS]


def _owned(step: Step) -> tuple[str, ...]:
    question = step.question
    if question.kind == Kind.SESSION:
        return ("held_by", "held_by_name", "held_by_role", "held_on", "recorder")
    if question.kind == Kind.NOTE:
        return ("note", "note_is_staff_only")
    return (question.key, question.text_key) if question.text_with else (question.key,)


def part_of(step: Step, answers: Answers) -> dict[str, Any]:
    """What was said on one page."""
    if step.question.kind == Kind.JOB:
        return dict(answers.get("experience", {}).get(step.choice, {}))
    return {key: answers[key] for key in _owned(step) if key in answers}


def _one(question: Question, given: Given) -> dict[str, Any]:
    code = given.get(question.key)
    if not isinstance(code, str) or code not in question.values:
        raise Refused(ONE, field=question.key)
    return {question.key: code, **_words_beside(question, given, code)}


def _many(question: Question, given: Given) -> dict[str, Any]:
    chosen = given.get(question.key) or []
    if set(chosen) - set(question.values):
        raise Refused(IN_THE_LIST, field=question.key)
    if len(set(chosen)) < question.least:
        raise Refused(SOME_OR_NONE if question.has_none else SOME, field=question.key)
    if v.NONE in chosen and len(set(chosen)) > 1:
        raise Refused(NONE_ALONE, field=question.key)
    codes = [code for code in question.values if code in chosen]
    return {question.key: codes, **_words_beside(question, given, *codes)}


def _words_beside(question: Question, given: Given, *chosen: str) -> dict[str, str]:
    """OTHER always needs words; words beside anything else are left out."""
    if not question.text_with or question.text_with not in chosen:
        return {}
    words = _text(given.get(question.text_key, ""), question.text_key, question.text_most)
    if not words:
        raise Refused(SAY_WHY if question.kind == Kind.ONE else SAY_WHAT, field=question.text_key)
    return {question.text_key: words}


def _text_each(question: Question, given: Given, chosen: Iterable[str]) -> dict[str, Any]:
    said = given.get(question.key) or {}
    codes = list(chosen)
    if set(said) - set(codes):
        raise Refused(IN_THE_LIST)
    texts = {code: _text(said.get(code, ""), f"{question.key}_{code}", question.text_most) for code in codes}
    return {question.key: {code: text for code, text in texts.items() if text}}


def _job(step: Step, given: Given, answers: Answers) -> dict[str, Any]:
    if step.choice not in answers.get("past_work", []):
        raise Refused(IN_THE_LIST)
    role = _text(given.get("role", ""), "role", v.PAST_ROLE_MOST)
    if not role:
        raise Refused(THE_JOB, field="role")
    return {"experience": {step.choice: {"role": role, "tasks": _text(given.get("tasks", ""), "tasks",
                                                                      v.PAST_TASKS_MOST)}}}  # fmt: skip


def _rating_each(question: Question, given: Given, chosen: Iterable[str]) -> dict[str, Any]:
    said = given.get(question.key) or {}
    codes = list(chosen)
    for code in codes:
        if said.get(code) not in RATING_WORDS:
            raise Refused(EACH, field=f"{question.key}_{code}")
    if set(said) - set(codes):
        raise Refused(IN_THE_LIST)
    return {question.key: {code: int(said[code]) for code in codes}}


def _text(words: Any, field: str, most: int) -> str:
    text = str(words or "").strip()
    if len(text) > most:
        raise Refused(f"Use {most} letters or fewer", field=field)
    return text


def _pruned(section: dict[str, Any]) -> dict[str, Any]:
    """What hangs on an answer goes when the answer does. Its history stays."""
    found = dict(section)
    if "work_roles" in found:
        found["work_roles"] = _only(found["work_roles"], found.get("work_types", []))
    if "worked" in found and found["worked"] != v.HasWorkedBefore.YES:
        for key in ("past_work", "past_work_other", "experience"):
            found.pop(key, None)
    if "experience" in found:
        found["experience"] = _only(found["experience"], found.get("past_work", []))
    if "ratings" in found:
        found["ratings"] = _only(found["ratings"], found.get("skills", []))
    if found.get("has_qualifications") == "NO":
        found.pop("qualifications", None)
    return {key: value for key, value in found.items() if value or key not in ("experience", "ratings")}


def _only(held: Mapping[str, Any], codes: Iterable[str]) -> dict[str, Any]:
    kept = set(codes)
    return {code: value for code, value in held.items() if code in kept}
