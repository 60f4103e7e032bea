"""Text as COPY reads it."""

from campus.accounts import demo
from campus.seeding.copying import again, made, text


class TestText:
    def test_escapes_what_ends_a_value(self) -> None:
        assert text("a\tb\nc\\d\r") == r"a\tb\nc\\d\r"


class TestMade:
    def test_says_the_same_of_the_first_and_the_last_writing(self) -> None:
        assert made("T", "u", "LEI").split("\t") == ["T", "u", "LEI", "T", "u", "LEI"]

    def test_a_later_change_keeps_the_first(self) -> None:
        assert again(made("T", "u", "LEI"), "L", "v", "HLI").split("\t") == ["T", "u", "LEI", "L", "v", "HLI"]


class TestSignIns:
    def test_are_nobody_s_in_production(self, monkeypatch) -> None:
        monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "campus.settings.production")
        assert demo.sign_ins() == []

    def test_name_the_demo_learner(self) -> None:
        assert any(demo.LEARNER_NUMBER in how for _, how in demo.sign_ins())
