"""The register of what people share with those outside, as every outward page reads it: here and nowhere else.

Ask at each request and keep nothing: a choice that is withdrawn holds from the next page on.
"""

import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from campus.estate.models import Organisation
from learners.models import SharingChoice
from learners.rules import SHAREABLE, SharedThing, SharedWith

OrganisationsOf = Callable[[uuid.UUID], Iterable[Organisation]]
_organisations: list[OrganisationsOf] = []


def allows(learner_id: uuid.UUID, what: SharedThing, organisation_id: uuid.UUID) -> bool:
    """Whether the person shares this with this organisation at this instant."""
    return bool(shared([learner_id], what, [organisation_id]))


def shared(
    learner_ids: Iterable[uuid.UUID], what: SharedThing, organisation_ids: Iterable[uuid.UUID]
) -> set[tuple[uuid.UUID, uuid.UUID]]:
    """The same question of many people and organisations, in one query: the pairs that are allowed."""
    rows = SharingChoice.objects.open().filter(
        learner_id__in=list(learner_ids), what=what, organisation_id__in=list(organisation_ids)
    )
    return set(rows.values_list("learner_id", "organisation_id"))


def allows_kind(learner_id: uuid.UUID, what: SharedThing, party: SharedWith) -> bool:
    """Whether the person shares this with employers, or with the Learning Records Service."""
    rows = SharingChoice.objects.open().filter(learner_id=learner_id, what=what, organisation__isnull=True)
    return rows.filter(shared_with=party).exists()


def count_of(learner_id: uuid.UUID) -> int:
    """How many things the person shares now."""
    return SharingChoice.objects.open().filter(learner_id=learner_id).count()


# --- the register as the person and staff see it ---------------------------------------------------------------------


def offer_organisations(source: OrganisationsOf) -> None:
    """An app says which organisations work with a person; they may then be shared with. In its `navigation.py`."""
    _organisations.append(source)


@dataclass(frozen=True)
class Line:
    """One thing that may be shared with a party, and the choice that holds, if any."""

    what: SharedThing
    choice: SharingChoice | None


@dataclass(frozen=True)
class Party:
    """Somebody outside with whom things may be shared."""

    shared_with: SharedWith
    organisation: Organisation | None
    lines: list[Line]

    @property
    def key(self) -> str:
        return str(self.organisation.id) if self.organisation else self.shared_with.value

    @property
    def open(self) -> int:
        return sum(line.choice is not None for line in self.lines)


@dataclass(frozen=True)
class Register:
    parties: list[Party]
    withdrawn: list[SharingChoice]

    @property
    def open(self) -> int:
        return sum(party.open for party in self.parties)

    def party(self, key: str) -> Party | None:
        return next((party for party in self.parties if party.key == key), None)


def register_of(learner_id: uuid.UUID) -> Register:
    """Everything that the person shares or could share, and what they withdrew, the latest first."""
    rows = list(
        SharingChoice.objects.filter(learner_id=learner_id).select_related("organisation").order_by("-given_at", "-id")
    )
    held = {(c.what, c.organisation_id or c.shared_with): c for c in rows if c.is_open}
    organisations = {o.id: o for source in _organisations for o in source(learner_id)}
    organisations |= {c.organisation.id: c.organisation for c in rows if c.is_open and c.organisation}
    parties = [
        Party(SharedWith.ORGANISATION, one, _lines(SharedWith.ORGANISATION, one.id, held))
        for one in sorted(organisations.values(), key=lambda o: o.name)
    ]
    parties += [
        Party(kind, None, _lines(kind, kind.value, held)) for kind in SharedWith if kind != SharedWith.ORGANISATION
    ]
    return Register(parties, [c for c in rows if not c.is_open])


def _lines(
    kind: SharedWith, key: uuid.UUID | str, held: Mapping[tuple[str, uuid.UUID | str], SharingChoice]
) -> list[Line]:
    return [Line(what, held.get((what, key))) for what in SHAREABLE[kind]]
