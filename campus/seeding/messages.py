"""Support workers outside, and the conversations that people have with them."""

from dataclasses import dataclass

from campus.seeding.copying import MADE, NULL, Pen, made, text
from campus.seeding.demo import TOM
from campus.seeding.moments import DAY, YEAR
from campus.seeding.people import Person
from campus.seeding.words import FROM_LEARNER, FROM_WORKER, PURPOSES, REFUSAL_WORDS, REFUSALS, SUBJECTS
from campus.seeding.world import World
from providers.messaging.models import Decision, Message, Thread
from providers.models import Assignment

COLUMNS = {
    Assignment: ("id", *MADE, "learner_id", "organisation_id", "worker_id", "purpose", "started_at", "ended_at",
                 "ended_because"),
    Thread: ("id", *MADE, "learner_id", "assignment_id", "subject"),
    Message: ("id", *MADE, "learner_id", "thread_id", "seq", "author_id", "author_role", "body", "nonce", "state",
              "submitted_at", "delivered_at", "read_at"),
    Decision: ("id", *MADE, "learner_id", "message_id", "outcome", "reason", "words", "decided_by_id", "decided_at"),
}  # fmt: skip
HAS_WORKER_INSIDE, HAS_WORKER_OUTSIDE = 0.4, 0.2
WORKED_FOR = 4 * YEAR  # a year less than campus.seeding.staff says that everybody has been there
WRITES = 0.6
WAITS = 0.04  # of the conversations of people in custody: the newest message waits for staff
REFUSED = 0.05
# Newer than 72 hours by the end of the estate's date, so that nothing that waits has run out of time.
HELD_WITHIN = 20 * 60
_BODIES = {"LEARNER": [text(words) for words in FROM_LEARNER], "WORKER": [text(words) for words in FROM_WORKER]}


@dataclass(slots=True)
class Talk:
    """One conversation while it is written."""

    person: Person
    thread: str
    user: str
    worker: str
    minute: int
    seq: int = 0


def rows(person: Person, world: World, pen: Pen) -> None:
    """A worker for some people, and a conversation with most of those."""
    chance, moments = world.chance, world.moments
    # Nobody outside worked with people before the organisations were there.
    first, how = max(person.came, moments.last - WORKED_FOR), _wanted(person, world)
    if how == "nobody" or first > person.until:
        return
    started = moments.between(first, person.until)
    worker, organisation = world.team.by_username[TOM] if person.demo else _worker(person, world)
    key, place = moments.key(started), person.where(started)
    ended = f"{NULL}\t" if person.in_custody else f"{moments.at(person.until)}\tDONE"
    by = made(moments.at(started), person.author, place)
    purpose = PURPOSES[int(chance() * len(PURPOSES))]
    pen[Assignment].append(
        f"{key}\t{by}\t{person.key}\t{organisation}\t{worker}\t{purpose}\t{moments.at(started)}\t{ended}"
    )
    if how != "none" and person.user != NULL:
        _talk(person, world, pen, key, worker, started, how)


def _wanted(person: Person, world: World) -> str:
    if person.demo:
        return person.demo.messages
    if world.chance() >= (HAS_WORKER_INSIDE if person.in_custody else HAS_WORKER_OUTSIDE):
        return "nobody"
    if world.chance() >= WRITES:
        return "none"
    chance = world.chance()
    if person.in_custody and chance < WAITS:
        return "held" if chance < WAITS * 0.6 else "reply_held"
    return "refused" if chance < WAITS + REFUSED else "read"


def _worker(person: Person, world: World) -> tuple[str, str]:
    choices = world.team.workers[person.home]
    return choices[int(world.chance() * len(choices))]


def _talk(person: Person, world: World, pen: Pen, assignment: str, worker: str, started: int, how: str) -> None:
    """Two to five messages that were read, then what `how` says of the newest."""
    moments = world.moments
    last = max(person.came, person.until - HELD_WITHIN)
    opened = moments.between(min(started, last), last)
    thread, place = moments.key(opened), person.where(opened)
    by = made(moments.at(opened), person.user, place)
    pen[Thread].append(f"{thread}\t{by}\t{person.key}\t{assignment}\t{world.one_of(SUBJECTS)}")
    talk = Talk(person, thread, person.user, worker, opened)
    role = "LEARNER"
    for _ in range(2 * (1 + int(world.chance() * 2)) + (how == "reply_held")):
        _message(talk, world, pen, role, "READ", min(last, talk.minute + int(world.chance() * 3 * DAY)))
        role = "WORKER" if role == "LEARNER" else "LEARNER"
    if how in ("held", "reply_held"):
        newest = moments.last - int(world.chance() * HELD_WITHIN)
        _message(talk, world, pen, role, "HELD", max(newest, talk.minute, person.stays[-1][2]))
    elif how == "refused":
        _message(talk, world, pen, "LEARNER", "REJECTED", min(last, talk.minute + DAY))


def _message(talk: Talk, world: World, pen: Pen, role: str, state: str, minute: int) -> None:
    moments, person = world.moments, talk.person
    talk.minute, talk.seq = minute, talk.seq + 1
    at, place = moments.at(minute), person.where(minute)
    author = talk.user if role == "LEARNER" else talk.worker
    by = made(at, author, place if role == "LEARNER" else NULL)
    decided = moments.at(min(person.until, minute + int(world.chance() * 600)))
    arrived = f"{decided}\t{decided}" if state == "READ" else f"{NULL}\t{NULL}"
    key = moments.key(minute)
    pen[Message].append(
        f"{key}\t{by}\t{person.key}\t{talk.thread}\t{talk.seq}\t{author}\t{role}\t{world.one_of(_BODIES[role])}"
        f"\t{moments.key(minute)}\t{state}\t{at}\t{arrived}"
    )
    if state != "HELD":
        _decision(talk, world, pen, key, state, place, minute, decided)


def _decision(talk: Talk, world: World, pen: Pen, message: str, state: str, place: str, minute: int, at: str) -> None:
    moderator = world.moderator(place)
    said = "APPROVED\t\t" if state == "READ" else f"REJECTED\t{world.one_of(REFUSALS)}\t{REFUSAL_WORDS}"
    by = made(at, moderator, place)
    pen[Decision].append(f"{world.moments.key(minute)}\t{by}\t{talk.person.key}\t{message}\t{said}\t{moderator}\t{at}")
