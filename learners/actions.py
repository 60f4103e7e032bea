"""Verbs on people that are neither movements nor sign-in."""

import datetime as dt
import uuid

from django.db import IntegrityError, transaction

from campus.accounts.actors import Actor
from campus.accounts.permissions import Permission
from campus.audit.recording import record
from campus.core import clock
from campus.core.models import written
from campus.estate.models import Organisation
from learners import rules, timeline
from learners.access import writable
from learners.models import Identifier, KioskPreference, Learner, SharingChoice
from learners.rules import IdentifierType, check_uln

TEXT_SIZES = (100, 115, 130, 150)
# The words of a choice in the person's history.
THING_WORDS = {
    rules.SharedThing.GOALS: "Goals", rules.SharedThing.RESULTS: "Results", rules.SharedThing.SUPPORT: "What helps",
    rules.SharedThing.QUALIFICATIONS: "Qualifications", rules.SharedThing.COURSES: "Courses",
}  # fmt: skip
PARTY_WORDS = {
    rules.SharedWith.EMPLOYERS: "employers",
    rules.SharedWith.LEARNING_RECORDS_SERVICE: "the Learning Records Service",
}


class UlnTaken(Exception):
    """Somebody else is known by this number. Who it is must not be learned from the answer."""


def language_of(learner: Learner) -> str:
    preference = KioskPreference.objects.filter(learner=learner).first()
    return preference.language if preference else "en-gb"


@transaction.atomic
def prefer(*, learner_id: uuid.UUID, **chosen: object) -> None:
    """Keep how the person likes the tablet: text_size, tint, language."""
    KioskPreference.objects.update_or_create(learner_id=learner_id, defaults=chosen)


@transaction.atomic
def change_text_size(*, learner_id: uuid.UUID, bigger: bool) -> None:
    """One step up or down; at the end of the row it stays."""
    preference, _ = KioskPreference.objects.select_for_update().get_or_create(learner_id=learner_id)
    index = TEXT_SIZES.index(preference.text_size) + (1 if bigger else -1)
    preference.text_size = TEXT_SIZES[min(max(index, 0), len(TEXT_SIZES) - 1)]
    preference.save(update_fields=["text_size"])


@transaction.atomic
def take_uln(*, by: Actor, learner_id: uuid.UUID, uln: str, source: str, at: dt.datetime) -> Identifier:
    """Know the person by this unique learner number from now on. An earlier one of theirs stays, as replaced.

    Raises Refused for a number that is none, and UlnTaken for one by which somebody else is known.
    """
    learner = writable(by=by, learner_id=learner_id, permission=Permission.LRS_MATCH)
    value = check_uln(uln)
    held = Identifier.everything.filter(type=IdentifierType.ULN, value=value).exclude(
        status=Identifier.Status.UNMATCHED
    )
    theirs = held.first()
    if theirs is not None and theirs.learner_id != learner.id:
        raise UlnTaken
    if theirs is not None and theirs.status == Identifier.Status.ACTIVE and not theirs.set_aside:
        return theirs
    for old in Identifier.objects.filter(learner=learner, type=IdentifierType.ULN, status=Identifier.Status.ACTIVE):
        _end(old, Identifier.Status.REPLACED, by, at)
    if theirs is None:
        theirs = Identifier(learner=learner, type=IdentifierType.ULN, value=value, **written(by, at))
    else:
        theirs.touch(by, at)
    theirs.status, theirs.source, theirs.set_aside = Identifier.Status.ACTIVE, source, False
    theirs.valid_from, theirs.valid_to = clock.london_date(at), None
    try:
        with transaction.atomic():
            theirs.save()
    except IntegrityError:  # somebody else was given it this moment
        raise UlnTaken from None
    record(by=by, verb="identifier.taken", subject=theirs)
    return theirs


