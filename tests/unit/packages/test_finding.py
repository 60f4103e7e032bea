import itertools
import time

import pytest

from transfers.packages.rules.finding import Why, blacked_out, finds


def found(text, numbers=("A1234BC",), names=("Daniel", "Osei")):
    return [(text[one.start : one.end], one.why) for one in finds(text, own_numbers=numbers, own_names=names)]


class TestFinds:
    @pytest.mark.parametrize(
        ("text", "proposed"),
        [
            ("Works with A9999ZZ in the kitchen", [("A9999ZZ", Why.NUMBER)]),
            ("Write to jo.bloggs@example.org soon", [("jo.bloggs@example.org", Why.EMAIL)]),
            ("Ring 07700 900123 at six", [("07700 900123", Why.PHONE)]),
            ("He is a friend of Liam Carter from B wing", [("Liam Carter", Why.NAME)]),
            ("His cellmate Rhys helps", [("Rhys", Why.NAME)]),
        ],
    )
    def test_proposes_what_may_be_about_somebody_else(self, text, proposed):
        assert found(text) == proposed

    @pytest.mark.parametrize(
        "text", ["A1234BC did well", "Daniel Osei did well", "get a job in a warehouse", "", "On 2027-03-01"]
    )
    def test_leaves_the_person_and_ordinary_words_alone(self, text):
        assert found(text) == []

    def test_knows_a_place_from_a_person(self):
        text = "Came from Leeds Prison"
        assert finds(text, own_numbers=[], own_names=[], ordinary=["Leeds Prison"]) == []

    def test_proposes_each_letter_once(self):
        text = "Ann Bell <ann@example.org> and A9999ZZ, 07700900123"
        spans = [(one.start, one.end) for one in finds(text, own_numbers=[], own_names=[])]
        assert all(before[1] <= after[0] for before, after in itertools.pairwise(spans))

    @pytest.mark.parametrize("letter", ["a", "A", "0", "@", "a.", "A a", "Aa ", "-", "a@a."])
    def test_is_quick_about_a_long_text(self, letter):
        began = time.perf_counter()
        finds(letter * 10_000 + "!", own_numbers=[], own_names=[])
        assert time.perf_counter() - began < 2


class TestBlackedOut:
    def test_replaces_each_span_and_nothing_else(self):
        assert blacked_out("Ann met Bob", [(0, 3), (8, 11)], "█") == "█ met █"
