import pytest

from campus.core.errors import Refused
from jobs.cvs import rules
from jobs.cvs.rules import Concern, Progress, Question

TOWNS = {"Leeds": "Leeds", "Wormwood Scrubs": "London", "Send": "Woking", "The Mount": "Hemel Hempstead", "Reading": ""}
NAMES = rules.telling_names(TOWNS)


class TestQuestions:
    def test_are_eight_and_the_fifth_asks_what_the_person_did(self):
        assert len(rules.QUESTIONS) == 8
        assert rules.number_of(Question.DID) == 5

    def test_lead_from_the_first_to_the_last_and_back(self):
        forward = [Question.WANTED]
        while following := rules.after(forward[-1]):
            forward.append(following)
        assert tuple(forward) == rules.QUESTIONS
        assert [rules.before(q) for q in forward] == [None, *forward[:-1]]


class TestTidy:
    def test_keeps_the_lines_and_drops_the_empty_ones(self):
        assert rules.tidy("  I cooked \r\n\r\n\rI cleaned  ") == "I cooked\nI cleaned"


class TestCheckAnswer:
    def test_refuses_an_empty_box(self):
        with pytest.raises(Refused) as refused:
            rules.check_answer("")
        assert refused.value.sentence == "Write something, or press Skip."
        assert refused.value.field == "text"

    def test_refuses_one_letter_too_many(self):
        rules.check_answer("a" * rules.TEXT_MOST)
        with pytest.raises(Refused):
            rules.check_answer("a" * (rules.TEXT_MOST + 1))


class TestConcerns:
    @pytest.mark.parametrize(
        "text",
        [
            "Kitchen worker, HMP Leeds", "I worked in the prison kitchen", "Painter at HMYOI Wetherby",
            "Cleaner at Wormwood Scrubs", "I went on ROTL", "wing cleaner in jail", "Gweithio yn y carchar",
            "since my conviction", "Cook at The Mount",
        ],
    )  # fmt: skip
    def test_asks_about_words_that_tell_of_prison(self, text):
        assert rules.concerns(text, NAMES) == (Concern.PRISON,)

    @pytest.mark.parametrize(
        "text",
        [
            "Warehouse worker, Leeds", "Send parcels on time", "Reading to my children", "I sat at the mount",
            "I hold a driving licence", "I was convinced", "2019 to 2023", "I cooked for 1200 people",
            "I earned £0123456789",
        ],
    )  # fmt: skip
    def test_does_not_ask_about_everyday_words(self, text):
        assert rules.concerns(text, NAMES) == ()

    @pytest.mark.parametrize("text", ["A1234BC", "my number is a4821kd."])
    def test_asks_about_a_prison_number(self, text):
        assert rules.concerns(text, NAMES) == (Concern.PRISON_NUMBER,)

    @pytest.mark.parametrize("text", ["07700 900123", "call 0113 496 0000", "+44 7700 900 456", "(020) 7946 0123"])
    def test_asks_about_a_phone_number(self, text):
        assert rules.concerns(text, NAMES) == (Concern.PHONE,)

    def test_says_each_thing_once(self):
        text = "HMP Leeds, A1234BC, prison, 07700 900123"
        assert rules.concerns(text, NAMES) == (Concern.PRISON, Concern.PRISON_NUMBER, Concern.PHONE)


class TestContent:
    def test_holds_a_name_a_language_and_answers_and_nothing_else(self):
        held = rules.content(name="Daniel Osei", language="en", answers={"did": "I cooked", "wanted": ""})
        assert held == {"name": "Daniel Osei", "language": "en", "answers": {"did": "I cooked"}}

    def test_has_a_digest_that_does_not_depend_on_order(self):
        one = {"name": "A", "language": "en", "answers": {"did": "x", "more": "y"}}
        other = {"answers": {"more": "y", "did": "x"}, "language": "en", "name": "A"}
        assert rules.digest(one) == rules.digest(other)
        assert rules.digest(one) != rules.digest({**one, "name": "B"})


class TestChecks:
    def test_refuse_what_is_not_ready_or_done_already(self):
        for check, given in [
            (rules.check_may_make, {"answered": 0}),
            (rules.check_may_ask_to_print, {"state": "WAITING", "asked": False}),
            (rules.check_may_ask_to_print, {"state": "READY", "asked": True}),
            (rules.check_may_try_again, {"progress": Progress.MAKING}),
            (rules.check_may_mark_printed, {"state": "PRINTED"}),
        ]:
            with pytest.raises(Refused):
                check(**given)

    def test_let_through_what_is_right(self):
        rules.check_may_make(answered=1)
        rules.check_may_ask_to_print(state="READY", asked=False)
        rules.check_may_try_again(progress=Progress.FAILED)
        rules.check_may_mark_printed(state="ASKED")
