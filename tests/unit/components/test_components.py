"""What a component draws, for each door."""

import pytest
from django.template import engines
from django.test import RequestFactory

from campus.core.components.marks import share


def draw(source: str, path: str = "/staff/", **values) -> str:
    return engines["django"].from_string(source).render(values, RequestFactory().get(path))


class TestShare:
    @pytest.mark.parametrize(
        ("done", "total", "filled"),
        [(0, 5, 0), (3, 5, 58), (5, 5, 96), (6, 5, 96), (1, 1000, 1), (999, 1000, 95), (0, 0, 0)],
    )
    def test_is_full_only_when_all_is_done(self, done, total, filled):
        assert share(done, total, 96) == filled


class TestButton:
    def test_is_a_link_with_an_address(self):
        assert draw('{% button "Print plan" href="/x/" kind="secondary" %}', audience="staff") == (
            '<a class="govuk-button govuk-button--secondary" href="/x/">Print plan</a>'
        )

    def test_looks_like_the_kiosk_on_the_kiosk(self):
        assert 'class="k-btn"' in draw('{% button "Carry on" %}', audience="kiosk")

    def test_names_what_it_is_about_to_those_who_do_not_see_the_row(self):
        html = draw('{% button "Start review" hidden_text="with Daniel Osei" %}', audience="staff")
        assert '<span class="govuk-visually-hidden"> with Daniel Osei</span>' in html

    def test_escapes_what_people_typed(self):
        assert "<script>" not in draw("{% button words %}", words="<script>")


class TestTag:
    def test_says_its_word(self):
        assert draw('{% tag "10 days late" kind="late" %}') == '<strong class="govuk-tag t-late">10 days late</strong>'

    def test_refuses_a_kind_that_has_no_meaning(self):
        with pytest.raises(ValueError, match="is not a kind of tag"):
            draw('{% tag "Hello" kind="green" %}')


class TestSortLink:
    def test_sorts_the_other_way_when_pressed_again_and_keeps_filters(self):
        request = RequestFactory().get("/staff/people/?wing=B&page=2")
        html = engines["django"].from_string('{% sort_link "Person" "name" current="name" %}').render({}, request)
        assert 'aria-sort="ascending"' in html
        assert 'href="?wing=B&amp;sort=-name"' in html

    def test_has_no_direction_when_another_column_sorts(self):
        assert "aria-sort" not in draw('{% sort_link "Person" "name" current="arrived" %}')


class TestBlocks:
    def test_cards_hold_what_the_page_gives(self):
        html = draw("{% card title=title %}<p>{{ title }}</p>{% endcard %}", title="A & B")
        assert html.count("A &amp; B") == 2
        assert "<p>A &amp; B</p>" in html

    def test_post_forms_carry_the_token_and_no_browser_bubbles(self):
        html = draw("{% post_form %}x{% endpost_form %}", csrf_token="abc")
        assert 'name="csrfmiddlewaretoken" value="abc"' in html
        assert "novalidate" in html

    def test_a_source_that_is_down_says_when_it_was_last_read(self):
        html = draw('{% unreachable "the Learning Records Service" last_read="14 November" %}')
        assert "Last read 14 November." in html

    def test_pagination_is_left_out_for_one_page(self):
        assert draw("{% pagination %}") == ""
