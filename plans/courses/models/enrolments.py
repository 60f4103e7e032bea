"""What a person has learned or is learning, where they sit, and whether they came."""

from typing import TYPE_CHECKING

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from learners.models import Learner, LearnerRow, StandingRows, tracked
from learners.models.record_base import KEPT
from plans.courses.models.catalogue import Course, CourseClass
from plans.courses.rules import (
    ANSWER_LABELS,
    ATTENDANCE_LABELS,
    FUNDING_LABELS,
    GRADE_LABELS,
    NOTE_MOST,
    OPEN,
    OUTCOME_LABELS,
    REASON_LABELS,
    STATUS_LABELS,
    WORDS_MOST,
    Answer,
    AttendanceCode,
    EnrolmentStatus,
    Funding,
    Grade,
    Outcome,
    PlaceState,
    RequestState,
    WithdrawalReason,
)

if TYPE_CHECKING:
    from campus.accounts.actors import Actor


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    def visible_to(self, actor: "Actor") -> "EnrolmentQuerySet":
        permission = "own.view" if actor.learner_id else "course.view"
        return self.filter(learner__in=Learner.objects.visible_to(actor, permission))

    def open(self) -> "EnrolmentQuerySet":
        return self.filter(status__in=sorted(OPEN))


@tracked
class Enrolment(LearnerRow):
    """One person takes one course from one day on: that is its natural key, for the same course may be taken again.

    Where it was begun is the row's provenance. A move changes nothing here: what ties the person to a class of one
    prison is `ClassPlace`.
    """

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="enrolments", db_index=False)
    status = models.CharField(
        max_length=22, choices=[(s, s) for s in EnrolmentStatus], default=EnrolmentStatus.IN_PROGRESS
    )
    started_on = models.DateField()
    planned_end_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    funding = models.CharField(max_length=18, choices=[(f, f) for f in Funding])
    outcome = models.CharField(max_length=20, choices=[(o, o) for o in Outcome], blank=True, default="")
    grade = models.CharField(max_length=12, choices=[(g, g) for g in Grade], blank=True, default="")
    withdrawal_reason = models.CharField(
        max_length=18, choices=[(r, r) for r in WithdrawalReason], blank=True, default=""
    )
    note = models.CharField(max_length=NOTE_MOST, blank=True, default="")
    break_from_on = models.DateField(null=True)
    break_until_on = models.DateField(null=True)

    objects = StandingRows.from_queryset(EnrolmentQuerySet)()  # type: ignore[misc]

    class Meta(LearnerRow.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "course", "started_on"],
                condition=Q(set_aside=False),
                name="course_started_once_on_a_day",
            ),
            models.UniqueConstraint(
                fields=["learner", "course"],
                condition=Q(set_aside=False, ended_on__isnull=True),
                name="course_taken_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["IN_PROGRESS", "TEMPORARILY_WITHDRAWN"], ended_on__isnull=True)
                | Q(status__in=["COMPLETED", "WITHDRAWN"], ended_on__gte=F("started_on")),
                name="ended_course_says_when",
            ),
            models.CheckConstraint(
                condition=Q(status="COMPLETED", outcome__gt="") | Q(~Q(status="COMPLETED"), outcome="", grade=""),
                name="completed_course_says_outcome",
            ),
            models.CheckConstraint(
                condition=Q(status="WITHDRAWN", withdrawal_reason__gt="")
                | Q(~Q(status="WITHDRAWN"), withdrawal_reason=""),
                name="withdrawn_course_says_why",
            ),
            models.CheckConstraint(
                condition=Q(status="TEMPORARILY_WITHDRAWN", break_from_on__isnull=False)
                | Q(~Q(status="TEMPORARILY_WITHDRAWN"), break_from_on__isnull=True, break_until_on__isnull=True),
                name="break_says_since_when",
            ),
        ]
        indexes = [
            models.Index(fields=["learner", "-started_on"], name="courses_of_a_person"),
            models.Index(fields=["course", "learner"], name="people_on_a_course", condition=Q(ended_on__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.course} from {self.started_on}"

    @property
    def status_label(self) -> str:
        return STATUS_LABELS[self.status]

    @property
    def outcome_label(self) -> str:
        return OUTCOME_LABELS.get(self.outcome, "")

    @property
    def grade_label(self) -> str:
        return GRADE_LABELS.get(self.grade, "")

    @property
    def reason_label(self) -> str:
        return REASON_LABELS.get(self.withdrawal_reason, "")

    @property
    def funding_label(self) -> str:
        return FUNDING_LABELS[self.funding]

    @property
    def is_open(self) -> bool:
        return self.ended_on is None

    @property
    def is_on_break(self) -> bool:
        return self.status == EnrolmentStatus.TEMPORARILY_WITHDRAWN

    @property
    def is_in_progress(self) -> bool:
        return self.status == EnrolmentStatus.IN_PROGRESS


@tracked
class ClassPlace(LearnerRow):
    """A seat in a class of one prison. A binding: a move puts it on hold, and coming back may give it back."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="places")
    course_class = models.ForeignKey(CourseClass, on_delete=models.PROTECT, related_name="seats", db_index=False)
    state = models.CharField(max_length=9, choices=[(s, s) for s in PlaceState], default=PlaceState.HELD)
    started_on = models.DateField()
    suspended_on = models.DateField(null=True)
    suspended_because = models.CharField(max_length=20, blank=True, default="")
    ended_on = models.DateField(null=True)

    class Meta(LearnerRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["enrolment"], condition=Q(state="HELD"), name="one_place_held_a_course"),
            models.UniqueConstraint(
                fields=["enrolment", "course_class"], condition=~Q(state="ENDED"), name="one_open_place_a_class"
            ),
            models.CheckConstraint(
                condition=Q(state="HELD", suspended_on__isnull=True, suspended_because="", ended_on__isnull=True)
                | Q(state="SUSPENDED", suspended_on__isnull=False, ended_on__isnull=True)
                | Q(state="ENDED", ended_on__isnull=False),
                name="class_place_says_since_when",
            ),
        ]
        indexes = [
            models.Index(fields=["course_class", "learner"], name="people_in_a_class", condition=~Q(state="ENDED")),
        ]
        triggers = [
            KEPT,
            pgtrigger.Trigger(  # type: ignore[list-item]
                name="class_is_never_too_full",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("state", "course_class_id"),
                declare=[("most", "integer")],
                func=pgtrigger.Func(
                    """
                    IF NEW.state = 'HELD' THEN
                        SELECT places INTO most FROM courses_courseclass
                        WHERE id = NEW.course_class_id FOR NO KEY UPDATE;
                        IF (
                            SELECT count(*) FROM courses_classplace
                            WHERE course_class_id = NEW.course_class_id AND state = 'HELD' AND id <> NEW.id
                        ) >= most THEN
                            RAISE EXCEPTION 'the class is full' USING ERRCODE = 'check_violation';
                        END IF;
                    END IF;
                    RETURN NEW;
                    """
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state.lower()} place"

    @property
    def is_held(self) -> bool:
        return self.state == PlaceState.HELD

    @property
    def is_on_hold(self) -> bool:
        return self.state == PlaceState.SUSPENDED


@tracked
class Attendance(LearnerRow):
    """Whether somebody came on a day. It can be put right; what it said before is in its history."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="attendance", db_index=False)
    on = models.DateField()
    code = models.CharField(max_length=15, choices=[(c, c) for c in AttendanceCode])
    note = models.CharField(max_length=NOTE_MOST, blank=True, default="")

    class Meta(LearnerRow.Meta):
        constraints = [models.UniqueConstraint(fields=["enrolment", "on"], name="attendance_once_a_day")]

    def __str__(self) -> str:
        return f"{self.code.lower()} on {self.on}"

    @property
    def label(self) -> str:
        return ATTENDANCE_LABELS[self.code]


class CourseRequestQuerySet(models.QuerySet["CourseRequest"]):
    def visible_to(self, actor: "Actor") -> "CourseRequestQuerySet":
        permission = "own.view" if actor.learner_id else "course.view"
        return self.filter(learner__in=Learner.objects.visible_to(actor, permission))

    def waiting(self) -> "CourseRequestQuerySet":
        return self.filter(state=RequestState.WAITING)


@tracked
class CourseRequest(LearnerRow):
    """A person asks for a place on a course. It goes with them: staff where they are now answer it."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="requests", db_index=False)
    words = models.CharField(max_length=WORDS_MOST, blank=True, default="")
    state = models.CharField(max_length=10, choices=[(s, s) for s in RequestState], default=RequestState.WAITING)
    answer = models.CharField(max_length=5, choices=[(a, a) for a in Answer], blank=True, default="")
    answer_note = models.CharField(max_length=WORDS_MOST, blank=True, default="")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    objects = StandingRows.from_queryset(CourseRequestQuerySet)()  # type: ignore[misc]

    class Meta(LearnerRow.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "course"],
                condition=Q(set_aside=False, state="WAITING"),
                name="course_asked_for_once",
            ),
            models.CheckConstraint(
                condition=Q(state="ANSWERED", answered_at__isnull=False, answered_by__isnull=False, answer__gt="")
                | Q(~Q(state="ANSWERED"), answered_at__isnull=True, answered_by__isnull=True, answer=""),
                name="answered_course_request_says_what",
            ),
        ]
        indexes = [
            models.Index(fields=["learner", "created_at"], name="requests_waiting", condition=Q(state="WAITING")),
        ]

    def __str__(self) -> str:
        return f"asked for {self.course}"

    @property
    def answer_label(self) -> str:
        return ANSWER_LABELS.get(self.answer, "")
