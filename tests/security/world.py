"""Two of everything, one at Leeds and one at Hull, so that each address can name what is ours and what is theirs."""

import datetime as dt
import json
import uuid
from dataclasses import dataclass
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
from plans.models import Goal, Step
from providers.messaging.actions import concerns
from providers.messaging.rules import ConcernAbout
from tests.factories import providers, whole_record
from tests.factories.accounts import posted
from transfers.actions import cases, inbox
from transfers.models import TransferCase

HERE, THERE = "LEI", "HLI"
URLCONFS = {"everybody": "campus.urls.everything", **audiences.URLCONFS}
STAFF_ROLES = [r for r, s in ROLES.items() if s.reach in (Reach.ESTABLISHMENT, Reach.NATIONAL) and r != "SVC"]
PORTAL_ROLES = [r for r, s in ROLES.items() if s.reach == Reach.ORGANISATION]


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
        "assignment_id", "request_id", "case_id", "exception_id", "user_id", "version_id", "thread_id",
    )},
    "pk": 987654, "token": "no-such-token", "question": "no-such-question", "number": 1, "provider_id": "nobody",
}  # fmt: skip


def _by_route(place: Place, route: str) -> dict[str, Any]:
    """`messaging:check` is about a message that waits; `transfers:*` about somebody who came."""
    return {"user_id": place.ids["persona"]} if route == "accounts:become" else {}


def build() -> World:
    organisation = providers.an_organisation()
    here = _place(HERE, THERE, organisation)
    return World(here, _place(THERE, HERE, providers.an_organisation()), organisation)


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
    return Place(code, pair, {
        "learner_id": pair.learner.id, "goal_id": Goal.objects.get(learner=pair.learner).id, "step_id": step.id,
        "device_id": device.id, "organisation_id": organisation.id, "concern_id": concern.id,
        "message_id": message.id, "thread_id": message.thread_id, "assignment_id": pair.assignment.id,
        "request_id": PrintRequest.objects.get(document=document).id,
        "case_id": case.id, "exception_id": exception, "user_id": worker.user_id, "persona": persona.id,
        "version_id": CvVersion.objects.get(learner=pair.learner).id, "question": "wanted", "number": 1,
        "token": token, "pk": 1, "provider_id": "justice",
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
