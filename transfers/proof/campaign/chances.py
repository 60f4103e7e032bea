"""What can happen to whom, and how often: one table, for the campaign and for the state machine of the tests."""

from collections.abc import Callable

from transfers.proof.campaign import cast, identities
from transfers.proof.campaign.lives import Lives
from transfers.proof.campaign.model import Fault, Life

ANYWHERE = ("IN", "IN_TRANSIT", "AT_COURT", "ROTL", "RELEASED", "RESTRICTED_PATIENT")
Rule = tuple[int, Callable[[Lives], list[Life]], Callable[[Lives, Life], list[Fault]]]


def _elsewhere(lives: Lives, life: Life) -> str:
    return lives.chance.choice([prison for prison in cast.PRISONS if prison != life.establishment])


# How often, to whom, and what.
RULES: dict[str, Rule] = {
    "court": (4, lambda w: w.those("IN"), lambda w, p: w.go_out(p, "SENT_TO_COURT", "AT_COURT")),
    "absence": (3, lambda w: w.those("IN"), lambda w, p: w.go_out(p, "TEMPORARY_ABSENCE_RELEASE", "ROTL")),
    "hospital": (2, lambda w: w.those("IN"), lambda w, p: w.go_out(p, "RELEASED_TO_HOSPITAL", "RESTRICTED_PATIENT")),
    "depart": (10, lambda w: w.those("IN"), lambda w, p: w.go_out(p, "TRANSFERRED", "IN_TRANSIT")),
    "arrive": (14, lambda w: w.those("IN_TRANSIT", "IN"), lambda w, p: w.transfer(p, _elsewhere(w, p))),
    "turned back": (3, lambda w: w.those("IN_TRANSIT"), lambda w, p: w.come_back(p, "TRANSFERRED")),
    "court return": (6, lambda w: w.those("AT_COURT"), lambda w, p: w.come_back(p, "RETURN_FROM_COURT")),
    "absence return": (6, lambda w: w.those("ROTL"), lambda w, p: w.come_back(p, "TEMPORARY_ABSENCE_RETURN")),
    "release": (3, lambda w: w.those("IN"), lambda w, p: w.release(p)),
    "recall": (6, lambda w: w.those("RELEASED", "RESTRICTED_PATIENT"),
               lambda w, p: w.recall(p, w.chance.choice(cast.PRISONS))),
    "cancel": (4, lambda w: [p for p in w.those("IN", "IN_TRANSIT", "AT_COURT", "ROTL", "RELEASED")
                             if p.before and p.before[2]], lambda w, p: w.cancel(p)),
    "staff write": (16, lambda w: w.those("IN"), lambda w, p: w.staff_writes(p)),
    "learner write": (12, lambda w: w.those("IN"), lambda w, p: w.learner_writes(p)),
    "file": (5, lambda w: w.those("IN"), lambda w, p: w.add_file(p)),
    "merge": (3, lambda w: w.those(*ANYWHERE) if len(w.those(*ANYWHERE)) > 1 else [], identities.merge),
    "unmerge": (3, lambda w: [p for p in w.those(*ANYWHERE) if p.joined], identities.unmerge),
    "booking moved": (1, lambda w: w.those(*ANYWHERE) if len(w.those(*ANYWHERE)) > 1 else [], identities.move_booking),
    "late write": (6, lambda w: [p for p in w.those("IN") if identities.may_late(p)], identities.late_write),
    "erase": (1, lambda w: w.those("RELEASED"), identities.erase),
    "said again": (4, lambda w: w.people[:1] if w.said else [], lambda w, _: w.say_again()),
}  # fmt: skip
PEOPLE_MOST = 12


def live(lives: Lives) -> list[Fault]:
    """One random step."""
    if not lives.people or (len(lives.people) < PEOPLE_MOST and lives.chance.random() < 0.05):
        return lives.admit(lives.chance.choice(cast.PRISONS))
    ready = [(weight, who(lives), do) for weight, who, do in RULES.values()]
    ready = [(weight, people, do) for weight, people, do in ready if people]
    _, people, do = lives.chance.choices(ready, weights=[weight for weight, _, _ in ready])[0]
    return do(lives, lives.chance.choice(people))
