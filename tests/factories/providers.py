"""Providers, workers and conversations as tests need them: valid by default, made by the apps' own verbs."""

import datetime as dt
import itertools
import uuid
from dataclasses import dataclass
from typing import Any

from django.test import Client

from campus.accounts import actors
from campus.accounts.actors import Actor
from campus.accounts.models import Posting, User
from campus.core.audiences import KIOSK
from campus.core.models import written
from campus.estate.models import Organisation
from learners import kiosk
from learners.models import Identifier, Learner, Placement
from learners.rules import DeviceKind, IdentifierType, PlacementStatus
from providers import actions as provider_actions
from providers.messaging import actions
from providers.messaging.models import Message
from providers.models import Assignment, ProviderProfile
from transfers.proof.campaign.browsers import signed_in

AT = dt.datetime(2026, 11, 20, 9, 10, tzinfo=dt.UTC)
_numbers = itertools.count(1)


def a_user(kind: str, given_name: str, family_name: str = "", **fields: Any) -> User:
    return User.objects.create(
        username=f"{kind.lower()}-{next(_numbers)}", kind=kind, given_name=given_name, family_name=family_name,
        password="!", **fields,
    )  # fmt: skip


def an_organisation(
    name: str = "Bridgeway Training",
    *,
    kind: str = "PROVIDER",
    status: str = "ACTIVE",
    summary: str = "Helps with work.",
) -> Organisation:
    organisation = Organisation.objects.create(name=f"{name} {next(_numbers)}", kind=kind, status=status)
    ProviderProfile.objects.create(organisation=organisation, summary=summary, **written(actors.system(), AT))
    return organisation


def a_worker(organisation: Organisation | None = None, *, given_name: str = "Tom", family_name: str = "Ellis") -> Actor:
    """A support worker with one open post."""
    user = a_user(User.Kind.PROVIDER_WORKER, given_name, family_name, email=f"worker-{next(_numbers)}@example.org")
    Posting.objects.create(
        user=user, role="CASEWORKER", organisation=organisation or an_organisation(), starts_on=dt.date(2026, 1, 1)
    )
    return actors.for_user(user, AT.date())


def staff(role: str, *, at: str = "LEI", given_name: str = "Sam", family_name: str = "Cole") -> Actor:
    user = a_user(User.Kind.STAFF, given_name, family_name)
    Posting.objects.create(user=user, role=role, establishment_id=at, starts_on=dt.date(2026, 1, 1))
    return actors.for_user(user, AT.date())


def a_moderator(*, at: str = "LEI", given_name: str = "Sam") -> Actor:
    return staff("MODERATOR", at=at, given_name=given_name)


def a_person(*, at: str = "LEI", given_name: str = "Daniel", family_name: str = "Osei", **fields: Any) -> Learner:
    number, who = next(_numbers), written(actors.system(), AT)
    learner = Learner.objects.create(
        user=a_user(User.Kind.LEARNER, given_name), given_name=given_name, family_name=family_name,
        current_establishment_id=at, placement_epoch=1, **fields, **who,
    )  # fmt: skip
    Placement.objects.create(learner=learner, establishment_id=at, status=PlacementStatus.IN, started_at=AT, **who)
    Identifier.objects.create(
        learner=learner, type=IdentifierType.PRISON_NUMBER, value=f"A{number % 10000:04d}PM", **who
    )
    return learner


def themselves(learner: Learner) -> Actor:
    """The person as an actor at a kiosk."""
    assert learner.user is not None
    return actors.for_learner(learner.user, learner.id, learner.current_establishment)


def moved(learner: Learner, *, to: str | None) -> Learner:
    """The person is somewhere else now; how a real move comes about is the business of transfers."""
    learner.current_establishment_id = to
    learner.placement_epoch += 1
    learner.save()
    return Learner.objects.select_related("current_establishment").get(id=learner.id)


def assigned(
    learner: Learner, worker: Actor, *, purpose: str = "Help to find warehouse work", at: dt.datetime = AT
) -> Assignment:
    by = staff("EDU_MGR", at=learner.current_establishment_id or "LEI", given_name="Priya")
    return provider_actions.assign(
        learner_id=learner.id, posting_id=worker.postings[0].id, purpose=purpose, by=by, at=at
    )


@dataclass
class Pair:
    """A person and the worker assigned to them."""

    learner: Learner
    worker: Actor
    assignment: Assignment

    @property
    def person(self) -> Actor:
        return themselves(self.learner)


def a_pair(*, at: str = "LEI", worker: Actor | None = None, **person: Any) -> Pair:
    learner, worker = a_person(at=at, **person), worker or a_worker()
    return Pair(learner, worker, assigned(learner, worker))


def written_by(
    by: Actor,
    pair: Pair,
    body: str = "Is my place still free?",
    *,
    subject: str = "Warehouse interview",
    at: dt.datetime = AT,
) -> Message:
    """The first message of a new conversation, waiting to be checked."""
    return actions.start_thread(
        assignment_id=pair.assignment.id, subject=subject, body=body, nonce=uuid.uuid4(), by=by, at=at
    )


def reply(by: Actor, message: Message, body: str = "Yes, it is.", *, at: dt.datetime = AT) -> Message:
    return actions.send(thread_id=message.thread_id, body=body, nonce=uuid.uuid4(), by=by, at=at)


def approved(message: Message, *, by: Actor | None = None, at: dt.datetime = AT) -> Message:
    by = by or a_moderator(at=message.learner.current_establishment_id or "LEI")
    actions.approve(message_id=message.id, by=by, at=at)
    message.refresh_from_db()
    return message


def at_kiosk(learner: Learner) -> Client:
    """A browser on an enrolled tablet at which the person is signed in."""
    from campus.core import clock
    from learners.middleware import device_cookie

    assert learner.user is not None and learner.current_establishment_id is not None
    device, key = kiosk.enrol_demo_device(
        by=actors.system(), establishment_id=learner.current_establishment_id, at=clock.now()
    )
    seat = kiosk.open_session(learner=learner, device=device, at=clock.now())
    client = signed_in(learner.user, KIOSK)
    client.session_store["kiosk_session"] = str(seat.id)
    client.session_store.save()
    client.cookies[device_cookie()] = key
    assert device.kind == DeviceKind.CELL
    return client
