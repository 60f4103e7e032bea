"""A person's CV: their answers, the versions that were made of them, the pages, and who was given them."""

from typing import TYPE_CHECKING

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from campus.accounts.grants import Grant
from jobs.cvs.rules import QUESTIONS, Language, PrintState, RenderingState
from learners.models import Learner, LearnerRow, StandingRows, tracked

if TYPE_CHECKING:
    from campus.accounts.actors import Actor


def never_changes(name: str, *fields: str) -> pgtrigger.ReadOnly:
    """The database refuses to change these columns of a row once it is written."""
    return pgtrigger.ReadOnly(name=name, fields=list(fields))


@tracked
class Cv(LearnerRow):
    """One a person for now. Its words are the answers; a version holds them as they were."""

    language = models.CharField(max_length=2, choices=[(x, x) for x in Language], default=Language.ENGLISH)

    class Meta(LearnerRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["learner"], condition=Q(set_aside=False), name="one_cv_a_person")
        ]
        permissions = [("view_shared", "May read this CV, which its owner has shared")]

    def __str__(self) -> str:
        return "CV"


class CvGrant(Grant):
    """One member of staff may read one CV until a date, because its owner said so."""

    content_object = models.ForeignKey(Cv, on_delete=models.CASCADE)

    def __str__(self) -> str:
        return f"{self.user_id} may read {self.content_object_id}"


@tracked
class CvAnswer(LearnerRow):
    """What the person wrote to one question. Skipped words are kept, and left out of the CV."""

    cv = models.ForeignKey(Cv, on_delete=models.PROTECT, related_name="answers")
    question = models.CharField(max_length=20, choices=[(q, q) for q in QUESTIONS])
    text = models.TextField(blank=True, default="")
    skipped = models.BooleanField(default=False)
    keeps_words = models.BooleanField(default=False, help_text="Was asked about telling words, and keeps them.")

    class Meta(LearnerRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["cv", "question"], name="one_answer_a_question"),
            models.CheckConstraint(condition=Q(skipped=True) | ~Q(text=""), name="answer_has_words_unless_skipped"),
            models.CheckConstraint(
                condition=Q(question__in=[q.value for q in QUESTIONS]), name="answer_to_a_known_question"
            ),
        ]

    def __str__(self) -> str:
        return self.question


@tracked
class CvVersion(LearnerRow):
    """The CV as it was when its owner asked for it. It is never changed: a change makes the next version."""

    cv = models.ForeignKey(Cv, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)

    class Meta(LearnerRow.Meta):
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["cv", "number"], name="cv_version_has_its_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="cv_versions_start_at_1"),
        ]
        triggers = [*LearnerRow.Meta.triggers, never_changes("version_stays", "cv", "number", "content", "digest")]

    def __str__(self) -> str:
        return f"CV {self.number}"


@tracked
class CvRendering(LearnerRow):
    """The pages of one version. Derived: it can be made again from the version, and comes out the same."""

    version = models.OneToOneField(CvVersion, on_delete=models.PROTECT, related_name="rendering")
    state = models.CharField(max_length=10, choices=[(s, s) for s in RenderingState], default=RenderingState.WAITING)
    key = models.CharField(max_length=64, help_text="Content and layout: the same key is the same file.")
    file_name = models.CharField(max_length=200, blank=True, default="")
    size = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True, default="")
    pages = models.PositiveSmallIntegerField(default=0)
    pictures = models.JSONField(default=list, help_text="File names of the pages as pictures, in order.")
    attempts = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=300, blank=True, default="")

    class Meta(LearnerRow.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(state="READY", size__gt=0, pages__gte=1, failure="") & ~Q(file_name="") & ~Q(sha256="")
                | Q(state="FAILED") & ~Q(failure="")
                | Q(state="WAITING", failure=""),
                name="ready_cv_has_its_file",
            ),
        ]
        indexes = [
            models.Index(fields=["learner", "key"], name="cv_rendering_by_key", condition=Q(state="READY")),
            models.Index(fields=["learner"], name="cv_rendering_failed", condition=Q(state="FAILED")),
        ]

    def __str__(self) -> str:
        return f"{self.state.lower()} pages"

    @property
    def is_ready(self) -> bool:
        return self.state == RenderingState.READY

    @property
    def has_failed(self) -> bool:
        return self.state == RenderingState.FAILED


@tracked
class Document(LearnerRow):
    """A file that was given to somebody: sent, printed or attached. It is part of the record, file and all."""

    title = models.CharField(max_length=200)
    file_name = models.CharField(max_length=200)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    content_type = models.CharField(max_length=100, default="application/pdf")

    class Meta(LearnerRow.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "sha256"], condition=Q(set_aside=False), name="document_is_kept_once"
            ),
            models.CheckConstraint(
                condition=Q(size__gt=0, sha256__regex=r"^[0-9a-f]{64}$") & ~Q(file_name=""),
                name="document_names_its_file",
            ),
        ]
        triggers = [
            *LearnerRow.Meta.triggers,
            never_changes("document_stays", "title", "file_name", "size", "sha256", "content_type"),
        ]

    def __str__(self) -> str:
        return self.title


class PrintRequestQuerySet(models.QuerySet["PrintRequest"]):
    def visible_to(self, actor: "Actor") -> "PrintRequestQuerySet":
        permission = "own.view" if actor.learner_id else "cv.print"
        return self.filter(learner__in=Learner.objects.visible_to(actor, permission))

    def waiting(self) -> "PrintRequestQuerySet":
        return self.filter(state=PrintState.ASKED)


@tracked
class PrintRequest(LearnerRow):
    """The person asked staff to print a version. It is printed by whoever works where the person is now."""

    version = models.ForeignKey(CvVersion, on_delete=models.PROTECT, related_name="print_requests")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="print_requests")
    state = models.CharField(max_length=10, choices=[(s, s) for s in PrintState], default=PrintState.ASKED)
    printed_at = models.DateTimeField(null=True)
    printed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    objects = StandingRows.from_queryset(PrintRequestQuerySet)()  # type: ignore[misc]

    class Meta(LearnerRow.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["version"], condition=Q(state="ASKED"), name="one_open_print_request_a_version"
            ),
            models.CheckConstraint(
                condition=Q(state="ASKED", printed_at__isnull=True, printed_by__isnull=True)
                | Q(state="PRINTED", printed_at__isnull=False, printed_by__isnull=False),
                name="printed_says_when_and_by_whom",
            ),
        ]
        indexes = [models.Index(fields=["learner", "created_at"], name="print_waiting", condition=Q(state="ASKED"))]

    def __str__(self) -> str:
        return f"{self.state.lower()} print"
