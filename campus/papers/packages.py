"""The machines of packages: what is sent, what comes in, and answers to people who ask what is held about them."""

from campus.papers.machines import Machine, Move
from transfers.packages.rules import access, cases

PACKAGE_SENT = {
    "ASKED": "Somebody asks that a record be sent, with the purpose and what allows it.",
    "DECLINED": "Somebody else said no, and why.",
    "MAKING": "A worker makes the package from one snapshot and signs it.",
    "NOT_MADE": "It could not be made. Nothing is lost; it can be tried again.",
    "OFFERED": "Made, and ready to be fetched.",
    "FETCHED": "Downloaded for the receiver, or printed for the person.",
    "VERIFIED": "The receiver checked it and found it whole.",
    "REJECTED": "The receiver refused it, with a code.",
    "INTEGRATED": "The receiver took it in, and its root is ours.",
    "CLOSED": "Nothing more is expected of it.",
}
PACKAGE_RECEIVED = {
    "QUARANTINED": "Its seal holds and its digests agree. It is kept apart until a steward says whose it is.",
    "REFUSED": "A steward turned it away, and said why.",
    "IMPORTED": "Its rows stand in the record, each with where it came from.",
    "HERE_ALREADY": "Every row of it was here already, and equal. Nothing was written.",
}
ANSWER = {
    "COLLECTING": "The sections are being read, each by itself; a run that was stopped goes on.",
    "REVIEWING": "Parts that may be about somebody else wait for a reviewer.",
    "READY": "Read through. The copy is made.",
    "GIVEN": "Handed over.",
}


def sent() -> Machine:
    states = list(cases.SentState)
    order = {state: place for place, state in enumerate(states)}
    pairs = sorted(cases.SENT_MOVES, key=lambda pair: (order[pair[0]], order[pair[1]]))
    moves = (
        Move(None, "ASKED", "ask"), Move(None, "MAKING", "ask_for_own_copy (the person)"),
        *(Move(before.value, after.value) for before, after in pairs),
    )  # fmt: skip
    note = (
        f"A package that nobody answers in {cases.ANSWER_WITHIN.days} days is shown as late. It can be taken in for "
        f"{cases.LASTS.days} days. Nobody decides about what they asked for."
    )
    source = "`transfers.packages.rules.cases.SENT_MOVES`"
    return Machine("Package that is sent", source, tuple(s.value for s in states), PACKAGE_SENT, moves, note)


def received() -> Machine:
    states = list(cases.ReceivedState)
    moves = (
        Move(None, "QUARANTINED", "quarantine"), Move(None, "IMPORTED", "integrate (import_record)"),
        *(Move(before.value, after.value) for before, after in sorted(cases.RECEIVED_MOVES)),
    )  # fmt: skip
    note = "What is refused by its seal, its digests or its terms is never kept, and so has no state."
    source = "`transfers.packages.rules.cases.RECEIVED_MOVES`"
    names = tuple(s.value for s in states)
    return Machine("Package that came in", source, names, PACKAGE_RECEIVED, moves, note)


def answer() -> Machine:
    states = list(access.AccessState)
    order = {state: place for place, state in enumerate(states)}
    pairs = sorted(access.ACCESS_MOVES, key=lambda pair: (order[pair[0]], order[pair[1]]))
    moves = (Move(None, "COLLECTING", "start"), *(Move(before.value, after.value) for before, after in pairs))
    note = f"An answer is late after {access.ANSWER_WITHIN.days} days (UK GDPR, article 12)."
    source = "`transfers.packages.rules.access.ACCESS_MOVES`"
    names = tuple(s.value for s in states)
    return Machine("Answer to a person who asks what is held", source, names, ANSWER, moves, note)


def machines() -> list[Machine]:
    return [sent(), received(), answer()]
