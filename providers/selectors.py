"""Questions about providers and their workers that pages ask."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from campus.accounts.actors import Actor
from campus.accounts.models import Posting
from campus.accounts.permissions import Permission, roles_with
from campus.estate.models import Organisation
from learners import sharing
from learners.models import Learner
from learners.rules import SharedThing
from plans.selectors import shared as plans
from providers.models import Assignment
from providers.rules import KEEPS_ITS_PEOPLE, TAKES_NEW_PEOPLE, WORKING_KINDS


@dataclass(frozen=True)
class ProviderPage:
    """One provider, as staff of one prison see it."""

    organisation: Organisation
    workers: list[Posting]
    assignments: list[Assignment]


def working_postings(on: dt.date) -> QuerySet[Posting]:
    """Posts whose holders write with people in prison, on a date."""
    rows = Posting.objects.open_on(on).filter(
        role__in=roles_with(Permission.PORTAL_MESSAGE),
        user__is_active=True,
        organisation__kind__in=WORKING_KINDS,
        organisation__status__in=KEEPS_ITS_PEOPLE,
    )
    return rows.select_related("user", "organisation")


def providers(actor: Actor, on: dt.date) -> QuerySet[Organisation]:
    """The providers, with how many workers each has and how many people here they work with."""
    workers = _counted(working_postings(on).filter(organisation=OuterRef("pk")), "organisation", "user")
    here = _counted(
        Assignment.objects.open().filter(organisation=OuterRef("pk"), learner__in=_here(actor)),
        "organisation",
        "learner",
    )
    rows = Organisation.objects.filter(kind__in=WORKING_KINDS, status__in=KEEPS_ITS_PEOPLE)
    return rows.select_related("provider_profile").annotate(workers=workers, people_here=here).order_by("name")


def _counted(rows: QuerySet, group: str, what: str) -> Coalesce:
    counts = rows.order_by().values(group).annotate(n=Count(what, distinct=True)).values("n")
    return Coalesce(Subquery(counts, output_field=IntegerField()), 0)


def _here(actor: Actor) -> QuerySet[Learner]:
    """The people at the prison that the actor has chosen; nobody, without the right to see people."""
    return Learner.objects.visible_to(actor).placed_at(actor.establishment_id or "")


def provider(actor: Actor, organisation_id: uuid.UUID, on: dt.date) -> ProviderPage | None:
    organisation = providers(actor, on).filter(id=organisation_id).first()
    if organisation is None:
        return None
    workers = (
        working_postings(on).filter(organisation=organisation).order_by("user__family_name", "user__given_name", "id")
    )
    assigned = (
        Assignment.objects.open()
        .filter(organisation=organisation, learner__in=_here(actor))
        .select_related("learner", "worker")
        .order_by("learner__family_name", "learner__given_name", "id")[:100]
    )
    return ProviderPage(organisation, list(workers), list(assigned))


def assignable(on: dt.date) -> list[Posting]:
    """The workers who may be assigned to somebody, by organisation and name."""
    rows = working_postings(on).filter(organisation__status__in=TAKES_NEW_PEOPLE)
    return list(rows.order_by("organisation__name", "user__family_name", "user__given_name", "id"))


def is_posted(worker_id: uuid.UUID, organisation_id: uuid.UUID, on: dt.date) -> bool:
    """Whether this user writes with people for this organisation on a date."""
    return working_postings(on).filter(user_id=worker_id, organisation_id=organisation_id).exists()


def assignments_of(learner_id: uuid.UUID) -> list[Assignment]:
    """Everyone outside who works or worked with a person; those who do now come first."""
    rows = Assignment.objects.filter(learner_id=learner_id).select_related("worker", "organisation")
    return sorted(rows.order_by("-started_at"), key=lambda row: not row.is_open)


def organisations_of(learner_id: uuid.UUID) -> list[Organisation]:
    """The organisations whose workers work with a person now: those that the person may share something with."""
    open_now = Assignment.objects.open().filter(learner_id=learner_id)
    return list(Organisation.objects.filter(id__in=open_now.values("organisation_id")))


def shared_goals(assignments: Sequence[Assignment]) -> dict[uuid.UUID, list[str]]:
    """What the people of these assignments share of their goals, by assignment, as it stands at this instant.

    Read at each request, so that a choice which is withdrawn holds at once. Who shares nothing is left out.
    """
    working = [row for row in assignments if row.is_open]
    allowed = sharing.shared(
        [row.learner_id for row in working], SharedThing.GOALS, {row.organisation_id for row in working}
    )
    open_to = [row for row in working if (row.learner_id, row.organisation_id) in allowed]
    goals = plans.active_goal_titles([row.learner_id for row in open_to])
    return {row.id: goals.get(row.learner_id, []) for row in open_to}


def people_of(actor: Actor) -> list[Assignment]:
    """The people a worker works with: by name and prison, nothing else."""
    rows = Assignment.objects.of_worker(actor).select_related("learner__current_establishment", "organisation")
    return list(rows.order_by("learner__family_name", "learner__given_name", "id"))
