import re

from django.template.loader import render_to_string

from jobs.cvs import questions, rules
from jobs.cvs.rules import Concern, Question


class TestWordings:
    def test_cover_each_question_and_each_concern(self):
        assert set(questions.WORDINGS) == set(Question)
        assert set(questions.ASKS) == set(Concern)

    def test_are_short_enough_to_read(self):
        for wording in questions.WORDINGS.values():
            for text in (wording.title, wording.hint, *wording.starters):
                for sentence in re.split(r"[.?!] ", str(text)):
                    assert len(sentence.split()) <= 15, sentence

    def test_have_three_or_four_beginnings(self):
        assert all(3 <= len(wording.starters) <= 4 for wording in questions.WORDINGS.values())

    def test_list_each_sentence_with_which_a_rule_refuses(self):
        said = {
            value for name, value in vars(rules).items() if name.isupper() and isinstance(value, str) and " " in value
        }
        assert said - set(questions.REFUSALS) == {rules.PRINTED_ALREADY}  # said to staff, in English


class TestSections:
    def test_put_what_the_person_can_do_before_where_they_worked(self):
        found = questions.sections({q.value: f"{q} text" for q in Question})
        assert [str(part.heading) for part in found] == [
            "Profile", "Skills", "Work experience", "Education and training", "Helping others",
            "Additional information",
        ]  # fmt: skip

    def test_leave_out_what_was_not_answered(self):
        (only,) = questions.sections({"did": "I cooked\nI cleaned"})
        assert only.items == ("I cooked", "I cleaned")


class TestTemplate:
    def test_escapes_what_a_person_typed(self):
        part = questions.sections({"wanted": "<img src='http://evil.example/x.png'>"})
        page = render_to_string("pdf/cv.html", {"lang": "en-GB", "name": "<b>D</b>", "sections": part, "faces": []})
        assert "<img" not in page
        assert "<h1>&lt;b&gt;D" in page
