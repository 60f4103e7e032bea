from django.utils.translation import gettext_lazy as _

from campus.core import cards as places
from campus.core.audiences import KIOSK, STAFF
from campus.core.navigation import register
from learners import timeline
from learners.timeline import Group, LineKind
from plans.courses import cards

register(audience=STAFF, order=40, label="Courses", url_name="courses:courses", permission="course.view")
register(
    audience=KIOSK, order=30, label=_("Courses"), url_name="courses:courses", permission="own.view", icon="courses"
)
places.register(places.EDUCATION, order=20, build=cards.on_education, permission="course.view")
places.register(places.TODAY_SIDE, order=35, build=cards.on_today, permission="course.manage")
places.register(places.KIOSK_HOME, order=20, build=cards.tile, permission="own.view")
timeline.register(
    LineKind("COURSE_STARTED", Group.COURSES, "Course started", "{course}"),
    LineKind("COURSE_BREAK", Group.COURSES, "Break in a course agreed", "{course}"),
    LineKind("COURSE_RETURNED", Group.COURSES, "Back from a break in a course", "{course}"),
    LineKind("COURSE_COMPLETED", Group.COURSES, "Course completed", "{course}. {outcome}"),
    LineKind("COURSE_WITHDRAWN", Group.COURSES, "Course ended early", "{course}. {reason}"),
    LineKind("COURSE_REOPENED", Group.COURSES, "Course opened again", "{course}. {reason}"),
    LineKind("COURSE_ASKED", Group.COURSES, "Asked for a course", "{course}"),
    LineKind("COURSE_ANSWERED", Group.COURSES, "Request for a course answered", "{course}. {answer}"),
)
