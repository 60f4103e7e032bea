"""What a rating needs, without a database."""

import pytest

from campus.core.errors import Refused
from plans.rules import skills

SEEN = {
    "skill": "TEAMWORK", "rating": 2, "session": "CIAG_REVIEW", "session_name": "", "evidence": "Helped a new person.",
}  # fmt: skip


class TestRating:
    def test_takes_what_was_seen(self):
        skills.check_rating(**SEEN)

    @pytest.mark.parametrize(
        ("changed", "field"),
        [
            ({"skill": "JUGGLING"}, "skill"), ({"rating": 0}, "rating"), ({"rating": 5}, "rating"),
            ({"rating": None}, "rating"), ({"session": ""}, "session"), ({"session": "CIAG_INDUCTION"}, "session"),
            ({"evidence": "  "}, "evidence"), ({"evidence": "x" * 201}, "evidence"),
            ({"session": "EDUCATION_REVIEW"}, "session_name"), ({"session": "INDUSTRIES_REVIEW"}, "session_name"),
            ({"session": "EDUCATION_REVIEW", "session_name": "x" * 101}, "session_name"),
        ],
    )  # fmt: skip
    def test_refuses_beside_the_box(self, changed, field):
        with pytest.raises(Refused) as refused:
            skills.check_rating(**{**SEEN, **changed})
        assert refused.value.field == field

    @pytest.mark.parametrize("session", sorted(skills.NAMES_A_PLACE))
    def test_is_seen_on_a_course_or_in_a_workshop_that_is_named(self, session):
        skills.check_rating(**{**SEEN, "session": session, "session_name": "Bakery"})

    @pytest.mark.parametrize("length", [1, 200])
    def test_keeps_evidence_up_to_its_limit(self, length):
        skills.check_rating(**{**SEEN, "evidence": "x" * length})


class TestOwnRating:
    def test_needs_no_evidence(self):
        assert skills.check_confidence(skill="PLANNING", rating=4) == skills.Rating.VERY_CONFIDENT

    def test_is_one_of_four(self):
        with pytest.raises(Refused, match="Choose one answer"):
            skills.check_confidence(skill="PLANNING", rating=None)
