"""The reference values are whole, and each is named once."""

import pytest

from plans.needs.rules import codes
from plans.needs.rules.codes import CATEGORIES, CONDITIONS, SKILLS


class TestConditions:
    def test_are_those_of_the_reference(self):
        assert set(CONDITIONS) == {
            "ASC", "ADHD", "DYSLEXIA", "DYSPRAXIA", "DYSCALCULIA", "LEARN_DIFF_OTHER", "LD_DOWN", "LD_OTHER",
            "DLD_HEAR", "DLD_LANG", "DLD_OTHER", "VISUAL_IMPAIR", "MENTAL_HEALTH", "PHYSICAL_OTHER", "TOURETTES",
            "FASD", "NEURO_OTHER", "NEURODEGEN", "ABI", "LONG_TERM_OTHER", "OTHER",
        }  # fmt: skip

    def test_stand_in_eleven_groups_and_each_in_one(self):
        assert len(codes.CONDITION_GROUPS) == 11
        assert sum(len(held) for held in codes.CONDITION_GROUPS.values()) == len(CONDITIONS)

    def test_that_say_only_other_need_a_name(self):
        assert {
            "LEARN_DIFF_OTHER", "LD_OTHER", "DLD_OTHER", "PHYSICAL_OTHER", "NEURO_OTHER", "LONG_TERM_OTHER", "OTHER",
        } == codes.NAMED_CONDITIONS  # fmt: skip


class TestSkills:
    @pytest.mark.parametrize(
        ("category", "parts", "whole"),
        [
            ("LITERACY_SKILLS", 8, "LITERACY_SKILLS_DEFAULT"), ("NUMERACY_SKILLS", 10, "NUMERACY_SKILLS_DEFAULT"),
            ("ATTENTION_ORGANISING_TIME", 10, "ATTENTION_ORGANISING_TIME_DEFAULT"),
            ("LANGUAGE_COMM_SKILLS", 11, "LANGUAGE_COMM_SKILLS_DEFAULT"),
            ("EMOTIONS_FEELINGS", 8, "EMOTIONS_FEELINGS_DEFAULT"), ("PHYSICAL_SKILLS", 10, "PHYSICAL_SKILLS_DEFAULT"),
            ("SENSORY", 6, "SENSORY"), ("MEMORY", 2, "MEMORY"), ("PROCESSING_SPEED", 0, "PROCESSING_SPEED"),
            ("GENERAL", 0, "GENERAL_DEFAULT"),
        ],
    )  # fmt: skip
    def test_stand_in_their_categories(self, category, parts, whole):
        found = codes.CATEGORY[category]
        assert (len(found.skills), found.whole) == (parts, whole)

    def test_have_one_code_and_one_label_each(self):
        assert len(SKILLS) == sum(len(one.skills) + 1 for one in CATEGORIES)
        for category in CATEGORIES:
            labels = list(category.skills.values())
            assert all(labels) and len(set(labels)) == len(labels)

    def test_of_a_screener_are_the_parts_and_the_category_that_has_none(self):
        assert {"PROCESSING_SPEED"} == codes.SCREENER_CODES & codes.WHOLE_CODES
        assert set(SKILLS) == codes.SCREENER_CODES | codes.WHOLE_CODES

    def test_that_are_general_are_a_strength_only(self):
        assert {"GENERAL_DEFAULT"} == codes.STRENGTH_CODES - codes.CHALLENGE_CODES

    def test_belong_to_an_area_that_has_a_name(self):
        assert {one.area for one in CATEGORIES} == set(codes.AREAS)


class TestStrategies:
    def test_are_the_nine_categories_and_a_general_one(self):
        assert len(codes.STRATEGIES) == 10 and "GENERAL" in codes.STRATEGIES
        assert "GENERAL_DEFAULT" not in codes.STRATEGIES


class TestHowIdentified:
    def test_offers_five_and_keeps_words_for_the_three_that_were_retired(self):
        assert len(codes.HOW_OFFERED) == 5 and len(codes.HOW_RETIRED) == 3
        assert set(codes.HOW_LABELS) == set(codes.HowIdentified)


class TestWords:
    def test_of_the_kiosk_cover_each_category_and_group(self):
        from plans.needs import words

        assert set(words.SKILLS) == set(codes.CATEGORY)
        assert set(words.CONDITIONS) == set(codes.CONDITION_GROUPS)
