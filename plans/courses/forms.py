"""What staff type about courses, and what people ask for at a tablet."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from campus.accounts.models import User
from campus.core import clock
from campus.core.forms import CampusForm, DatePartsField, KioskForm
from plans.courses import rules
from plans.courses.actions import Mark
from plans.courses.models import Course, CourseClass
from plans.courses.selectors.catalogue import Seat

NOBODY = [("", "Not chosen yet")]
WEEKDAYS = [
    ("1", "Monday"), ("2", "Tuesday"), ("3", "Wednesday"), ("4", "Thursday"), ("5", "Friday"), ("6", "Saturday"),
    ("7", "Sunday"),
]  # fmt: skip


def _choices(labels: Mapping[str, str], first: Iterable[tuple[str, str]] = ()) -> list[tuple[str, str]]:
    return [*first, *((str(code), label) for code, label in labels.items())]


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class ChangeCourseForm(CampusForm):
    carries: ClassVar[tuple[str, ...]] = ("lock_version",)

    title = forms.CharField(label="Name of the course", max_length=rules.TITLE_MOST)
    level = forms.CharField(
        label="Level (optional)", help_text="Such as Entry 3 or Level 1.", max_length=20, required=False
    )
    area = forms.CharField(
        label="Subject (optional)", help_text="Such as Maths, Kitchens or Construction.", max_length=rules.AREA_MOST,
        required=False,
    )  # fmt: skip
    summary = forms.CharField(
        label="What people learn (optional)", help_text="People read this on the tablet. Use short sentences.",
        max_length=rules.SUMMARY_MOST, required=False, widget=_area(3),
    )  # fmt: skip
    qualification = forms.CharField(
        label="Qualification (optional)", help_text="Only if the course is accredited: the title that it leads to.",
        max_length=rules.TITLE_MOST, required=False,
    )  # fmt: skip


class CourseForm(ChangeCourseForm):
    carries: ClassVar[tuple[str, ...]] = ()

    code = forms.CharField(
        label="Course code", max_length=rules.CODE_MOST,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "spellcheck": "false"}),
    )  # fmt: skip
    field_order = ["code"]


class ClassForm(CampusForm):
    """A class: who teaches it, when it meets, and how many people it takes."""

    carries = ("lock_version",)

    name = forms.CharField(
        label="Name of the class", help_text="Such as Monday morning, or Group A.", max_length=rules.NAME_MOST
    )
    tutor = forms.ChoiceField(label="Tutor (optional)", required=False)
    weekdays = forms.MultipleChoiceField(
        label="Which days does it meet? (optional)", choices=WEEKDAYS, required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"inline": True}),
    )  # fmt: skip
    begins = forms.TimeField(
        label="Time it starts (optional)", help_text="Such as 9:00 or 13:30.", required=False,
        input_formats=["%H:%M", "%H.%M", "%H"], error_messages={"invalid": "Enter a time, such as 9:00 or 13:30"},
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5"}),
    )  # fmt: skip
    room = forms.CharField(label="Room (optional)", max_length=40, required=False)
    places = forms.IntegerField(
        label="Places", min_value=1, max_value=rules.MOST_PLACES, initial=12,
        error_messages={
            "invalid": "Enter how many places there are, as a number",
            "min_value": "A class has at least 1 place", "max_value": f"A class has at most {rules.MOST_PLACES} places",
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-3"}),
    )  # fmt: skip
    starts_on = DatePartsField(
        label="First day", called="First day", initial=clock.today, error_messages={"required": "Enter the first day"}
    )
    ends_on = DatePartsField(label="Last day (optional)", called="Last day", required=False)

    def __init__(self, *args: Any, tutors: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tutor"].choices = [*NOBODY, *((str(one.id), one.name) for one in tutors)]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """What the actions take."""
        given = self.cleaned_data
        return {
            "name": given["name"], "tutor_id": uuid.UUID(given["tutor"]) if given["tutor"] else None,
            "weekdays": "".join(sorted(given["weekdays"])), "begins": given["begins"], "room": given["room"],
            "places": given["places"], "starts_on": given["starts_on"], "ends_on": given["ends_on"],
        }  # fmt: skip


class EnrolForm(CampusForm):
    """Which course, in which class, from when, and who pays."""

    course = forms.ChoiceField(label="Course", error_messages={"required": "Choose a course"})
    place = forms.ChoiceField(label="Class (optional)", help_text="You can choose a class later.", required=False)
    started_on = DatePartsField(
        label="Start date",
        called="Start date",
        initial=clock.today,
        error_messages={"required": "Enter the start date"},
    )
    planned_end_on = DatePartsField(label="Planned end (optional)", called="Planned end", required=False)
    funding = forms.ChoiceField(
        label="Funding", choices=_choices(rules.FUNDING_LABELS), initial=rules.Funding.PES.value,
        widget=forms.RadioSelect, error_messages={"required": "Choose the funding"},
    )  # fmt: skip

    def __init__(self, *args: Any, courses: Sequence[Course], groups: Sequence[CourseClass], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["course"].choices = [("", "Choose a course"), *((str(c.id), _titled(c)) for c in courses)]  # type: ignore[attr-defined]
        self.fields["place"].choices = [*NOBODY, *((str(g.id), _group(g)) for g in groups)]  # type: ignore[attr-defined]


def _titled(course: Course) -> str:
    return f"{course.title} ({course.level})" if course.level else course.title


def _group(group: CourseClass) -> str:
    free = max(0, group.places - group.held)  # type: ignore[attr-defined]
    return f"{group.offering.course.title}: {group.name} ({free} of {group.places} places free)"


class PlaceForm(CampusForm):
    place = forms.ChoiceField(label="Class", widget=forms.RadioSelect, error_messages={"required": "Choose a class"})

    def __init__(self, *args: Any, groups: Sequence[CourseClass], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [(str(group.id), _group(group)) for group in groups]  # type: ignore[attr-defined]


class CompleteForm(CampusForm):
    outcome = forms.ChoiceField(
        label="Outcome", choices=_choices(rules.OUTCOME_LABELS), widget=forms.RadioSelect,
        error_messages={"required": "Choose the outcome"},
    )  # fmt: skip
    grade = forms.ChoiceField(
        label="Grade (optional)", choices=_choices(rules.GRADE_LABELS, [("", "No grade")]), required=False
    )
    ended_on = DatePartsField(
        label="Last day", called="Last day", initial=clock.today, error_messages={"required": "Enter the last day"}
    )


class WithdrawForm(CampusForm):
    reason = forms.ChoiceField(
        label="Why does it end early?", choices=_choices(rules.REASON_LABELS), widget=forms.RadioSelect,
        error_messages={"required": "Choose the reason"},
    )  # fmt: skip
    note = forms.CharField(label="Note (optional)", max_length=rules.NOTE_MOST, required=False, widget=_area(2))
    ended_on = DatePartsField(
        label="Last day", called="Last day", initial=clock.today, error_messages={"required": "Enter the last day"}
    )


class BreakForm(CampusForm):
    on = DatePartsField(
        label="First day of the break", called="First day of the break", initial=clock.today,
        error_messages={"required": "Enter the first day of the break"},
    )  # fmt: skip
    until = DatePartsField(label="Expected back (optional)", called="Expected back", required=False)


class ReturnForm(CampusForm):
    on = DatePartsField(
        label="First day back", called="First day back", initial=clock.today,
        error_messages={"required": "Enter the first day back"},
    )  # fmt: skip


class ReopenForm(CampusForm):
    reason = forms.CharField(
        label="Why was it a mistake?", max_length=rules.NOTE_MOST, widget=_area(2),
        error_messages={"required": "Write why the end was a mistake"},
    )  # fmt: skip


class AnswerRequestForm(CampusForm):
    answer = forms.ChoiceField(
        label="Your answer", choices=_choices(rules.ANSWER_LABELS), widget=forms.RadioSelect,
        error_messages={"required": "Choose an answer"},
    )  # fmt: skip
    note = forms.CharField(
        label="Note (optional)", help_text="The person reads this on the tablet.", max_length=rules.WORDS_MOST,
        required=False, widget=_area(3),
    )  # fmt: skip


class AskForm(KioskForm):
    words = forms.CharField(
        label=_("Why do you want to do this? (You can leave this empty.)"), max_length=rules.WORDS_MOST, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class AttendanceForm(CampusForm):
    """One line for each person of a class. A person who is left unmarked stays so."""

    def __init__(self, *args: Any, seats: Sequence[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seats = seats
        for seat in seats:
            key = seat.place.enrolment_id.hex
            self.fields[f"mark-{key}"] = forms.ChoiceField(
                label=f"How {seat.learner.name} came", choices=_choices(rules.ATTENDANCE_LABELS), required=False,
                initial=seat.mark.code if seat.mark else "", widget=forms.RadioSelect(attrs={"inline": True}),
            )  # fmt: skip
            self.fields[f"note-{key}"] = forms.CharField(
                label=f"Note about {seat.learner.name}", max_length=rules.NOTE_MOST, required=False,
                initial=seat.mark.note if seat.mark else "",
            )  # fmt: skip

    @property
    def lines(self) -> list[tuple[Seat, forms.BoundField, forms.BoundField]]:
        keys = [seat.place.enrolment_id.hex for seat in self.seats]
        return [(s, self[f"mark-{key}"], self[f"note-{key}"]) for s, key in zip(self.seats, keys, strict=True)]

    def marks(self) -> dict[uuid.UUID, Mark]:
        """What was marked, by enrolment."""
        found = {}
        for seat in self.seats:
            key = seat.place.enrolment_id
            code = self.cleaned_data.get(f"mark-{key.hex}")
            if code:
                found[key] = Mark(code, self.cleaned_data.get(f"note-{key.hex}", ""))
        return found
