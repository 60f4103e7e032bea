"""Whatever is answered, in whatever order: the questions come to an end, and nothing is kept that would be refused."""

import datetime as dt
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from campus.core.errors import Refused
from plans.rules import induction as rules
from plans.rules.induction import Kind, Section, Source, Step
from plans.rules.induction.values import NONE

TODAY = dt.date(2026, 11, 20)
WORDS = st.text(alphabet="abc é", min_size=1, max_size=12).filter(str.strip)


@st.composite
def valid(draw: Any, step: Step, answers: dict[str, Any]) -> dict[str, Any]:
    """An answer that the rule takes."""
    question = step.question
    if question.kind == Kind.ONE:
        return {question.key: draw(st.sampled_from(list(question.values))), question.text_key: draw(WORDS)}
    if question.kind == Kind.MANY:
        codes = [code for code in question.values if code != NONE]
        some = draw(st.lists(st.sampled_from(codes), min_size=question.least, max_size=3, unique=True))
        none = question.has_none and draw(st.booleans())
        return {question.key: [NONE] if none else some, question.text_key: draw(WORDS)}
    if question.kind == Kind.TEXT_EACH:
        return {question.key: {code: draw(st.sampled_from(["", "Driver"])) for code in answers.get("work_types", [])}}
    if question.kind == Kind.JOB:
        return {"role": draw(WORDS), "tasks": draw(st.sampled_from(["", "Lifting"]))}
    if question.kind == Kind.RATING_EACH:
        return {question.key: {code: draw(st.integers(1, 4)) for code in answers.get("skills", [])}}
    if question.kind == Kind.SESSION:
        return {"held_by": draw(st.sampled_from(["ME", "OTHER"])), "held_by_name": "Jo", "held_by_role": "Tutor",
                "held_on": TODAY - dt.timedelta(days=draw(st.integers(0, 400)))}  # fmt: skip
    return {"note": draw(st.sampled_from(["", "Fine"])), "note_is_staff_only": draw(st.booleans())}


class Sections(dict[Section, dict[str, Any]]):
    """What the action keeps, without a database."""

    @property
    def answers(self) -> dict[str, Any]:
        return {key: value for section in self.values() for key, value in section.items()}

    def write(self, step: Step, given_: dict[str, Any]) -> None:
        kept = rules.check_step(step, given_, self.answers, TODAY)
        self[step.section] = rules.merged(self.get(step.section, {}), step, kept)


@given(st.data(), st.sampled_from(list(Source)))
@settings(max_examples=60, deadline=None)
def test_any_valid_answers_lead_to_the_end(data, source):
    sections, pages = Sections(), 0
    while (step := rules.first_open(sections.answers, source)) is not None:
        sections.write(step, data.draw(valid(step, sections.answers)))
        pages += 1
        assert pages < 60
    assert rules.is_complete(sections.answers, source)
    for section, kept in sections.items():
        assert rules.check_answers(section, kept, TODAY) == kept


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_going_back_and_changing_answers_keeps_nothing_that_would_be_refused(data):
    sections = Sections()
    for _ in range(25):
        asked = [step for step in rules.steps(sections.answers) if step.question.kind != Kind.ROWS]
        reached = asked[: asked.index(first) + 1] if (first := rules.first_open(sections.answers)) in asked else asked
        step = data.draw(st.sampled_from(reached))
        sections.write(step, data.draw(valid(step, sections.answers)))
        for section, kept in sections.items():
            assert rules.check_answers(section, kept, TODAY) == kept


@given(st.data())
@settings(max_examples=80, deadline=None)
def test_what_a_form_would_never_send_is_refused_or_harmless(data):
    """Texts and lists of texts are what a form sends; anything in them may be wrong."""
    sections = Sections()
    step = data.draw(st.sampled_from([s for s in rules.steps({}) if s.question.kind in (Kind.ONE, Kind.MANY)]))
    codes = st.lists(st.sampled_from([*step.question.values, "X", ""]), max_size=4)
    sent = codes if step.question.kind == Kind.MANY else st.sampled_from([*step.question.values, "X", "", None])
    try:
        sections.write(
            step, {step.question.key: data.draw(sent), step.question.text_key: data.draw(st.text(max_size=600))}
        )
    except Refused:
        assert sections == {}
        return
    kept = sections[step.section]
    assert rules.check_answers(step.section, kept, TODAY) == kept
