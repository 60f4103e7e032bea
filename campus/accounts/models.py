"""Who signs in, and in which posts. A role belongs to a posting, never to the user."""

import datetime as dt
import uuid
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from campus.accounts.permissions import ROLES, Reach
from campus.core.ids import new_id
from campus.estate.models import Establishment, Organisation

SYSTEM_USER_ID = uuid.UUID("00000000-0000-7000-8000-000000000001")


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, *, password: str | None = None, **fields: Any) -> "User":
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who can sign in or act. A learner's user has no e-mail and no password: the kiosk checks a PIN."""

    class Kind(models.TextChoices):
        STAFF = "STAFF", "Staff"
        LEARNER = "LEARNER", "Learner"
        PROVIDER_WORKER = "PROVIDER_WORKER", "Provider worker"
        EMPLOYER = "EMPLOYER", "Employer"
        SYSTEM = "SYSTEM", "System"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    username = models.CharField(max_length=150, unique=True)
    email = models.EmailField(blank=True, default="")
    kind = models.CharField(max_length=20, choices=Kind)
    given_name = models.CharField(max_length=60, blank=True, default="")
    family_name = models.CharField(max_length=60, blank=True, default="")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["kind"]

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("username"), name="user_username_once"),
            models.UniqueConstraint(Lower("email"), name="user_email_once", condition=~Q(email="")),
            models.CheckConstraint(
                condition=~Q(kind="LEARNER") | Q(email="", is_superuser=False), name="learner_has_no_email"
            ),
            models.CheckConstraint(condition=Q(is_superuser=False), name="nobody_is_superuser"),
        ]

    def __str__(self) -> str:
        return self.name or self.username

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()

    def get_full_name(self) -> str:
        return self.name


class PostingQuerySet(models.QuerySet["Posting"]):
    def open_on(self, on: dt.date) -> "PostingQuerySet":
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), starts_on__lte=on)


class Posting(models.Model):
    """A user's role at one establishment or organisation, or nationally, from one date to another."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="postings")
    role = models.CharField(max_length=20, choices=[(code, spec.title) for code, spec in ROLES.items()])
    establishment = models.ForeignKey(Establishment, on_delete=models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    objects = PostingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    role__in=[r for r, s in ROLES.items() if s.reach == Reach.ESTABLISHMENT],
                    establishment__isnull=False,
                    organisation__isnull=True,
                )
                | Q(
                    role__in=[r for r, s in ROLES.items() if s.reach == Reach.ORGANISATION],
                    establishment__isnull=True,
                    organisation__isnull=False,
                )
                | Q(
                    role__in=[r for r, s in ROLES.items() if s.reach == Reach.NATIONAL],
                    establishment__isnull=True,
                    organisation__isnull=True,
                ),
                name="posting_reaches_what_its_role_reaches",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="posting_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=["user", "role", "establishment", "organisation"],
                condition=Q(ends_on__isnull=True),
                nulls_distinct=False,
                name="posting_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} as {self.role} at {self.place}"

    @property
    def title(self) -> str:
        return ROLES[self.role].title

    @property
    def place(self) -> str:
        return str(self.establishment or self.organisation or "England and Wales")


class Invitation(models.Model):
    """An invitation to the portal: single use, bound to one e-mail address (providers-messaging-outcomes.md 2.8)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField()
    given_name = models.CharField(max_length=60)
    family_name = models.CharField(max_length=60)
    role = models.CharField(max_length=20)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    token_digest = models.CharField(max_length=64, unique=True)
    accepted_at = models.DateTimeField(null=True)
    user = models.OneToOneField(User, on_delete=models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.email} to {self.organisation}"
