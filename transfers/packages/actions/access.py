"""Answering a person who asks what is held about them: collect, read through, hand over. Each step can be repeated."""

import dataclasses
import datetime as dt
import logging
import uuid
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import Count

from campus.accounts import actors
from campus.accounts.actors import Actor
from campus.accounts.permissions import Permission
from campus.audit.recording import record
from campus.core import files, outbox
from campus.core.errors import NotYours
from campus.core.models import written
from campus.estate.models import Establishment
from learners.access import writable
from learners.models import Learner
from transfers.packages import answering, sections
from transfers.packages.models import AccessCase, AccessItem, AccessSection
from transfers.packages.rules import access as rules
from transfers.packages.rules import finding
from transfers.packages.rules.access import AccessState, SectionState, Verdict
from transfers.packages.rules.finding import Why

log = logging.getLogger(__name__)

TOPIC, PACK_TOPIC = "access.collect", "access.pack"
FOLDER = "packages/access"
AT_ONCE = 10  # sections a message: a worker that is killed does few of them again
# Whole texts that somebody other than the person wrote about them, or that never reached them.
_THINGS = frozenset({
    "provider", "provider_name", "awarded_by", "subject", "qualification_type", "source", "event_type", "verb", "page",
    "given_name", "family_name", "preferred_name", "value", "uln",
})  # fmt: skip
_OTHERS_WORDS = {("record-concern", "words"): Why.AUTHOR, ("history-concern", "words"): Why.AUTHOR}


@transaction.atomic
def start(*, by: Actor, learner_id: uuid.UUID, at: dt.datetime) -> AccessCase:
    """Begin an answer, or find the one that is open."""
    by.check(Permission.SUBJECT_ACCESS)
    learner = writable(by=by, learner_id=learner_id, permission=Permission.SUBJECT_ACCESS)
    open_case = AccessCase.objects.filter(learner=learner).exclude(state=AccessState.GIVEN).first()
    if open_case is not None:
        return open_case
    case = AccessCase.objects.create(learner=learner, **written(by, at))
    AccessSection.objects.bulk_create(
        AccessSection(case=case, position=position, code=one.code, title=one.title)
        for position, one in enumerate(sections.sections())
    )
    record(by=by, verb="subject_access.started", subject=case)
    _owe(TOPIC, case)
    return case


def collect_some(*, case_id: uuid.UUID, at: dt.datetime) -> None:
    """Collect the next few sections, each in a transaction of its own, and owe the rest."""
    waiting = AccessSection.objects.filter(case_id=case_id, state=SectionState.WAITING).order_by("position")
    for one in list(waiting[:AT_ONCE]):
        collect(section_id=one.id, at=at)
    with transaction.atomic():
        if not settle(case_id=case_id, at=at):
            case = AccessCase.objects.get(id=case_id)
            _owe(TOPIC, case)


@transaction.atomic
def collect(*, section_id: uuid.UUID, at: dt.datetime) -> AccessSection:
    """Read one section and propose what may be about somebody else. Done already, it is left as it is."""
    row = AccessSection.objects.select_for_update().select_related("case").get(id=section_id)
    section = sections.section(row.code)
    if row.state == SectionState.COLLECTED or section is None:
        return row
    person = sections.about(row.case.learner_id)
    part = section.read(person)
    row.content = [dataclasses.asdict(entry) for entry in part.entries]
    row.rows, row.state, row.collected_at = part.count, SectionState.COLLECTED, at
    row.save()
    AccessItem.objects.bulk_create(_proposals(row, person), batch_size=rules.CHUNK)
    return row


@transaction.atomic
def settle(*, case_id: uuid.UUID, at: dt.datetime) -> bool:
    """Move a case on when all of it is collected. Says whether it is."""
    case = AccessCase.objects.select_for_update().get(id=case_id)
    if case.sections.filter(state=SectionState.WAITING).exists():
        return False
    if case.state == AccessState.COLLECTING:
        by = actors.system()
        waits = AccessItem.objects.filter(section__case=case, verdict="").exists()
        _move(case, AccessState.REVIEWING if waits else AccessState.READY, by, at)
        record(by=by, verb="subject_access.collected", subject=case)
        if not waits:
            _owe(PACK_TOPIC, case)
    return True


@transaction.atomic
def decide(*, by: Actor, item_id: uuid.UUID, verdict: str, reason: str, at: dt.datetime) -> AccessItem:
    """A reviewer blacks a part out or keeps it in. Until the copy is made, the answer may be changed."""
    case = _case_of(by, item_id)
    rules.check_verdict(verdict=verdict, reason=reason)
    item = AccessItem.objects.select_for_update().get(id=item_id)
    _write(item, by, verdict, reason, at)
    record(by=by, verb="subject_access.read", subject=item, case=str(case.id), verdict=verdict)
    _end_review(case, by, at)
    return item


@transaction.atomic
def decide_like_it(*, by: Actor, item_id: uuid.UUID, verdict: str, reason: str, at: dt.datetime) -> int:
    """The same answer for each part of this case that has the very same words and waits."""
    case = _case_of(by, item_id)
    rules.check_verdict(verdict=verdict, reason=reason)
    item = AccessItem.objects.get(id=item_id)
    alike = AccessItem.objects.select_for_update(of=("self",)).filter(
        section__case=case, words=item.words, why=item.why, verdict=""
    )
    count = 0
    for one in alike:
        _write(one, by, verdict, reason, at)
        record(by=by, verb="subject_access.read", subject=one, case=str(case.id), verdict=verdict)
        count += 1
    _end_review(case, by, at)
    return count


