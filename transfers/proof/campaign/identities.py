"""Two numbers that are one person, a merge taken back, a booking that moves, a late entry, and an erasure by law."""

import itertools
import uuid

from campus.core import clock
from learners.late import LateWrite
from learners.models import Identifier, Placement
from learners.openings import Opening
from transfers.handover.actions import late
from transfers.handover.models import LateContribution
from transfers.merges.actions import asking
from transfers.merges.models import MergeCase
from transfers.proof.campaign import cast, looking
from transfers.proof.campaign.lives import Lives
from transfers.proof.campaign.model import Fault, Life
from transfers.rights.actions import orders

MERGED = "prison-offender-events.prisoner.merged"
BOOKING_MOVED = "prison-offender-events.prisoner.booking.moved"
WHY = "A campaign of lives that nobody lives"
# What an erasure leaves: the person's key, with nothing of them.
TOMBSTONE = frozenset({"identity"})


def merge(lives: Lives, life: Life) -> list[Fault]:
    """The source finds that another number is this person too."""
    other = lives.chance.choice([one for one in lives.people if one is not life and not one.erased])
    said = {"nomsNumber": life.number, "removedNomsNumber": other.number, "reason": "MERGE"}
    outcome = lives.send({"eventType": MERGED, "occurredAt": lives.later().isoformat(), "additionalInformation": said})
    if outcome == "IGNORED" and _were_parted(lives, life, other):
        return lives.done("refused_merge", [life, other])  # two stewards said that they are two people
    lives.people.remove(other)
    other.joined_to = frozenset(life.rows)
    life.joined.append(other)
    life.before = None
    missed = [] if outcome == "APPLIED" else [Fault(life.number, f"the merge was {outcome}")]
    return missed + _stands_as_one_of(life, other) + lives.done("merge", [life])


def _were_parted(lives: Lives, life: Life, other: Life) -> bool:
    return any(frozenset(pair) in lives.parted for pair in itertools.product(life.numbers(), other.numbers()))


def _stands_as_one_of(life: Life, other: Life) -> list[Fault]:
    """Where the one person is now is where the one or the other was; which, the fold of both has decided.

    A departure names no prison: somebody who left for hospital under one number left the prison of the other.
    """
    place = _place_of(life.learner)
    known = ((life.establishment, other.establishment), (life.status, other.status))
    life.establishment, life.status = place
    if place[0] in known[0] and place[1] in known[1]:
        return []
    return [Fault(life.number, f"is at {place} after the merge, and was at {known}")]


def _place_of(learner: str) -> tuple[str | None, str]:
    held = Placement.objects.filter(learner_id=learner, ended_at__isnull=True, set_aside=False).first()
    return (held.establishment_id, held.status) if held else (None, "nowhere")


def unmerge(lives: Lives, life: Life) -> list[Fault]:
    """One steward asks to take the last merge back, another agrees. Each row goes back to whose it was."""
    case = MergeCase.objects.filter(survivor_id=uuid.UUID(life.learner), state="MERGED").latest("merged_at")
    asked = asking.ask_to_part(by=cast.steward(1), case_id=case.id, reason=WHY, at=clock.now())
    asking.decide(by=cast.steward(2), request_id=asked.id, agree=True, words="", at=clock.now())
    other = next(one for one in life.joined if one.learner == str(case.removed_id))
    life.joined.remove(other)
    lives.people.append(other)
    lives.parted.add(frozenset((life.number, other.number)))
    life.before = other.before = None
    faults = _given_back(life, other)
    for one in (life, other):
        one.establishment, one.status = _place_of(one.learner)
    return faults + lives.done("unmerge", [life, other])


def _given_back(life: Life, other: Life) -> list[Fault]:
    """What was the other's is the other's again. What was written since stays, or goes with what it hangs on: it names
    another person or another parent then, so what it comes to is learnt anew. That it is there is not."""
    theirs, ours = looking.rows_of(other.learner), looking.rows_of(life.learner)
    lost = other.everything().keys() - theirs.keys()
    for key in sorted(life.rows.keys() - other.joined_to):
        if key in theirs:
            other.rows[key] = theirs[key]
            del life.rows[key]
        elif key in ours:
            life.rows[key] = ours[key]
    return [Fault(other.number, f"{kind} {row} was not given back") for kind, row in sorted(lost)]


def move_booking(lives: Lives, life: Life) -> list[Fault]:
    """A booking turns out to be another person's. Nothing of either record changes; where they are, the fold says."""
    other = lives.chance.choice([one for one in lives.people if one is not life and not one.erased])
    said = {"bookingId": lives.chance.randrange(1_000_000), "movedFromNomsNumber": life.number,
            "movedToNomsNumber": other.number}  # fmt: skip
    lives.send({"eventType": BOOKING_MOVED, "occurredAt": lives.later().isoformat(), "additionalInformation": said})
    for one in (life, other):
        one.establishment, one.status = _place_of(one.learner)
        one.before = None
        one.seq = max(life.seq, other.seq)  # the source goes on counting from the last of the booking
    return lives.done("booking_moved", [life, other])


def late_write(lives: Lives, life: Life) -> list[Fault]:
    """An entry by the prison that was left, sent after the move: it waits at the new one, and is in nobody's record."""
    assert life.before is not None
    left = str(life.before[0])
    by = cast.manager(left)
    opening = Opening(by.user_id, uuid.UUID(life.learner), 0, left, clock.now())
    title = f"Late {len(lives.said)} {uuid.uuid4().hex[:6]}"
    late.keep(
        by=by, learner_id=uuid.UUID(life.learner), at=clock.now(),
        late=LateWrite(opening, "plans:add-goal", {}, "", {"title": [title]}, [("Goal", title)], title, "plan.edit"),
    )  # fmt: skip
    receiver = cast.manager(str(life.establishment))
    waits = LateContribution.objects.for_deciding(receiver).filter(title=title, learner_id=life.learner).count()
    missed = [] if waits == 1 else [Fault(life.number, f"the late entry is there {waits} times")]
    return missed + lives.done("late_write", [life])


def erase(lives: Lives, life: Life) -> list[Fault]:
    """An officer asks for an erasure, another approves, the worker does it: nothing but a tombstone is left."""
    order = orders.ask(
        by=cast.officer(1), learner_id=uuid.UUID(life.learner), reason="RIGHT_TO_ERASURE", words=WHY, kinds=[],
        period="", at=clock.now(),
    )  # fmt: skip
    orders.decide(by=cast.officer(2), order_id=order.id, agree=True, words="Agreed", at=clock.now())
    lives.empty()
    life.rows = {key: digest for key, digest in looking.rows_of(life.learner).items() if key[0] in TOMBSTONE}
    life.joined, life.erased = [], True
    lives.people.remove(life)
    known = Identifier.objects.filter(value__in=life.numbers()).exclude(learner_id=life.learner).exists()
    left = [Fault(life.number, "is still known by a number")] if known else []
    return left + lives.done("erase", [life])


def may_late(life: Life) -> bool:
    """Whether the last movement took the person from one prison to another."""
    before = life.before
    return bool(before and before[0] and life.establishment and before[0] != life.establishment)
