"""What the clock does: remind a prison of those who wait, tell stewards of those who wait too long, tell security."""

import datetime as dt
import uuid
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Count

from campus.accounts import actors
from campus.accounts.models import Posting, User
from campus.accounts.permissions import Permission, roles_with
from campus.core import clock, outbox
from plans.needs.rules.standing import is_working_day
from transfers.handover import rules
from transfers.handover.actions.moving import hand_over_of
from transfers.handover.models import HandOver
from transfers.models import TransferCase

FROM_HOUR = 7  # as the daily digest
TURN = 500


def remind(*, at: dt.datetime) -> int:
    """Tell each prison's managers once of somebody who waits for two working days, and stewards after five."""
    today = clock.london_date(at)
    if not is_working_day(today) or at.astimezone(clock.LONDON).hour < FROM_HOUR:
        return 0
    reminded = _mark("reminded_at", rules.REMIND_WORKING_DAYS, today, at)
    for prison, count in reminded.items():
        _tell(_managers(prison, today), "HANDOVER", count)
    escalated = _mark("escalated_at", rules.ESCALATE_WORKING_DAYS, today, at)
    if escalated:
        _tell(_stewards(today), "HANDOVER", sum(escalated.values()))
    return sum(reminded.values()) + sum(escalated.values())


@transaction.atomic
def _mark(column: str, days: int, today: dt.date, at: dt.datetime) -> dict[str, int]:
    """Those who have waited so long and of whom nobody was told, by prison. Marked as told in this transaction."""
    before = dt.datetime.combine(rules.arrived_before(today, days - 1), dt.time(), tzinfo=clock.LONDON)
    waiting = TransferCase.objects.filter(
        state__in=sorted(rules.WAITS_FOR_ACCEPTANCE), arrived_at__lt=before,
    ).exclude(**{f"hand_over__{column}__isnull": False})  # fmt: skip
    cases = list(waiting.order_by("arrived_at")[:TURN])
    by = actors.system()
    rows = [hand_over_of(case, by, at).id for case in cases]
    locked = HandOver.objects.select_for_update().filter(id__in=rows, **{f"{column}__isnull": True})
    keys = list(locked.order_by("id").values_list("id", flat=True))
    HandOver.objects.filter(id__in=keys).update(**{column: at, "updated_at": at})
    counted = HandOver.objects.filter(id__in=keys).values("case__to_establishment_id").annotate(n=Count("id"))
    return {row["case__to_establishment_id"]: row["n"] for row in counted.order_by()}


def _managers(prison: str, on: dt.date) -> set[uuid.UUID]:
    return _holders(Permission.TRANSFER_ACCEPT, on, prison)


def _stewards(on: dt.date) -> set[uuid.UUID]:
    return _holders(Permission.TRANSFER_ACCEPT, on, None)


def _holders(permission: Permission, on: dt.date, prison: str | None) -> set[uuid.UUID]:
    """Staff with an e-mail address whose post at the prison, or whose national post, gives the permission."""
    posts = Posting.objects.open_on(on).filter(
        role__in=sorted(roles_with(permission)), establishment_id=prison, user__is_active=True,
        user__kind=User.Kind.STAFF,
    ).exclude(user__email="")  # fmt: skip
    return set(posts.values_list("user_id", flat=True))


def _tell(users: Iterable[uuid.UUID], what: str, count: int) -> None:
    for user_id in sorted(users):
        with transaction.atomic():
            outbox.queue(
                topic="handover.notice", key=f"notice:{user_id}",
                body={"user": str(user_id), "what": what, "count": count},
            )  # fmt: skip


def tell_security(*, prison: str, on: dt.date) -> None:
    """An emergency was opened at this prison: those who review it are told at once."""
    _tell(_holders(Permission.BREAK_GLASS_REVIEW, on, prison), "EMERGENCY", 1)
