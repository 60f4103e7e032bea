"""Who acts in a campaign: a manager at each prison that people are moved between, and the people themselves."""

import datetime as dt

from campus.accounts import actors
from campus.accounts.actors import Actor
from campus.accounts.models import Posting, User
from campus.core import clock
from learners import kiosk
from learners.models import Learner

PRISONS = ("LEI", "HLI", "MDI", "BXI")
SINCE = dt.date(2020, 1, 1)


def manager(prison: str) -> Actor:
    """The learning and skills manager of a prison, made when first asked for."""
    return _member(f"campaign.{prison.lower()}", "EDU_MGR", prison)


def steward(number: int) -> Actor:
    """One of the records stewards: what one asks another decides."""
    return _member(f"campaign.steward{number}", "NAT_STEWARD", None)


def officer(number: int) -> Actor:
    """One of the data protection officers."""
    return _member(f"campaign.officer{number}", "DPO_SAR", None)


def _member(username: str, role: str, prison: str | None) -> Actor:
    user, is_new = User.objects.get_or_create(
        username=username, defaults={"kind": User.Kind.STAFF, "given_name": "Robin", "family_name": "Marsh"}
    )
    if is_new:
        Posting.objects.create(user=user, role=role, establishment_id=prison, starts_on=SINCE)
    return actors.for_user(user, clock.today())


def themselves(learner: Learner) -> Actor:
    return actors.for_learner(kiosk.give_user(learner, clock.now()), learner.id, learner.current_establishment)