@transaction.atomic
def pack(*, case_id: uuid.UUID, at: dt.datetime) -> AccessCase:
    """Make the ZIP of a case that was read through. Done twice, it is made once."""
    case = AccessCase.objects.select_for_update().get(id=case_id)
    if case.state != AccessState.READY or case.file_name:
        return case
    content = answering.zipped(case, at=at)
    stored = files.put(content, f"{FOLDER}/{case.id}.zip")
    case.file_name, case.size, case.sha256 = stored.name, stored.size, stored.sha256
    by = actors.system()
    case.touch(by, at)
    case.save()
    record(by=by, verb="subject_access.made", subject=case)
    return case


@transaction.atomic
def give(*, by: Actor, case_id: uuid.UUID, at: dt.datetime) -> AccessCase:
    """Hand the copy over. The first time ends the case; each is written down."""
    case = _reachable(by, case_id)
    if not case.file_name:
        raise NotYours("a copy without a file")
    if case.state == AccessState.READY:
        case.given_at = at
        _move(case, AccessState.GIVEN, by, at)
    record(by=by, verb="subject_access.given", subject=case)
    return case


def _proposals(row: AccessSection, person: sections.About) -> Iterator[AccessItem]:
    """What in the texts of a section may be about somebody else. Times, places and codes are not looked at."""
    ordinary = _ordinary()
    for number, entry in enumerate(row.content):
        for place, line in enumerate(entry["lines"]):
            if _names_a_thing(line["column"]):
                continue
            text, why = line["value"], _whole(row.code, entry, line)
            found = (
                [finding.Find(0, len(text), why)] if why
                else finding.finds(text, own_numbers=person.numbers, own_names=person.names, ordinary=ordinary)
            )  # fmt: skip
            for one in found:
                yield AccessItem(
                    section=row, entry=number, line=place, start=one.start, end=one.end,
                    words=text[one.start : one.end], why=one.why,
                )  # fmt: skip


def _names_a_thing(column: str) -> bool:
    """A course, a prison, a provider: names that mean no private person. Staff stand in a copy by their first name."""
    return column.endswith("_id") or column in _THINGS


def _whole(code: str, entry: dict[str, Any], line: dict[str, Any]) -> Why | None:
    """Whether a whole text is somebody else's: a concern, or what a worker wrote and nobody has let through."""
    if code in ("record-message", "history-message") and line["column"] == "body":
        said = {one["column"]: one["value"] for one in entry["lines"]}
        if said.get("author_role", "").upper() == "WORKER" and "delivered_at" not in said:
            return Why.AUTHOR
    return _OTHERS_WORDS.get((code, line["column"]))


def _ordinary() -> set[str]:
    """Names with two capitals that mean a place and nobody."""
    found: set[str] = set()
    for name in Establishment.objects.values_list("name", flat=True):
        parts = name.replace("(", " ").replace(")", " ").split()
        found |= {" ".join(parts[i : i + 2]) for i in range(len(parts) - 1)}
    return found


def _write(item: AccessItem, by: Actor, verdict: str, reason: str, at: dt.datetime) -> None:
    item.verdict, item.reason, item.decided_at, item.decided_by = Verdict(verdict), reason.strip(), at, by.user
    item.save()


def _end_review(case: AccessCase, by: Actor, at: dt.datetime) -> None:
    waits = AccessItem.objects.filter(section__case=case, verdict="").aggregate(n=Count("id"))["n"]
    if not waits and case.state == AccessState.REVIEWING:
        case.ready_at = at
        _move(case, AccessState.READY, by, at)
        record(by=by, verb="subject_access.reviewed", subject=case)
        _owe(PACK_TOPIC, case)


def _case_of(by: Actor, item_id: uuid.UUID) -> AccessCase:
    owner = AccessItem.objects.filter(id=item_id).values_list("section__case_id", flat=True).first()
    if owner is None:
        raise NotYours("part")
    case = _reachable(by, owner)
    if case.state != AccessState.REVIEWING:
        rules.check_access_move(case.state, AccessState.REVIEWING)
    return case


def _reachable(by: Actor, case_id: uuid.UUID) -> AccessCase:
    owner = AccessCase.objects.filter(id=case_id).values_list("learner_id", flat=True).first()
    if owner is None:
        raise NotYours("answer")
    writable(by=by, learner_id=owner, permission=Permission.SUBJECT_ACCESS)
    return AccessCase.objects.select_for_update().get(id=case_id)


def _move(case: AccessCase, after: AccessState, by: Actor, at: dt.datetime) -> None:
    rules.check_access_move(case.state, after)
    case.state = after
    case.touch(by, at)
    case.save()


def _owe(topic: str, case: AccessCase) -> None:
    outbox.queue(topic=topic, key=f"access:{case.id}", body={"case": str(case.id)})


def person_of(case: AccessCase) -> Learner:
    return Learner.objects.get(id=case.learner_id)
