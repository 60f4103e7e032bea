"""Questions about erasure orders and legal holds."""

import datetime as dt
import uuid
from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet

from campus.accounts.actors import Actor
from learners.models import ErasureOrder, Learner
from learners.record_kinds import kinds
from learners.rules import ErasureState
from transfers.merges.models import MergeCase
from transfers.merges.rules import MergeState
from transfers.rights.models import LegalHold
from transfers.rights.selectors.reaching import everybody_in

PAGE_SIZE = 50
OPEN = (ErasureState.ASKED, ErasureState.APPROVED)


def visible(actor: Actor) -> QuerySet[ErasureOrder]:
    """Orders about people whom the actor may ask an erasure of."""
    rows = ErasureOrder.objects.filter(learner__in=Learner.objects.visible_to(actor, "erasure.ask"))
    return rows.select_related("learner", "created_by", "decided_by")


def orders(actor: Actor, *, before: str = "") -> tuple[list[ErasureOrder], str]:
    """Those that wait first, then the others, newest first; and where the next page begins."""
    rows = visible(actor).order_by("-created_at", "-id")
    last = _row(rows, before)
    if last is not None:
        rows = rows.filter(created_at__lt=last.created_at)
    found = list(rows[: PAGE_SIZE + 1])
    return found[:PAGE_SIZE], str(found[PAGE_SIZE - 1].id) if len(found) > PAGE_SIZE else ""


def to_decide(actor: Actor) -> int:
    return visible(actor).filter(state=ErasureState.ASKED).exclude(created_by=actor.user).count()


def order_for(actor: Actor, order_id: uuid.UUID) -> ErasureOrder | None:
    return visible(actor).filter(id=order_id).first()


def orders_of(learner_id: uuid.UUID) -> list[ErasureOrder]:
    rows = ErasureOrder.objects.filter(learner_id=learner_id).select_related("created_by", "decided_by")
    return list(rows.order_by("-created_at", "-id"))


def is_erased(learner_id: uuid.UUID) -> bool:
    return ErasureOrder.objects.filter(learner_id=learner_id, state=ErasureState.DONE, kinds=[]).exists()


def is_held(people: Collection[uuid.UUID], on: dt.date) -> bool:
    return LegalHold.objects.standing(on).filter(learner_id__in=people).exists()


def standing(learner: Learner, *, whole: bool, today: dt.date) -> dict[str, bool]:
    """What the rules of asking and of executing want to know of a person, as their arguments."""
    return {
        "whole": whole,
        "in_prison": learner.current_establishment_id is not None,
        "held": is_held(everybody_in(learner.id), today),
        "open_order": ErasureOrder.objects.filter(learner=learner, state__in=OPEN).exists(),
        "erased": is_erased(learner.id),
        "joined": learner.canonical_id is not None,
    }


def joined_since(people: Collection[uuid.UUID], at: dt.datetime) -> bool:
    """Whether any of these was joined with another after then: it would be more than was asked for and agreed on."""
    return MergeCase.objects.filter(removed_id__in=people, state=MergeState.MERGED, merged_at__gt=at).exists()


def titles(names: Collection[str]) -> list[str]:
    """What kinds are called, by title."""
    return sorted(kind.title for kind in kinds() if kind.name in names)


def counts_in_words(order: ErasureOrder) -> list[dict[str, Any]]:
    """What went, kind by kind, the most first. Tables that are no kind are told as one line."""
    known = {kind.name: kind.title for kind in kinds()}
    lines = [
        {"title": known[name], **count} for name, count in order.erased.items() if name in known and any(count.values())
    ]
    rest = [count for name, count in order.erased.items() if name not in known]
    if rows := sum(count["rows"] for count in rest):
        about = "Other rows about the person: sign-in, places, notes of a move, copies"
        lines.append({"title": about, "rows": rows, "versions": 0})
    return sorted(lines, key=lambda line: (-line["rows"], line["title"]))


def holds(actor: Actor, *, before: str = "") -> tuple[list[LegalHold], str]:
    """Holds, the newest first, and where the next page begins."""
    rows = LegalHold.objects.visible_to(actor).select_related("learner", "created_by", "ended_by")
    rows = rows.order_by("-created_at", "-id")
    last = _row(rows, before)
    if last is not None:
        rows = rows.filter(created_at__lt=last.created_at)
    found = list(rows[: PAGE_SIZE + 1])
    return found[:PAGE_SIZE], str(found[PAGE_SIZE - 1].id) if len(found) > PAGE_SIZE else ""


def hold_for(actor: Actor, hold_id: uuid.UUID) -> LegalHold | None:
    rows = LegalHold.objects.visible_to(actor).select_related("learner", "created_by", "ended_by")
    return rows.filter(id=hold_id).first()


def holds_of(learner_id: uuid.UUID) -> list[LegalHold]:
    rows = LegalHold.objects.filter(learner_id=learner_id).select_related("created_by", "ended_by")
    return list(rows.order_by("-created_at", "-id"))


def _row(rows: QuerySet[Any], key: str) -> Any:
    try:
        return rows.filter(id=uuid.UUID(key)).first()
    except ValueError:
        return None
