"""What people say is wrong, and orders about their records, made by the app's own verbs."""

import datetime as dt

from campus.accounts.actors import Actor
from learners.models import ErasureOrder, Learner, Placement
from tests.factories.accounts import posted
from tests.factories.learners import as_learner
from transfers.rights.actions import erasing, holds, identity, orders, requests
from transfers.rights.models import IdentityCorrection, LegalHold, RectificationRequest
from transfers.rights.rules.requests import About

AT = dt.datetime(2026, 11, 21, 9, 0, tzinfo=dt.UTC)


def a_request(
    learner: Learner, about: str = About.PLAN, *, wrong: str = "My goal is not mine.", at: dt.datetime = AT
) -> RectificationRequest:
    return requests.ask(
        by=as_learner(learner), learner_id=learner.id, about=about, wrong=wrong, should_be="Get a job in a kitchen.",
        language="en-gb", at=at,
    )  # fmt: skip


def a_correction(
    learner: Learner, *, request: RectificationRequest | None = None, **said: object
) -> IdentityCorrection:
    """Asked for by the manager of the prison where the person is."""
    wanted = {
        "given_name": learner.given_name, "family_name": f"{learner.family_name}-Smith",
        "date_of_birth": learner.date_of_birth, "evidence": "The birth certificate, seen on 19 November", **said,
    }  # fmt: skip
    by = posted("EDU_MGR", learner.current_establishment_id or "LEI")
    request_id = request.id if request else None
    return identity.ask(by=by, learner_id=learner.id, request_id=request_id, at=AT, **wanted)


def with_rights(learner: Learner) -> RectificationRequest:
    """Something that the person says is wrong, and a name that a steward is asked to put right."""
    request = a_request(learner)
    a_correction(learner)
    return request


def ids_of(learner: Learner) -> dict[str, object]:
    """What addresses name: a request, a name to be put right, an order that waits, and then a hold."""
    request, correction = a_request(learner), a_correction(learner)
    order = an_order(learner, kinds=["cv"])
    return {
        "rectification_id": request.id, "correction_id": correction.id, "order_id": order.id,
        "hold_id": a_hold(learner).id, "period": "RECORD",
    }  # fmt: skip


def officer() -> Actor:
    return posted("DPO_SAR", None)


def out_of_prison(learner: Learner, at: dt.datetime = AT) -> Learner:
    """As a release leaves somebody, without the rest of what a release does."""
    Placement.objects.filter(learner=learner, ended_at__isnull=True).update(ended_at=at)
    Placement.objects.create(
        learner=learner, status="RELEASED", started_at=at, created_at=at, updated_at=at, establishment=None
    )
    Learner.objects.filter(id=learner.id).update(current_establishment=None, cell="")
    learner.refresh_from_db()
    return learner


def an_order(
    learner: Learner, *, kinds: list[str] | None = None, reason: str = "", by: Actor | None = None, at: dt.datetime = AT
) -> ErasureOrder:
    return orders.ask(
        by=by or officer(), learner_id=learner.id, kinds=kinds or [], period="", at=at,
        reason=reason or ("RECORDED_IN_ERROR" if kinds else "RIGHT_TO_ERASURE"), words="Decided in case 12.",
    )  # fmt: skip


def approved(order: ErasureOrder, *, at: dt.datetime = AT) -> ErasureOrder:
    return orders.decide(by=officer(), order_id=order.id, agree=True, words="I agree.", at=at)


def erased(learner: Learner, *, kinds: list[str] | None = None, at: dt.datetime = AT) -> ErasureOrder:
    """Asked for, approved by another, and done."""
    order = approved(an_order(learner, kinds=kinds, at=at), at=at)
    erasing.execute(order_id=order.id, at=at)
    order.refresh_from_db()
    return order


def a_hold(learner: Learner, *, by: Actor | None = None, at: dt.datetime = AT) -> LegalHold:
    return holds.hold(
        by=by or officer(), learner_id=learner.id, reason="Claim 7 at the county court", starts_on=at.date(),
        ends_on=None, at=at,
    )  # fmt: skip
