"""What is seeded of inductions is what the rules would keep."""

import datetime as dt
import json

import pytest

from campus.seeding import induction
from plans.rules import skills
from plans.rules.induction import Section, check_answers, check_qualification


class TestAnswers:
    @pytest.mark.parametrize("section", induction.SAID)
    def test_are_kept_as_they_are(self, section):
        for said in induction.SAID[section]:
            answers = json.loads(said)
            assert check_answers(section, answers, dt.date(2026, 11, 20)) == answers

    def test_are_there_for_every_section_but_the_draft(self):
        assert set(induction.SAID) == set(Section) - {Section.SESSION}

    def test_of_qualifications_are_whole(self):
        for level, subject, grade in induction.QUALIFICATIONS:
            assert check_qualification(level=level, subject=subject, grade=grade)


class TestRatings:
    def test_say_what_was_seen_and_where(self):
        for evidence in induction.EVIDENCE:
            for place in induction.PLACES:
                skills.check_rating(
                    skill="TEAMWORK", rating=4, session="INDUSTRIES_REVIEW", session_name=place, evidence=evidence
                )
