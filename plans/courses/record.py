"""Which rows of this app are part of a person's record."""

from learners.record_kinds import Kind, RecordClass, without
from plans.courses.models import Attendance, ClassPlace, CourseRequest, Enrolment

KINDS = [
    Kind("enrolment", Enrolment, RecordClass.RECORD, "Courses"),
    Kind("attendance", Attendance, RecordClass.RECORD, "Days in class"),
    Kind("course_request", CourseRequest, RecordClass.RECORD, "Courses asked for"),
    Kind("class_place", ClassPlace, RecordClass.BINDING, "Places in a class"),
]

# Notes on a course or on a day in class are written for other staff.
FOR_THE_PERSON = {"enrolment": without("note"), "attendance": without("note")}
