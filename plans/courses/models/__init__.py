from plans.courses.models.catalogue import Course, CourseClass, Offering
from plans.courses.models.enrolments import Attendance, ClassPlace, CourseRequest, Enrolment

__all__ = ["Attendance", "ClassPlace", "Course", "CourseClass", "CourseRequest", "Enrolment", "Offering"]
