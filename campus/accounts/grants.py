"""Named exceptions: one person may read one thing until a date. The only module that knows guardian.

A model that can be shared keeps its grants in a direct foreign-key table beside it:

    class CvGrant(Grant):
        content_object = models.ForeignKey(Cv, on_delete=models.CASCADE)
"""

import datetime as dt
import uuid
from typing import Any

from django.db import models
from guardian.models import UserObjectPermissionBase
from guardian.shortcuts import assign_perm, remove_perm
from guardian.utils import get_user_obj_perms_model

from campus.accounts.actors import Actor
from campus.accounts.models import User
from campus.audit.recording import record
from campus.core.errors import Refused

MOST_DAYS = 366


class Grant(UserObjectPermissionBase):
    """Base class of a direct foreign-key grant table. A grant always ends."""

    expires_at = models.DateTimeField(null=True)
    granted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(UserObjectPermissionBase.Meta):
        abstract = True


def grant(*, by: Actor, to: User, permission: str, thing: Any, until: dt.datetime, at: dt.datetime) -> None:
    """Let one user do one thing with one row until a time. Call inside the action's transaction."""
    if not at < until <= at + dt.timedelta(days=MOST_DAYS):
        raise Refused("Sharing must end within a year", field="until")
    assign_perm(permission, to, thing)
    rows = _table(thing).objects.filter(user=to, permission__codename=permission, content_object=thing)
    rows.update(expires_at=until, granted_by=by.user)
    record(by=by, verb="grant.given", subject=thing, to=str(to.id), permission=permission, until=until.isoformat())


def withdraw(*, by: Actor, to: User, permission: str, thing: Any) -> None:
    """End a grant now."""
    remove_perm(permission, to, thing)
    record(by=by, verb="grant.withdrawn", subject=thing, to=str(to.id), permission=permission)


def granted_to(user_id: uuid.UUID, permission: str, model: type[models.Model], at: dt.datetime) -> models.QuerySet[Any]:
    """The ids of the rows that a user may use by name at this moment, as a sub-query."""
    rows = get_user_obj_perms_model(model).objects.filter(
        user_id=user_id, permission__codename=permission, expires_at__gt=at
    )
    return rows.values("content_object_id")


def holders(thing: Any, permission: str, at: dt.datetime) -> models.QuerySet[Any]:
    """Who may use this row by name now, and until when."""
    return (
        _table(thing)
        .objects.filter(content_object=thing, permission__codename=permission, expires_at__gt=at)
        .select_related("user")
    )


def _table(thing: Any) -> Any:
    return get_user_obj_perms_model(type(thing))
