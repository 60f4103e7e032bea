"""The actor: a user with the postings that hold at this moment. Every action is told who acts by one of these."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from campus.accounts.models import SYSTEM_USER_ID, Posting, User
from campus.accounts.permissions import SUPPORTS_PATIENTS, VIEWS_RELEASED, Permission, permissions_of
from campus.core.errors import NotYours
from campus.estate.models import Establishment, Organisation


@dataclass(frozen=True)
class Actor:
    user: User
    postings: tuple[Posting, ...] = ()
    current: Posting | None = None
    learner_id: uuid.UUID | None = None
    own_establishment: Establishment | None = None
    granted: frozenset[Permission] = field(default_factory=frozenset)
    everywhere: frozenset[Permission] = field(default_factory=frozenset)
    # Somebody who moved away from under a form that this actor had open: the form is read once more, and passed on.
    late_for: uuid.UUID | None = None
    # What was looked up about the actor while this request lasts.
    memo: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def user_id(self) -> uuid.UUID:
        return self.user.id

    @property
    def name(self) -> str:
        return self.user.name

    @property
    def establishment(self) -> Establishment | None:
        """Where the actor works now: the chosen posting's prison, or the learner's own."""
        return self.current.establishment if self.current else self.own_establishment

    @property
    def establishment_id(self) -> str | None:
        here = self.establishment
        return here.code if here else None

    @property
    def organisation(self) -> Organisation | None:
        return self.current.organisation if self.current else None

    @property
    def has_several_postings(self) -> bool:
        return len({(p.establishment_id, p.organisation_id) for p in self.postings}) > 1

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(p.role for p in self._here())

    def may(self, permission: str) -> bool:
        """Whether any role at the chosen place (or a national one) gives the permission."""
        return permission in self.granted

    def may_anywhere(self, permission: str) -> bool:
        """Whether a role that reaches everybody gives the permission. One held at a prison never goes further."""
        return permission in self.everywhere

    def check(self, permission: str) -> None:
        """Raise NotYours unless the actor has the permission."""
        if not self.may(permission):
            raise NotYours(permission)

    def establishments_with(self, permission: str) -> list[str]:
        """Codes of the establishments where a posting gives the permission, fetched before any list is filtered."""
        return sorted(
            {p.establishment_id for p in self.postings if p.establishment_id and permission in permissions_of(p.role)}
        )

    def supporting_with(self, permission: str) -> list[str]:
        """Codes of the establishments whose patients in hospital the actor reaches: their offender manager does."""
        posts = (p for p in self.postings if p.role == SUPPORTS_PATIENTS and permission in permissions_of(p.role))
        return sorted({p.establishment_id for p in posts if p.establishment_id})

    def may_of_released(self, permission: str) -> bool:
        """Whether the add-on role for people who are out of custody gives the permission."""
        return VIEWS_RELEASED in {p.role for p in self.postings} and permission in permissions_of(VIEWS_RELEASED)

    def organisations_with(self, permission: str) -> list[uuid.UUID]:
        return [p.organisation_id for p in self.postings if p.organisation_id and permission in permissions_of(p.role)]

    def _here(self) -> list[Posting]:
        """Postings at the chosen place, and national ones, which hold everywhere."""
        if self.current is None:
            return list(self.postings)
        place = (self.current.establishment_id, self.current.organisation_id)
        return [p for p in self.postings if (p.establishment_id, p.organisation_id) in (place, (None, None))]


def for_user(user: User, on: dt.date, chosen: str | None = None) -> Actor:
    """The actor that a user is on a date. `chosen` is the id of the posting picked with "Change"."""
    rows = Posting.objects.filter(user=user).open_on(on).select_related("establishment", "organisation")
    postings = tuple(p for p in rows.order_by("starts_on", "id") if p.organisation is None or p.organisation.is_open)
    current = next((p for p in postings if str(p.id) == chosen), None) or _first(postings)
    actor = Actor(user=user, postings=postings, current=current)
    here = actor._here()
    return replace(actor, granted=_granted(here), everywhere=_granted([p for p in here if _reaches_everybody(p)]))


def for_learner(user: User, learner_id: uuid.UUID, establishment: Establishment | None) -> Actor:
    """A learner at a kiosk, who reaches their own record only."""
    return Actor(user=user, learner_id=learner_id, own_establishment=establishment, granted=permissions_of("LRN_KIOSK"))


def system() -> Actor:
    """The campus itself, for movements and background work. It is named in the audit like anybody else."""
    campus, may = User(id=SYSTEM_USER_ID, username="campus", kind=User.Kind.SYSTEM), permissions_of("SVC")
    return Actor(user=campus, granted=may, everywhere=may)


def _first(postings: Sequence[Posting]) -> Posting | None:
    """The posting to start with: one at a place before a national one."""
    return next((p for p in postings if p.establishment_id or p.organisation_id), next(iter(postings), None))


def _reaches_everybody(posting: Posting) -> bool:
    return Permission.LEARNER_VIEW_ANYWHERE in permissions_of(posting.role)


def _granted(postings: Sequence[Posting]) -> frozenset[Permission]:
    return frozenset().union(*(permissions_of(p.role) for p in postings)) if postings else frozenset()
