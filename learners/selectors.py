"""Questions about people that pages ask."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet

from campus.accounts.actors import Actor
from campus.estate.models import Establishment
from learners.models import Device, Identifier, KioskSecret, Learner, Placement, SignInAttempt, SignInRelease
from learners.models.identity import LearnerQuerySet
from learners.rules import TRIES, TRIES_WINDOW, IdentifierType, may_be_prison_number, wait_until

PAGE_SIZE = 50
# Column order of each sort; a name ties by first name, and the key makes the order whole.
SORTS = {"name": ("family_name", "given_name", "id"), "release": ("release_on", "id")}


@dataclass(frozen=True)
class Here:
    """A page of the people of one prison, as filtered and sorted."""

    rows: list[Learner]
    next_after: str
    sort: str
    total: int


def person(actor: Actor, learner_id: uuid.UUID) -> Learner | None:
    """One person with their number and place, or None if the actor may not open them."""
    rows = Learner.objects.visible_to(actor).with_prison_number().select_related("current_establishment")
    return rows.filter(id=learner_id).first()


def known_as(actor: Actor, learner_id: uuid.UUID) -> uuid.UUID | None:
    """Whose record holds that of somebody who was joined with another, if the actor may open it."""
    joined = Learner.objects.filter(id=learner_id, merged_into__isnull=False).values("canonical_id")
    return Learner.objects.visible_to(actor).filter(id__in=joined).values_list("id", flat=True).first()


def stands_for(learner_id: uuid.UUID) -> uuid.UUID:
    """The person under whom this one's record stands now: they themselves, unless two turned out to be one."""
    return Learner.objects.filter(id=learner_id).values_list("canonical_id", flat=True).first() or learner_id


def wherever(learner_id: uuid.UUID) -> Learner | None:
    """Somebody whatever the actor may reach, for a form that was opened when they were within reach.

    Whoever turned out to be somebody else is that one now.
    """
    rows = Learner.objects.with_prison_number().select_related("canonical", "current_establishment")
    found = rows.filter(id=learner_id).first()
    if found is None or found.canonical_id is None:
        return found
    return rows.filter(id=found.canonical_id).first()


def people_here(rows: LearnerQuerySet, *, search: str = "", sort: str = "name", after: str = "") -> Here:
    """A page of the given people. `sort` may start with "-"; `after` is the id of the last person before."""
    backwards, key = sort.startswith("-"), sort.removeprefix("-")
    columns = SORTS.get(key, SORTS["name"])
    kept = sort if key in SORTS else "name"
    order = [F(c).desc(nulls_last=True) if backwards else F(c).asc(nulls_last=True) for c in columns]
    found = matching(rows, search)
    page = list(_after(found, columns, after, backwards).with_prison_number().order_by(*order)[: PAGE_SIZE + 1])
    more = len(page) > PAGE_SIZE
    return Here(page[:PAGE_SIZE], str(page[PAGE_SIZE - 1].id) if more else "", kept, found.count())


def matching(rows: LearnerQuerySet, search: str) -> LearnerQuerySet:
    """A prison number finds one person; anything else is the beginning of each word of a name."""
    text = search.replace("\x00", "").strip()
    if not text:
        return rows
    if may_be_prison_number(text):
        return rows.filter(
            id__in=Identifier.objects.filter(type=IdentifierType.PRISON_NUMBER, value=text.upper()).values("learner_id")
        )
    for word in text.replace(",", " ").split():
        rows = rows.filter(
            Q(family_name__istartswith=word) | Q(given_name__istartswith=word) | Q(preferred_name__istartswith=word)
        )
    return rows


def _after(rows: LearnerQuerySet, columns: tuple[str, ...], after: str, backwards: bool) -> LearnerQuerySet:
    """Keyset paging: everything beyond the given person in the given order, where no date comes last."""
    last = _last(after)
    if last is None:
        return rows
    further = "lt" if backwards else "gt"
    beyond, same = Q(), Q()
    for column in columns:
        value = getattr(last, column)
        if value is None:
            same &= Q(**{f"{column}__isnull": True})
            continue
        step = Q(**{f"{column}__{further}": value})
        if column == "release_on":
            step |= Q(release_on__isnull=True)
        beyond |= same & step
        same &= Q(**{column: value})
    return rows.filter(beyond)


def _last(after: str) -> Learner | None:
    try:
        return Learner.objects.filter(id=uuid.UUID(after)).first()
    except ValueError:
        return None


def by_prison_number(number: str) -> Learner | None:
    """Who is known by this number, in use or not."""
    found = Identifier.objects.select_related("learner").filter(type=IdentifierType.PRISON_NUMBER, value=number)
    identifier = found.first()
    return identifier.learner if identifier else None


def open_placement(learner_id: uuid.UUID) -> Placement | None:
    rows = Placement.objects.filter(learner_id=learner_id, ended_at__isnull=True, set_aside=False)
    return rows.select_related("establishment").first()


def sign_in_wait(number_digest: str, learner_id: uuid.UUID | None, at: dt.datetime) -> dt.datetime | None:
    """When somebody may try this number again, or None for now."""
    since = at - TRIES_WINDOW * 8
    failures = SignInAttempt.objects.filter(number_digest=number_digest, succeeded=False, at__gt=since)
    released = (
        SignInRelease.objects.filter(learner_id=learner_id).order_by("-created_at").first() if learner_id else None
    )
    return wait_until(list(failures.values_list("at", flat=True)), at, released.created_at if released else None)


def devices_at(code: str) -> QuerySet[Device]:
    return Device.objects.filter(establishment_id=code, ended_at__isnull=True).order_by("label")


def has_pin(learner_id: uuid.UUID) -> bool:
    return KioskSecret.objects.filter(learner_id=learner_id).exclude(pin_hash="").exists()


def active_establishments() -> list[Establishment]:
    return list(Establishment.objects.active())


def demo_people(code: str) -> list[Learner]:
    """A few people held at a prison who can sign in at a kiosk, those of the demo (who were made first) on top."""
    rows = Learner.objects.placed_at(code).filter(kiosk_secret__isnull=False).with_prison_number()
    return list(rows.order_by("id")[:40])


def demo_person(learner_id: uuid.UUID) -> Learner | None:
    return Learner.objects.filter(id=learner_id, current_establishment__isnull=False).first()


def waiting_at_tablets(code: str, at: dt.datetime) -> list[tuple[Learner, dt.datetime]]:
    """People at a prison who must wait after too many wrong PINs, with when they may try again."""
    tried = SignInAttempt.objects.filter(
        learner__current_establishment_id=code, succeeded=False, at__gt=at - TRIES_WINDOW * 8
    )
    counted = tried.values("learner_id", "number_digest").annotate(tries=Count("id")).filter(tries__gte=TRIES)
    found = []
    for row in counted:
        until = sign_in_wait(row["number_digest"], row["learner_id"], at)
        if until:
            found.append((Learner.objects.get(id=row["learner_id"]), until))
    return found


def identifiers(learner_id: uuid.UUID) -> list[Identifier]:
    """Every number, those too that a merge set aside."""
    return list(Identifier.everything.filter(learner_id=learner_id).order_by("type", "value"))
