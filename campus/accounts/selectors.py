"""Questions about users that pages ask."""

import datetime as dt
import uuid
from collections.abc import Iterable

from django.db.models import Prefetch, QuerySet

from campus.accounts.models import Posting, User
from campus.accounts.permissions import Permission, roles_with
from campus.estate.models import Organisation

DEMO_DOMAIN = "demo.example.org"


def demo_people(kinds: Iterable[str]) -> QuerySet[User]:
    """The demo users of a door: those whose address is in the demo domain."""
    postings = Prefetch("postings", Posting.objects.select_related("establishment", "organisation"))
    return (
        User.objects.filter(kind__in=list(kinds), email__endswith=f"@{DEMO_DOMAIN}", is_active=True)
        .prefetch_related(postings)
        .order_by("family_name", "given_name")
    )


def demo_user(user_id: uuid.UUID, kinds: Iterable[str]) -> User | None:
    return demo_people(kinds).filter(id=user_id).first()


def staff_with(permission: Permission, code: str, on: dt.date) -> QuerySet[User]:
    """Who may do this at a prison on a date."""
    held = Posting.objects.open_on(on).filter(establishment_id=code, role__in=roles_with(permission))
    return User.objects.filter(id__in=held.values("user_id"), is_active=True).order_by("family_name", "given_name")


def colleagues(organisation: Organisation) -> QuerySet[Posting]:
    return Posting.objects.filter(organisation=organisation).select_related("user").order_by("user__family_name")
