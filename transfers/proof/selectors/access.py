"""R6: what people can open is what the rules let them open.

One member of staff in a hundred is taken, and people from near and far; the rule is asked about each of them one by
one, and must name the same people as the query that pages use.
"""

import random

from campus.accounts import actors
from campus.accounts.models import Posting, User
from campus.core import clock
from learners.access import reaches
from learners.models import Learner
from transfers.proof.rules import (
    FINDINGS_KEPT,
    PEOPLE_ASKED_OF_A_READER,
    READERS_PARTS,
    CheckId,
    Finding,
    Outcome,
    together,
)

PERMISSION = "learner.view"


def check(chance: random.Random) -> Outcome:
    """`chance` chooses who is asked about, so that the same run can be made again."""
    today = clock.today()
    staff = list(Posting.objects.open_on(today).order_by("user_id").values_list("user_id", flat=True).distinct())
    asked = chance.sample(staff, max(1, len(staff) // READERS_PARTS)) if staff else []
    people = _somebody(chance)
    return together(CheckId.ACCESS, [_of_reader(reader, people) for reader in User.objects.filter(id__in=asked)])


def _somebody(chance: random.Random) -> list[Learner]:
    """People here and there: those next to random keys, for the keys are spread evenly over the estate."""
    found: dict[object, Learner] = {}
    first, last = Learner.objects.order_by("id").first(), Learner.objects.order_by("-id").first()
    if first is None or last is None:
        return []
    for _ in range(PEOPLE_ASKED_OF_A_READER):
        key = chance.randint(first.id.int, last.id.int)
        near = Learner.objects.filter(id__gte=type(first.id)(int=key)).order_by("id").first()
        if near is not None:
            found[near.id] = near
    return list(found.values())


def _of_reader(reader: User, people: list[Learner]) -> Outcome:
    actor = actors.for_user(reader, clock.today())
    near = list(Learner.objects.filter(current_establishment_id__in=actor.establishments_with(PERMISSION))[:50])
    everybody = {one.id: one for one in [*people, *near]}
    seen = set(Learner.objects.visible_to(actor, PERMISSION).filter(id__in=everybody).values_list("id", flat=True))
    allowed = {key for key, one in everybody.items() if reaches(actor, one, PERMISSION)}
    found = [Finding("reader", str(reader.id), "sees somebody else's record") for _ in seen - allowed]
    found += [Finding("reader", str(reader.id), "does not see a record of their own") for _ in allowed - seen]
    return Outcome(
        CheckId.ACCESS, expected=len(everybody), read=len(everybody), mismatched=len(found),
        findings=tuple(found[:FINDINGS_KEPT]),
    )  # fmt: skip
