"""What is true of courses, of where they are offered and of their classes. Pure: no database, no clock."""

import datetime as dt

from campus.core.errors import Refused
from plans.courses.rules.values import MOST_PLACES


def check_course(*, code: str, title: str) -> None:
    if not code.strip():
        raise Refused("Enter the code of the course", field="code")
    if not title.strip():
        raise Refused("Enter the name of the course", field="title")


def check_may_change_course(*, offered_elsewhere: bool) -> None:
    """A course is the same at every prison, so one prison cannot change it for the others."""
    if offered_elsewhere:
        raise Refused("Other prisons offer this course too. Ask the national team to change it.")


def may_change_course(*, offered_elsewhere: bool) -> bool:
    return not offered_elsewhere


def check_may_offer(*, withdrawn_on: dt.date | None, is_offered: bool, today: dt.date) -> None:
    if withdrawn_on is not None and withdrawn_on <= today:
        raise Refused("This course has been withdrawn. Choose another.")
    if is_offered:
        raise Refused("This course is offered here already.")


def check_may_stop_offering(*, is_open: bool, open_classes: int) -> None:
    if not is_open:
        raise Refused("This course is not offered here now.")
    if open_classes:
        raise Refused("Give each class of this course a last day first.")


def check_class(*, name: str, starts_on: dt.date, ends_on: dt.date | None, places: int, held: int) -> None:
    if not name.strip():
        raise Refused("Enter the name of the class", field="name")
    if ends_on is not None and ends_on < starts_on:
        raise Refused("The last day must be the first day or later", field="ends_on")
    if not 1 <= places <= MOST_PLACES:
        raise Refused(f"A class has between 1 and {MOST_PLACES} places", field="places")
    if places < held:
        raise Refused(f"{held} people have a place in this class. Give it at least as many places.", field="places")


def next_session(weekdays: str, *, from_on: dt.date, starts_on: dt.date, ends_on: dt.date | None) -> dt.date | None:
    """The first day from a date on which the class meets. `weekdays` holds 1 for Monday to 7 for Sunday."""
    first = max(from_on, starts_on)
    days = (first + dt.timedelta(days=n) for n in range(7))
    found = next((day for day in days if str(day.isoweekday()) in weekdays), None)
    return None if found is None or (ends_on is not None and found > ends_on) else found
