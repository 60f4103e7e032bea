"""Two of everything, one at Leeds and one at Hull, so that each address can name what is ours and what is theirs."""

import datetime as dt
import json
import uuid
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from campus.accounts import actors, invitations
from campus.accounts.models import Posting, User
from campus.accounts.permissions import ROLES, Reach
from campus.core import audiences, clock
from campus.estate.models import Organisation
from jobs.cvs.models import CvVersion, PrintRequest
from learners import kiosk
from learners.models import Identifier, Learner
from plans import actions as plans
from plans.models import Step
from providers.messaging.actions import concerns
from providers.messaging.rules import ConcernAbout
from tests.factories import handover, merges, needs, packages, plans_goals, providers, rights, whole_record
from tests.factories.accounts import posted
from tests.factories.assessments import a_result
from tests.factories.courses import with_courses
from tests.factories.imports import a_batch
from tests.factories.plans_induction import with_induction
from transfers.actions import cases, inbox
from transfers.models import TransferCase

HERE, THERE = "LEI", "HLI"
URLCONFS = {"everybody": "campus.urls.everything", **audiences.URLCONFS}
STAFF_ROLES = [r for r, s in ROLES.items() if s.reach in (Reach.ESTABLISHMENT, Reach.NATIONAL) and r != "SVC"]
PORTAL_ROLES = [r for r, s in ROLES.items() if s.reach == Reach.ORGANISATION]


@cache
def routes(door: str) -> dict[str, tuple[str, ...]]:
    """Every named address of a door, with the names of what it takes. An address without a name is called "?"."""
    return dict(_walk(get_resolver(URLCONFS[door]), ""))


def _walk(resolver: URLResolver, namespace: str) -> Any:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield namespace + (entry.name or "?"), tuple(entry.pattern.converters)
        else:
            inner = f"{entry.namespace}:" if entry.namespace else ""
            for name, takes in _walk(entry, namespace + inner):
                yield name, (*entry.pattern.converters, *takes)


@dataclass
class Place:
    """A person with a whole record, and what staff there deal with."""

    code: str
    pair: providers.Pair
    ids: dict[str, Any]

    @property
    def learner(self) -> Learner:
        return self.pair.learner


@dataclass
class World:
    here: Place
    there: Place
    organisation: Organisation

    def address(self, door: str, route: str, place: Place | None) -> str:
        """The address of a route that names things of a place, or of no place at all."""
        wanted = routes(door)[route]
        ids = {**place.ids, **_by_route(place, route)} if place else _ABSENT
        return reverse(route, urlconf=URLCONFS[door], kwargs={name: ids[name] for name in wanted})

    def staff(self, role: str) -> Client:
        place = HERE if ROLES[role].reach == Reach.ESTABLISHMENT else None
        return providers.signed_in(posted(role, place).user, audiences.STAFF)

    def worker(self, role: str) -> Client:
        """Somebody in the organisation of the worker here. The one with the conversation is that worker."""
        if role == "CASEWORKER":
            return providers.signed_in(self.here.pair.worker.user, audiences.PORTAL)
        user = providers.a_user(User.Kind.PROVIDER_WORKER, "Ann", role, email=f"{uuid.uuid4().hex}@example.org")
        Posting.objects.create(user=user, role=role, organisation=self.organisation, starts_on=dt.date(2026, 1, 1))
        return providers.signed_in(user, audiences.PORTAL)

    def learner(self) -> Client:
        return providers.at_kiosk(self.here.learner)


_ABSENT = {
    **{name: uuid.UUID("01900000-0000-7000-8000-00000000dead") for name in (
        "learner_id", "goal_id", "step_id", "device_id", "organisation_id", "concern_id", "message_id",
        "assignment_id", "request_id", "result_id", "case_id", "exception_id", "user_id", "version_id", "thread_id",
        "proposal_id", "session_request_id", "print_id", "row_id", "qualification_id", "merge_id",
        "identity_request_id", "allocation_id", "task_id", "filed_id",
        "course_id", "class_id", "enrolment_id", "place_id", "asked_id", "batch_id",
        "rectification_id", "correction_id", "order_id", "hold_id", "late_id", "window_id",
        "package_case_id", "received_id", "access_id", "found_id", "copy_id",
    )},
    "assessment": "maths", "state": "overdue", "pk": 987654, "token": "no-such-token", "period": "RECORD",
    "question": "no-such-question", "number": 1, "provider_id": "nobody",
    "about": "goal", "code": "people", "topic": "hoping-to-work", "level": "level_2", "skill": "teamwork",
    **{name: uuid.UUID("01900000-0000-7000-8000-00000000dead") for name in (
        "condition_id", "challenge_id", "strength_id", "strategy_id", "item_id", "said_id",
    )},
    "kind": "challenges", "record_kind": "goal", "part": "goal",
}  # fmt: skip


def _by_route(place: Place, route: str) -> dict[str, Any]:
    """`messaging:check` is about a message that waits; `transfers:*` about somebody who came."""
    if route == "plans:put-back-step":
        return {"step_id": place.ids["taken_out"]}
    if route in ("handover:note", "handover:expected-card"):
        return {"case_id": place.ids[route]}
    return {"user_id": place.ids["persona"]} if route == "accounts:become" else {}


