"""Users and actors, valid by default."""

import datetime as dt
from typing import Any

import factory

from campus.accounts import actors
from campus.accounts.models import Posting, User
from campus.accounts.permissions import ROLES, Reach
from campus.estate.models import Establishment

TODAY = dt.date(2026, 11, 20)


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User

    username = factory.Sequence(lambda n: f"user{n}")
    kind = User.Kind.STAFF
    given_name = "Priya"
    family_name = "Shah"


def posted(role: str, place: Any = "LEI", **user: Any) -> actors.Actor:
    """Somebody with one role at one place: an establishment's code, an organisation, or None for a national role."""
    kind = User.Kind.PROVIDER_WORKER if ROLES[role].reach == Reach.ORGANISATION else User.Kind.STAFF
    person = UserFactory(**{"kind": kind, **user})
    add_posting(person, role, place)
    return actors.for_user(person, TODAY)


def add_posting(user: User, role: str, place: Any = "LEI") -> Posting:
    reach = ROLES[role].reach
    where: dict[str, Any] = {}
    if reach == Reach.ESTABLISHMENT:
        where["establishment"] = Establishment.objects.get(code=place)
    elif reach == Reach.ORGANISATION:
        where["organisation"] = place
    return Posting.objects.create(user=user, role=role, starts_on=dt.date(2020, 1, 1), **where)
