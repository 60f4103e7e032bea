"""How our forms read what people typed, and what they say back."""

import datetime as dt

import pytest
from django import forms
from django.http import QueryDict

from campus.core.errors import Refused
from campus.core.forms import CampusForm, CodeField, DatePartsField, KioskForm, RepeatedTextField
from campus.core.forms.summary import keep_first_error, summary_lines


class GoalForm(CampusForm):
    carries = ("lock_version",)

    title = forms.CharField(label="Title of the goal", max_length=20)
    by = DatePartsField(label="When by?", called="Target date", required=False)
    steps = RepeatedTextField(label="Steps", required=False)
    wing = forms.ChoiceField(label="Wing", choices=[("a", "A")], widget=forms.RadioSelect, required=False)


def typed(**values) -> GoalForm:
    data = QueryDict(mutable=True)
    for name, value in {"title": "Pass maths", **values}.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return GoalForm(data)


def date(day: str, month: str, year: str) -> dict[str, str]:
    return {"by_day": day, "by_month": month, "by_year": year}


class TestText:
    def test_is_kept_in_one_spelling(self):
        form = typed(title="  Cafe\u0301\r\n ")
        assert form.is_valid()
        assert form.cleaned_data["title"] == "Café"

    @pytest.mark.parametrize("hidden", ["\x00", "\x07", "\u202e", "\u2066", "\x9f"])
    def test_with_a_hidden_character_is_refused_with_the_place(self, hidden):
        form = typed(title=f"Pass the{hidden} test")
        assert form.errors["title"] == [
            "Take out the hidden character after “Pass the”. Type the words again if you pasted them."
        ]

    def test_says_how_many_letters_are_too_many(self):
        assert typed(title="x" * 23).errors["title"] == ["Use 20 letters or fewer. You have used 23."]

    def test_counts_a_pasted_line_end_once(self):
        assert typed(title="a\r\n" * 9 + "b").is_valid()

    def test_asks_by_the_name_of_the_field(self):
        assert typed(title="").errors["title"] == ["Enter title of the goal"]


class TestDate:
    @pytest.mark.parametrize("month", ["3", "03", "Mar", "march"])
    def test_is_read_as_people_write_it(self, month):
        form = typed(**date("10", month, "2027"))
        assert form.is_valid() and form.cleaned_data["by"] == dt.date(2027, 3, 10)

    @pytest.mark.parametrize(
        ("parts", "sentence"),
        [
            (("10", "", "2027"), "Target date must include a month"),
            (("10", "", ""), "Target date must include a month and a year"),
            (("31", "2", "2027"), "Target date must be a real date"),
            (("x", "2", "2027"), "Target date must be a real date"),
            (("1", "2", "27"), "Year must have 4 numbers, like 2027"),
        ],
    )
    def test_says_what_is_wrong(self, parts, sentence):
        assert typed(**date(*parts)).errors["by"] == [sentence]

    def test_may_be_left_out_where_it_is_optional(self):
        form = typed()
        assert form.is_valid() and form.cleaned_data["by"] is None

    def test_keeps_what_was_typed(self):
        assert 'value="x"' in str(typed(**date("x", "2", "2027"))["by"])


class TestRepeatedTexts:
    def test_leave_out_empty_last_rows(self):
        form = typed(steps=["One", "Two", "", ""])
        assert form.is_valid() and form.cleaned_data["steps"] == ["One", "Two"]

    def test_ask_about_an_empty_row_before_a_filled_one(self):
        form = typed(steps=["One", "", "Three"])
        assert form.errors["steps"] == ["Enter what step 2 is, or remove it"]
        assert [line.target for line in summary_lines(form)] == ["id_steps_2"]

    def test_add_a_row_without_complaint(self):
        form = typed(title="", steps=["One"], add="steps")
        assert not form.is_valid() and not form.errors
        assert [row.value for row in form["steps"].rows] == ["One", ""]

    def test_remove_the_row_that_was_pressed(self):
        form = typed(steps=["One", "Two", "Three"], remove="steps:1")
        assert not form.is_valid() and not form.errors
        assert [row.value for row in form["steps"].rows] == ["One", "Three"]

    def test_show_each_error_at_its_row(self):
        html = typed(steps=["One", "", "Three"])["steps"].as_field_group()
        assert 'id="id_steps_2_error"' in html and 'id="id_steps_1_error"' not in html


class TestCode:
    class CodeForm(CampusForm):
        code = CodeField(label="Code")

    def test_keeps_a_leading_nought_and_forgives_spaces(self):
        form = self.CodeForm({"code": "012 345"})
        assert form.is_valid() and form.cleaned_data["code"] == "012345"

    def test_says_how_many_numbers(self):
        assert self.CodeForm({"code": "12a"}).errors["code"] == ["Enter 6 numbers"]

    def test_brings_up_the_number_keys(self):
        html = str(self.CodeForm()["code"])
        assert 'inputmode="numeric"' in html and 'autocomplete="one-time-code"' in html


class TestToken:
    def test_is_fresh_at_each_opening_and_kept_after_an_error(self):
        first, second = GoalForm(), GoalForm()
        assert first["form_token"].value() != second["form_token"].value()
        token = str(first["form_token"].value())
        assert typed(title="", form_token=token)["form_token"].value() == token

    def test_counts_as_none_when_tampered_with(self):
        form = typed(form_token="nonsense")
        assert form.is_valid() and form.cleaned_data["form_token"] is None

    def test_hidden_numbers_come_back_as_numbers(self):
        form = typed(lock_version="7")
        assert form.is_valid() and form.cleaned_data["lock_version"] == 7


class TestRefusals:
    def test_stand_beside_their_field(self):
        form = typed()
        form.add_refusal(Refused("Target date must be today or later", field="by"))
        assert [(line.sentence, line.target) for line in summary_lines(form)] == [
            ("Target date must be today or later", "id_by_day")
        ]

    def test_without_a_field_point_at_the_first_box(self):
        form = typed()
        form.add_refusal(Refused("This plan has 20 goals already", field="nothing"))
        assert [line.target for line in summary_lines(form)] == ["id_title"]

    def test_are_one_a_page_on_the_kiosk(self):
        form = typed(title="", **date("31", "2", "2027"))
        keep_first_error(form)
        assert [line.target for line in summary_lines(form)] == ["id_title"]

    def test_of_a_kiosk_form_are_never_more_than_one(self):
        class TwoForm(KioskForm):
            first = forms.CharField(label="First", min_length=3)
            second = forms.CharField(label="Second")

        assert TwoForm({}).errors == {"first": ["Enter first"]}
        assert not TwoForm().errors


class TestMarkup:
    def test_ties_hint_and_error_to_the_box(self):
        class NoteForm(CampusForm):
            note = forms.CharField(label="Note", help_text="Staff can read this.")

        html = NoteForm({"note": ""})["note"].as_field_group()
        assert 'aria-describedby="id_note_helptext id_note_error"' in html
        assert 'class="govuk-input govuk-input--error"' in html
        assert '<span class="govuk-visually-hidden">Error:</span> Enter note' in html

    def test_has_no_style_and_no_placeholder(self):
        class BoxForm(CampusForm):
            box = forms.CharField(label="Box", widget=forms.TextInput(attrs={"placeholder": "Type here"}))

        html = str(BoxForm())
        assert "placeholder" not in html and "style=" not in html
