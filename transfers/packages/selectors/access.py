"""Questions about answers to people who ask what is held about them."""

import uuid
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from campus.accounts.actors import Actor
from campus.core.models import OutboxMessage
from learners.models import Learner
from transfers.packages.models import AccessCase, AccessItem, AccessSection
from transfers.packages.rules.access import AccessState, SectionState
from transfers.packages.rules.finding import WHY_WORDS, Why

PAGE_SIZE = 50
AROUND = 160  # letters before and after a find, so that a reviewer sees what it is about


@dataclass(frozen=True)
class Answer:
    """One case with how far it is."""

    case: AccessCase
    sections: int
    collected: int
    items: int
    waiting: int

    @property
    def read(self) -> int:
        return self.items - self.waiting


@dataclass(frozen=True)
class Found:
    """One part to be read: the words, and what stands around them."""

    item: AccessItem
    before: str
    after: str
    why: str
    label: str
    alike: int


def answers(actor: Actor, *, before: str = "") -> list[Answer]:
    """A page of cases, those that wait first made first."""
    rows = _reachable(actor)
    if before:
        rows = rows.filter(id__lt=before)
    found = list(rows.order_by("-id")[:PAGE_SIZE])
    counts = _counts([case.id for case in found])
    return [Answer(case, *counts.get(case.id, (0, 0, 0, 0))) for case in found]


def answer_for(actor: Actor, case_id: uuid.UUID) -> Answer | None:
    case = _reachable(actor).filter(id=case_id).first()
    return Answer(case, *_counts([case.id]).get(case.id, (0, 0, 0, 0))) if case else None


def sections_of(case: AccessCase) -> list[AccessSection]:
    """The sections that hold something, with how many of their parts wait."""
    rows = AccessSection.objects.filter(case=case).defer("content")
    rows = rows.annotate(waits=Count("items", filter=Q(items__verdict="")), parts=Count("items"))
    return list(rows.filter(Q(rows__gt=0) | ~Q(state=SectionState.COLLECTED)).order_by("position"))


def next_found(case: AccessCase) -> Found | None:
    """The next part that nobody has read."""
    rows = AccessItem.objects.filter(section__case=case, verdict="").select_related("section")
    item = rows.order_by("section__position", "entry", "line", "start").first()
    return found_of(item) if item else None


def item_of(case: AccessCase, item_id: uuid.UUID) -> Found | None:
    item = AccessItem.objects.filter(section__case=case, id=item_id).select_related("section").first()
    return found_of(item) if item else None


def found_of(item: AccessItem) -> Found:
    line = item.section.content[item.entry]["lines"][item.line]
    text = line["value"]
    alike = AccessItem.objects.filter(
        section__case_id=item.section.case_id, words=item.words, why=item.why, verdict=""
    ).count()
    return Found(
        item, text[max(0, item.start - AROUND) : item.start], text[item.end : item.end + AROUND],
        WHY_WORDS[Why(item.why)], line["label"], alike,
    )  # fmt: skip


def open_case_of(learner_id: uuid.UUID) -> AccessCase | None:
    return AccessCase.objects.filter(learner_id=learner_id).exclude(state=AccessState.GIVEN).first()


def to_read(actor: Actor) -> int:
    return AccessCase.objects.filter(state=AccessState.REVIEWING).count()


def is_at_work(case: AccessCase) -> bool:
    return OutboxMessage.objects.filter(key=f"access:{case.id}", sent_at__isnull=True, dead_at__isnull=True).exists()


def _reachable(actor: Actor) -> QuerySet[AccessCase]:
    reached = Learner.objects.visible_to(actor, "subject_access.answer")
    return AccessCase.objects.filter(learner__in=reached).select_related("learner", "created_by")


def _counts(ids: list[uuid.UUID]) -> dict[uuid.UUID, tuple[int, int, int, int]]:
    collected = Count("id", filter=Q(state=SectionState.COLLECTED))
    sections = AccessSection.objects.filter(case_id__in=ids).values("case_id").annotate(n=Count("id"), done=collected)
    items = AccessItem.objects.filter(section__case_id__in=ids).values("section__case_id")
    counted = items.annotate(n=Count("id"), waits=Count("id", filter=Q(verdict="")))
    found = {row["section__case_id"]: row for row in counted}
    nothing = {"n": 0, "waits": 0}
    return {
        row["case_id"]: (
            row["n"], row["done"], found.get(row["case_id"], nothing)["n"], found.get(row["case_id"], nothing)["waits"]
        )
        for row in sections
    }  # fmt: skip