@transaction.atomic
def free_uln(*, by: Actor, learner_id: uuid.UUID, uln: str, at: dt.datetime) -> None:
    """The number turned out not to be the person's: the row stays, and the number is free for whose it is."""
    learner = writable(by=by, learner_id=learner_id, permission=Permission.LRS_MATCH)
    held = Identifier.everything.filter(learner=learner, type=IdentifierType.ULN, value=uln)
    for identifier in held.exclude(status=Identifier.Status.UNMATCHED):
        _end(identifier, Identifier.Status.UNMATCHED, by, at)
        record(by=by, verb="identifier.freed", subject=identifier)


def _end(identifier: Identifier, status: str, by: Actor, at: dt.datetime) -> None:
    identifier.status, identifier.valid_to = status, clock.london_date(at)
    identifier.touch(by, at)
    identifier.save()


# --- sharing ---------------------------------------------------------------------------------------------------------


@transaction.atomic
def share(
    *, by: Actor, learner_id: uuid.UUID, what: str, party: str, organisation_id: uuid.UUID | None, at: dt.datetime
) -> SharingChoice:
    """Write that the person shares one thing with one party, at a tablet or through staff whom they told."""
    learner, way = _for_sharing(by, learner_id)
    organisation = Organisation.objects.filter(id=organisation_id).first() if organisation_id else None
    named = (organisation is not None) == (party == rules.SharedWith.ORGANISATION)
    rules.check_may_share(
        what=what, party=party, is_shared=_open_choice(learner.id, what, party, organisation_id) is not None,
        is_open=named and (organisation is None or organisation.is_open),
    )  # fmt: skip
    choice = SharingChoice.objects.create(
        learner=learner, what=what, shared_with=party, organisation=organisation, given_at=at, given_by_way=way,
        **written(by, at),
    )  # fmt: skip
    return _noted(choice, learner, "SHARING_GIVEN", "sharing.given", by, at)


@transaction.atomic
def stop_sharing(
    *, by: Actor, learner_id: uuid.UUID, what: str, party: str, organisation_id: uuid.UUID | None, at: dt.datetime
) -> SharingChoice:
    """Withdraw a choice. Whoever is outside sees nothing of it from their next page on."""
    learner, way = _for_sharing(by, learner_id)
    choice = _open_choice(learner.id, what, party, organisation_id)
    rules.check_may_stop_sharing(is_shared=choice is not None)
    assert choice is not None
    choice.withdrawn_at, choice.withdrawn_by_way = at, way
    choice.touch(by, at)
    choice.save()
    return _noted(choice, learner, "SHARING_WITHDRAWN", "sharing.withdrawn", by, at)


def _for_sharing(by: Actor, learner_id: uuid.UUID) -> tuple[Learner, rules.SharedBy]:
    if by.learner_id:
        learner = writable(by=by, learner_id=learner_id, permission=Permission.OWN_EDIT)
        return learner, rules.SharedBy.KIOSK
    return writable(by=by, learner_id=learner_id, permission=Permission.SHARING_RECORD), rules.SharedBy.STAFF


def _open_choice(
    learner_id: uuid.UUID, what: str, party: str, organisation_id: uuid.UUID | None
) -> SharingChoice | None:
    rows = SharingChoice.objects.open().filter(learner_id=learner_id, what=what, shared_with=party)
    named = rows.filter(organisation_id=organisation_id) if organisation_id else rows.filter(organisation__isnull=True)
    return named.select_related("organisation").first()


def _noted(choice: SharingChoice, learner: Learner, kind: str, verb: str, by: Actor, at: dt.datetime) -> SharingChoice:
    party = choice.organisation.name if choice.organisation else PARTY_WORDS[rules.SharedWith(choice.shared_with)]
    thing = THING_WORDS[rules.SharedThing(choice.what)]
    timeline.note(kind, learner=learner, by=by, at=at, subject=choice, thing=thing, party=party)
    record(by=by, verb=verb, subject=choice, what=choice.what, party=choice.shared_with)
    return choice
