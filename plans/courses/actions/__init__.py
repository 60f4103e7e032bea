"""The verbs of courses. Each is one transaction: lock the person, then the class; check, write, audit."""

from plans.courses.actions.attendance import Mark, Marked, record_attendance
from plans.courses.actions.catalogue import add_class, add_course, change_class, change_course, offer, stop_offering
from plans.courses.actions.enrolments import come_back, complete, enrol, reopen, take_break, withdraw
from plans.courses.actions.places import end_place, give_place, on_movement, resume_place
from plans.courses.actions.requests import answer, ask, take_back

__all__ = [
    "Mark",
    "Marked",
    "add_class",
    "add_course",
    "answer",
    "ask",
    "change_class",
    "change_course",
    "come_back",
    "complete",
    "end_place",
    "enrol",
    "give_place",
    "offer",
    "on_movement",
    "record_attendance",
    "reopen",
    "resume_place",
    "stop_offering",
    "take_back",
    "take_break",
    "withdraw",
]