def build() -> World:
    organisation = providers.an_organisation()
    here = _place(HERE, THERE, organisation)
    there = _place(THERE, HERE, providers.an_organisation())
    # Whoever came there left here, so that the note is ours to write.
    here.ids["handover:note"], there.ids["handover:note"] = there.ids["case_id"], here.ids["case_id"]
    return World(here, there, organisation)


def _place(code: str, came_from: str, organisation: Organisation) -> Place:
    worker = providers.a_worker(organisation)
    pair = providers.a_pair(at=code, worker=worker)
    _with_plan(pair.learner, code)
    document = whole_record.with_paper(pair.learner)
    first = providers.written_by(pair.person, pair)
    providers.approved(first)
    message = providers.reply(pair.person, first)
    concern = concerns.raise_concern(
        thread_id=first.thread_id, about=ConcernAbout.SELF_HARM, words="Worried.", by=worker, at=clock.now()
    )
    case, exception = _arrived(code, came_from)
    device, _ = kiosk.enrol_demo_device(by=actors.system(), establishment_id=code, at=clock.now())
    persona = providers.a_user(User.Kind.STAFF, "Demo", code, email=f"{code.lower()}@demo.example.org")
    manager = providers.a_user(User.Kind.PROVIDER_WORKER, "Max", code, email=f"max-{code.lower()}@example.org")
    Posting.objects.create(user=manager, role="ORG_ADMIN", organisation=organisation, starts_on=dt.date(2026, 1, 1))
    _, token = invitations.invite(
        by=actors.for_user(manager, clock.today()), organisation_id=organisation.id, email=f"new-{code}@example.org",
        given_name="New", family_name="Person", role="CASEWORKER", at=clock.now(),
    )  # fmt: skip
    step = Step.objects.filter(learner=pair.learner).order_by("position").first()
    assert step is not None
    asked = plans_goals.with_goals(pair.learner)
    taken = with_courses(pair.learner)
    batch = a_batch(code)
    needs.with_needs(pair.learner)
    qualification = with_induction(pair.learner)
    return Place(code, pair, {
        "qualification_id": qualification.id, "topic": "hoping-to-work", "level": "level_2", "skill": "teamwork",
        "course_id": taken.course_id, "enrolment_id": taken.id, "class_id": taken.places.get().course_class_id,
        "place_id": taken.places.get().id, "asked_id": pair.learner.courserequest_rows.get().id, "batch_id": batch.id,
        "code": "people",
        "learner_id": pair.learner.id, "goal_id": step.goal_id, "step_id": step.id,
        "device_id": device.id, "organisation_id": organisation.id, "concern_id": concern.id,
        "message_id": message.id, "thread_id": message.thread_id, "assignment_id": pair.assignment.id,
        "request_id": PrintRequest.objects.get(document=document).id,
        "result_id": a_result(pair.learner).id, "assessment": "maths", "state": "overdue",
        "case_id": case.id, "exception_id": exception,
        "handover:expected-card": handover.expected_at(code, came_from).id,
        "late_id": handover.came_late(pair.learner).id, "window_id": handover.an_emergency(code, came_from).id,
        "user_id": worker.user_id, "persona": persona.id,
        "version_id": CvVersion.objects.get(learner=pair.learner).id, "question": "wanted", "number": 1,
        "token": token, "pk": 1, "provider_id": "justice",
        "proposal_id": asked.proposal.id, "session_request_id": asked.request.id, "print_id": asked.paper.id,
        "about": "goal", "row_id": asked.completed.id, "taken_out": asked.taken_out.id,
        "record_kind": "goal", "filed_id": step.goal_id,
        **needs.ids_of(pair.learner), **rights.ids_of(pair.learner), **merges.ids_at(code),
        **packages.ids_of(pair.learner, code),
    })  # fmt: skip


def _with_plan(learner: Learner, code: str) -> None:
    manager = posted("EDU_MGR", code)
    plans.add_goal(
        by=manager, learner_id=learner.id, title=f"A goal at {code}", target_on=dt.date(2099, 3, 1),
        steps=["Finish my CV", "Practise an interview"], note="", at=clock.now(),
    )  # fmt: skip
    plans.agree(by=manager, learner_id=learner.id, at=clock.now())


def _arrived(code: str, came_from: str) -> tuple[TransferCase, uuid.UUID]:
    """Somebody else who came to this prison, about whose record something was found."""
    person = providers.a_person(at=came_from, family_name="Newcomer")
    number = Identifier.objects.get(learner=person).value
    outcome = inbox.ingest([json.dumps({
        "eventType": "prisoner-offender-search.prisoner.received", "version": 1,
        "occurredAt": clock.now().isoformat(),
        "additionalInformation": {"nomsNumber": number, "reason": "TRANSFERRED", "prisonId": code},
    })])  # fmt: skip
    assert outcome["applied"] == 1
    case = TransferCase.objects.get(learner=person)
    person.refresh_from_db()
    exception = cases.open_exception(
        case=case, learner=person, problems=[{"kind": "goal", "row": str(uuid.uuid4()), "problem": "missing"}],
        by=actors.system(), at=clock.now(),
    )  # fmt: skip
    return case, exception.id
