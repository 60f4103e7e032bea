"""What stands out in a message."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from providers.messaging.hints import Sign, hints, pieces, signs


class TestSigns:
    @pytest.mark.parametrize(
        ("text", "sign"),
        [
            ("His number is 07700 900 142.", Sign.PHONE),
            ("Ring 07700900142", Sign.PHONE),
            ("+44 7700 900142", Sign.PHONE),
            ("(0113) 496 0000", Sign.PHONE),
            ("0 7 7 0 0 9 0 0 1 4 2", Sign.PHONE),
            ("tom@example.org", Sign.EMAIL),
            ("tom (at) example (dot) org", Sign.EMAIL),
            ("see https://example.org/a", Sign.LINK),
            ("go to example.co.uk", Sign.LINK),
            ("find me @tommy_e", Sign.HANDLE),
            ("12-34-56 12345678", Sign.ACCOUNT),
            ("4929 1234 5678 9012", Sign.ACCOUNT),
            ("my mate A1234BC", Sign.PRISON_NUMBER),
            ("I want to die", Sign.SELF_HARM),
            ("thinking of suicide", Sign.SELF_HARM),
            ("dwi eisiau lladd fy hun", Sign.SELF_HARM),
        ],
    )
    def test_are_found(self, text: str, sign: Sign) -> None:
        assert sign in signs(text)

    @pytest.mark.parametrize(
        "text",
        [
            "Hello Daniel. Aire Parcels would like to talk to you in January.",
            "I start at 9.30 on 12/01/2027 and earn £12.71 an hour.",
            "I have 4 of 8 questions left. What will they ask me?",
            "I passed Entry 3 in 2025.Then I did Level 1.",
            "",
        ],
    )
    def test_are_not_seen_in_plain_words(self, text: str) -> None:
        assert signs(text) == []


class TestPieces:
    def test_mark_the_number_and_nothing_else(self) -> None:
        assert pieces("His number is 07700 900 142. Bye.") == [
            ("His number is ", False),
            ("07700 900 142", True),
            (". Bye.", False),
        ]

    @given(st.text(max_size=300))
    def test_put_together_are_the_text_again(self, text: str) -> None:
        assert "".join(piece for piece, _ in pieces(text)) == text

    @given(st.text(alphabet="0123456789 @.-abw/:()+", max_size=120))
    def test_never_overlap(self, text: str) -> None:
        found = hints(text)
        assert all(one.end <= two.start for one, two in itertools.pairwise(found))
