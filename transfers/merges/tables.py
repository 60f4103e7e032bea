"""Every table of a person's rows, found from the models.

Nothing here is a list made by hand: a model that is added tomorrow is joined and parted like the others.
"""

import uuid
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Q, QuerySet, UniqueConstraint
from django.db.models.functions import Coalesce

from campus.core import prepared
from learners.models import Identifier, Learner, LearnerRow, Placement, TimelineEvent
from plans.courses.models import Attendance, ClassPlace
from plans.models import Goal, Induction, InductionSchedule, Plan, ReviewSchedule
from plans.needs.models import Challenge, Strength, SupportSchedule

RowKind = type[LearnerRow]
# Whose plan it is follows from who was reviewed last; a date follows the person who stays (EXEMPT_PRISONER_MERGE).
REVIEWED: frozenset[RowKind] = frozenset({Plan, Induction})
DATED: frozenset[RowKind] = frozenset({InductionSchedule, ReviewSchedule, SupportSchedule})
# What goes aside with its parent. All else that hangs on one is shown beside what hangs on the other.
FOLLOWS: tuple[tuple[RowKind, str], ...] = (
    (ClassPlace, "enrolment"), (Attendance, "enrolment"), (Challenge, "screener"), (Strength, "screener"),
)  # fmt: skip
# What may be hung on another parent of the same kind, where each person has one.
REHANGS: tuple[tuple[RowKind, str], ...] = ((Goal, "plan"),)


def family(end_id: uuid.UUID) -> QuerySet[Learner]:
    """A person and everybody who was joined into them, by the index that is made for it."""
    return Learner.objects.annotate(stands=Coalesce("canonical_id", "id")).filter(stands=end_id)


@cache
def row_models() -> tuple[RowKind, ...]:
    """Each table of rows that belong to a person, placements included."""
    found = [model for model in apps.get_models() if issubclass(model, LearnerRow)]
    return tuple(sorted(found, key=lambda model: model._meta.label_lower))


def held_by(*people: uuid.UUID) -> list[RowKind]:
    """The tables in which any of these people has a row, in one query: most of a record's tables are empty for most."""
    found = {label for (label,) in prepared.rows(_which(), {"people": list(people)})}
    return [model for model in row_models() if model._meta.label in found]


@cache
def _which() -> str:
    return " UNION ALL ".join(
        f"SELECT '{model._meta.label}' WHERE EXISTS "  # noqa: S608 (names of our own models and tables)
        f"(SELECT FROM {connection.ops.quote_name(model._meta.db_table)} WHERE learner_id = ANY(%(people)s))"
        for model in row_models()
    )


@cache
def one_only() -> tuple[tuple[RowKind, UniqueConstraint], ...]:
    """Each truth of the kind "one a person", but for where they are, which is a matter of time."""
    return tuple(
        (model, constraint)
        for model in row_models()
        if model is not Placement
        for constraint in model._meta.constraints
        if isinstance(constraint, UniqueConstraint) and "learner" in constraint.fields
    )


@cache
def hangs_on(model: RowKind) -> tuple[tuple[RowKind, str], ...]:
    """Each kind of row that hangs on one of these, with its column."""
    return tuple(
        (child, field.name)
        for child in row_models()
        for field in child._meta.concrete_fields
        if field.is_relation and field.related_model is model
    )


@cache
def parents_of(model: RowKind) -> tuple[tuple[str, RowKind], ...]:
    """What one of these hangs on: each column with the kind of row that it names."""
    return tuple(
        (field.name, field.related_model)  # type: ignore[misc]
        for field in model._meta.concrete_fields
        if field.is_relation and isinstance(field.related_model, type) and issubclass(field.related_model, LearnerRow)
    )


@cache
def is_single(model: RowKind) -> bool:
    """Whether a person has one of these for life, as with a plan."""
    return any(
        other is model and constraint.fields == ("learner",) and not but_for_standing(constraint.condition)
        for other, constraint in one_only()
    )


def stands_alone(row: LearnerRow) -> bool:
    """Whether the row can change hands by itself: it hangs on nothing, or on what may be another's instead."""
    model = type(row)
    held = (column for column, _ in parents_of(model) if getattr(row, f"{column}_id") is not None)
    return model is not TimelineEvent and all((model, column) in REHANGS for column in held)


def may_move(row: LearnerRow) -> bool:
    """Whether the row may be given to somebody else. A number says who somebody is: it is matched, never moved."""
    return stands_alone(row) and not isinstance(row, Identifier)


def model_of(label: str) -> RowKind:
    return apps.get_model(label)  # type: ignore[return-value]


def rows_of(model: RowKind) -> Any:
    """All rows, those that were set aside too."""
    return model._base_manager.all()


def but_for_standing(condition: Q | None) -> Q:
    """The condition of a constraint without its word on what stands."""
    condition = condition or Q()
    left = [part for part in condition.children if part != ("set_aside", False)]
    if len(left) == len(condition.children):
        raise LookupError(f"a constraint on one row a person must say set_aside=False: {condition}")
    return Q(*left, _connector=condition.connector)
