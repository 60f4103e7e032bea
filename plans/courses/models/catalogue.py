"""What can be learned, where it is offered, and the classes in which it is taught."""

from typing import TYPE_CHECKING

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from campus.core.models import Base
from campus.estate.models import Establishment
from plans.courses.rules import AREA_MOST, CODE_MOST, MOST_PLACES, NAME_MOST, TITLE_MOST

if TYPE_CHECKING:
    from campus.accounts.actors import Actor

DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Course(Base):
    """Something to learn, the same at every prison that offers it."""

    code = models.CharField(max_length=CODE_MOST, unique=True)
    title = models.CharField(max_length=TITLE_MOST)
    level = models.CharField(max_length=20, blank=True, default="")
    summary = models.TextField(blank=True, default="")
    area = models.CharField(max_length=AREA_MOST, blank=True, default="")
    accredited = models.BooleanField(default=False)
    qualification = models.CharField(max_length=TITLE_MOST, blank=True, default="")
    # A code of the list of kinds of work, where the course leads to one; jobs reads it.
    work_kind = models.CharField(max_length=20, blank=True, default="")
    withdrawn_on = models.DateField(null=True)

    class Meta:
        ordering = ["title", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(accredited=True) | Q(qualification=""), name="only_accredited_course_has_a_qualification"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Offering(Base):
    """A course is offered at a prison, from one day to another."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="offerings", db_index=False)
    establishment = models.ForeignKey(Establishment, on_delete=models.PROTECT, related_name="+", db_index=False)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["course", "establishment"],
                condition=Q(ends_on__isnull=True),
                name="course_offered_once_a_prison",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="offering_ends_after_start"
            ),
        ]
        indexes = [models.Index(fields=["establishment", "course"], name="offerings_of_a_prison")]

    def __str__(self) -> str:
        return f"{self.course_id} at {self.establishment_id}"


class CourseClassQuerySet(models.QuerySet["CourseClass"]):
    def visible_to(self, actor: "Actor", permission: str = "course.view") -> "CourseClassQuerySet":
        """Classes of the prisons where the actor has the permission. The codes are fetched first."""
        if actor.learner_id or not actor.may(permission):
            return self.none()
        if actor.may_anywhere(permission):
            return self
        return self.filter(offering__establishment_id__in=actor.establishments_with(permission))

    def at(self, code: str) -> "CourseClassQuerySet":
        return self.filter(offering__establishment_id=code)


class CourseClass(Base):
    """A group that is taught together. It never holds more people than it has places: a trigger sees to it."""

    offering = models.ForeignKey(Offering, on_delete=models.PROTECT, related_name="classes")
    name = models.CharField(max_length=NAME_MOST)
    tutor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    places = models.PositiveSmallIntegerField()
    # The days on which it meets, 1 for Monday to 7 for Sunday, and the time on the clock.
    weekdays = models.CharField(max_length=7, blank=True, default="")
    begins = models.TimeField(null=True)
    room = models.CharField(max_length=40, blank=True, default="")

    objects = CourseClassQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="class_ends_after_start"
            ),
            models.CheckConstraint(condition=Q(places__gte=1, places__lte=MOST_PLACES), name="class_has_places"),
            models.CheckConstraint(condition=Q(weekdays__regex=r"^1?2?3?4?5?6?7?$"), name="class_weekdays_shape"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="keeps_its_places",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("places"),
                func=pgtrigger.Func(
                    """
                    IF NEW.places < (
                        SELECT count(*) FROM courses_classplace
                        WHERE course_class_id = NEW.id AND state = 'HELD'
                    ) THEN
                        RAISE EXCEPTION 'more people hold a place in the class' USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                    """
                ),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def days(self) -> str:
        """ "Monday and Thursday", or nothing where no days are set."""
        names = [DAY_NAMES[int(day) - 1] for day in self.weekdays]
        return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
