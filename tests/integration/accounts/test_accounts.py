"""Postings in the database, the actor they make, invitations, and named exceptions."""

import datetime as dt
import uuid

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from campus.accounts import actors, grants, invitations
from campus.accounts.models import Invitation, Posting, User
from campus.accounts.permissions import ROLES, Permission, Reach
from campus.audit.models import Event
from campus.core import clock
from campus.core.errors import NotYours, Refused
from campus.estate.models import Establishment
from jobs.cvs.models import Cv
from learners.access import reaches
from learners.models import Learner
from tests.factories import cvs, providers
from tests.factories.accounts import TODAY, UserFactory, add_posting, posted
from tests.factories.learners import LearnerFactory

pytestmark = pytest.mark.django_db
PASSWORD = "three words that nobody guesses"


def refused_by_the_database(**fields) -> bool:
    try:
        with transaction.atomic():
            Posting.objects.create(user=UserFactory(), starts_on=TODAY, **fields)
    except IntegrityError:
        return True
    return False


class TestPosting:
    @pytest.mark.parametrize("role", ROLES)
    def test_reaches_what_its_role_reaches_and_nothing_else(self, role):
        leeds, organisation = Establishment.objects.get(code="LEI"), providers.an_organisation()
        reach = ROLES[role].reach
        assert refused_by_the_database(role=role, establishment=leeds) == (reach != Reach.ESTABLISHMENT)
        assert refused_by_the_database(role=role, organisation=organisation) == (reach != Reach.ORGANISATION)
        assert refused_by_the_database(role=role) == (reach != Reach.NATIONAL)
        assert refused_by_the_database(role=role, establishment=leeds, organisation=organisation)

    def test_has_a_role_that_exists(self):
        assert refused_by_the_database(role="KING")

    def test_ends_on_or_after_the_day_it_starts(self):
        leeds = Establishment.objects.get(code="LEI")
        assert refused_by_the_database(role="TUTOR", establishment=leeds, ends_on=TODAY - dt.timedelta(days=1))
        assert not refused_by_the_database(role="TUTOR", establishment=leeds, ends_on=TODAY)

    @pytest.mark.parametrize(("role", "place"), [("TUTOR", "LEI"), ("NAT_VIEW", None)])
    def test_is_open_once(self, role, place):
        user = UserFactory()
        add_posting(user, role, place)
        with pytest.raises(IntegrityError), transaction.atomic():
            add_posting(user, role, place)

    @pytest.mark.parametrize(
        ("starts", "ends", "holds"), [(0, None, True), (1, None, False), (-9, 0, True), (-9, -1, False), (-9, 9, True)]
    )
    def test_holds_from_its_first_day_to_its_last(self, starts, ends, holds):
        user = UserFactory()
        posting = add_posting(user, "TUTOR")
        posting.starts_on = TODAY + dt.timedelta(days=starts)
        posting.ends_on = None if ends is None else TODAY + dt.timedelta(days=ends)
        posting.save()
        assert bool(actors.for_user(user, TODAY).postings) is holds


class TestUser:
    def test_has_one_name_and_one_address_whatever_the_case(self):
        UserFactory(username="priya", email="priya@example.org")
        for again in ({"username": "PRIYA"}, {"email": "Priya@Example.org"}):
            with pytest.raises(IntegrityError), transaction.atomic():
                UserFactory(**again)

    def test_who_is_a_learner_has_no_address(self):
        with pytest.raises(IntegrityError), transaction.atomic():
            UserFactory(kind="LEARNER", email="daniel@example.org")

    def test_is_never_a_superuser(self):
        with pytest.raises(IntegrityError), transaction.atomic():
            UserFactory(is_superuser=True)


class TestActor:
    def two_places(self) -> User:
        user = posted("EDU_MGR", "LEI").user
        add_posting(user, "MODERATOR", "HLI")
        return user

    def test_may_at_the_chosen_place_what_the_role_there_gives(self):
        user = self.two_places()
        at = {p.establishment_id: str(p.id) for p in Posting.objects.filter(user=user)}
        leeds, hull = (actors.for_user(user, TODAY, at[code]) for code in ("LEI", "HLI"))
        assert leeds.may(Permission.PLAN_EDIT) and not leeds.may(Permission.MESSAGE_MODERATE)
        assert hull.may(Permission.MESSAGE_MODERATE) and not hull.may(Permission.PLAN_EDIT)
        assert (leeds.establishment_id, hull.establishment_id) == ("LEI", "HLI")

    def test_reaches_each_place_with_the_role_held_there(self):
        actor = actors.for_user(self.two_places(), TODAY)
        assert actor.establishments_with(Permission.PLAN_EDIT) == ["LEI"]
        assert actor.establishments_with(Permission.MESSAGE_MODERATE) == ["HLI"]
        assert actor.establishments_with(Permission.AUDIT_VIEW) == []

    def test_begins_at_a_place_before_the_whole_country(self):
        user = posted("NAT_VIEW", None).user
        add_posting(user, "TUTOR", "LEI")
        assert actors.for_user(user, TODAY).establishment_id == "LEI"

    def test_keeps_a_national_role_wherever_they_work(self):
        user = posted("NAT_VIEW", None).user
        add_posting(user, "TUTOR", "LEI")
        actor = actors.for_user(user, TODAY)
        assert actor.may(Permission.LEARNER_VIEW_ANYWHERE) and actor.may(Permission.PLAN_CONFIRM_STEP)

    def test_reaches_everybody_with_the_national_role_only(self):
        """Reading anywhere and writing at Leeds is not writing anywhere."""
        hull, leeds = LearnerFactory(current_establishment_id="HLI"), LearnerFactory()
        user = posted("EDU_MGR", "LEI").user
        add_posting(user, "NAT_VIEW", None)
        actor = actors.for_user(user, TODAY)
        assert reaches(actor, hull, Permission.PLAN_VIEW) and not reaches(actor, hull, Permission.PLAN_EDIT)
        assert reaches(actor, leeds, Permission.PLAN_EDIT)
        may_edit = Learner.objects.visible_to(actor, Permission.PLAN_EDIT)
        assert leeds in may_edit and hull not in may_edit

    def test_with_no_posting_may_nothing(self):
        actor = actors.for_user(UserFactory(), TODAY)
        assert not any(actor.may(permission) for permission in Permission)
        with pytest.raises(NotYours):
            actor.check(Permission.LEARNER_VIEW)

    def test_is_at_no_place_that_was_not_given_to_them(self):
        theirs = posted("EDU_MGR", "HLI").postings[0]
        actor = actors.for_user(posted("TUTOR", "LEI").user, TODAY, str(theirs.id))
        assert actor.establishment_id == "LEI"

    def test_of_a_closed_organisation_has_no_posting(self):
        worker = providers.a_worker()
        organisation = worker.organisation
        organisation.status = "CLOSED"
        organisation.save()
        assert actors.for_user(worker.user, TODAY).postings == ()

    def test_who_is_a_learner_reaches_themselves(self):
        learner, other = LearnerFactory(), LearnerFactory()
        actor = actors.for_learner(UserFactory(kind="LEARNER"), learner.id, learner.current_establishment)
        assert reaches(actor, learner, Permission.OWN_EDIT)
        assert not reaches(actor, other, Permission.OWN_EDIT)
        assert not reaches(actor, learner, Permission.PLAN_EDIT)


class TestInvitation:
    def manager(self, organisation=None, role: str = "ORG_ADMIN") -> actors.Actor:
        return posted(role, organisation or providers.an_organisation(), email=f"{uuid.uuid4().hex}@example.org")

    def invite(self, by: actors.Actor, **changed) -> tuple[Invitation, str]:
        wanted = {
            "organisation_id": by.organisation.id, "email": "New.Person@example.org", "given_name": "New",
            "family_name": "Person", "role": "CASEWORKER", "at": clock.now(), **changed,
        }  # fmt: skip
        return invitations.invite(by=by, **wanted)

    def test_makes_one_user_with_one_posting(self):
        by = self.manager()
        invitation, token = self.invite(by)
        user = invitations.accept(token=token, password=PASSWORD, at=clock.now())
        assert (user.email, user.kind) == ("new.person@example.org", "PROVIDER_WORKER")
        assert [(p.role, p.organisation_id) for p in user.postings.all()] == [("CASEWORKER", by.organisation.id)]
        assert Event.objects.filter(verb="invitation.accepted", by=user, subject_id=str(invitation.id)).exists()

    def test_is_used_once(self):
        _, token = self.invite(self.manager())
        invitations.accept(token=token, password=PASSWORD, at=clock.now())
        with pytest.raises(Refused, match="no longer"):
            invitations.accept(token=token, password=PASSWORD, at=clock.now())
        assert Client().get(f"/provider/invitation/{token}/").status_code == 404

    def test_ends_after_a_week(self):
        _, token = self.invite(self.manager())
        later = clock.now() + dt.timedelta(days=7)
        assert invitations.open_invitation(token, later) is None
        with pytest.raises(Refused):
            invitations.accept(token=token, password=PASSWORD, at=later)

    def test_is_kept_as_a_digest(self):
        invitation, token = self.invite(self.manager())
        assert token not in str(Invitation.objects.filter(id=invitation.id).values()[0])

    def test_goes_to_the_own_organisation_only(self):
        with pytest.raises(NotYours):
            self.invite(self.manager(), organisation_id=providers.an_organisation().id)

    @pytest.mark.parametrize("role", ["EDU_MGR", "SYS_ADMIN", "NAT_VIEW", "LRN_KIOSK", "SVC", "KING", ""])
    def test_gives_no_role_inside(self, role):
        with pytest.raises(Refused):
            self.invite(self.manager(), role=role)

    @pytest.mark.parametrize("role", ["CASEWORKER", "MENTOR", "ORG_AUDITOR"])
    def test_is_not_everybodys_to_send(self, role):
        with pytest.raises(NotYours):
            self.invite(self.manager(role=role))

    def test_of_an_organisation_that_was_suspended_is_closed(self):
        by = self.manager()
        _, token = self.invite(by)
        organisation = by.organisation
        organisation.status = "SUSPENDED"
        organisation.save()
        assert invitations.open_invitation(token, clock.now()) is None
        with pytest.raises(Refused):
            invitations.accept(token=token, password=PASSWORD, at=clock.now())

    def test_that_was_sent_twice_makes_one_user(self):
        by = self.manager()
        tokens = [self.invite(by)[1] for _ in range(2)]
        invitations.accept(token=tokens[0], password=PASSWORD, at=clock.now())
        with pytest.raises(Refused):
            invitations.accept(token=tokens[1], password=PASSWORD, at=clock.now())

    def test_to_somebody_who_can_sign_in_is_refused(self):
        UserFactory(email="new.person@example.org")
        with pytest.raises(Refused) as refused:
            self.invite(self.manager())
        assert refused.value.field == "email"

    @pytest.mark.parametrize("password", ["short", "password1234", "new.person@example.org"])
    def test_takes_no_password_that_is_guessed(self, password):
        _, token = self.invite(self.manager())
        with pytest.raises(Refused) as refused:
            invitations.accept(token=token, password=password, at=clock.now())
        assert refused.value.field == "password"
        assert not User.objects.filter(email="new.person@example.org").exists()

    def test_cannot_be_taken_up_for_another_address(self):
        _, token = self.invite(self.manager())
        client = Client()
        page = client.post(f"/provider/invitation/{token}/", {
            "password": PASSWORD, "email": "somebody.else@example.org", "role": "ORG_ADMIN", "kind": "STAFF",
        })  # fmt: skip
        assert page["Location"] == "/provider/account/2fa/totp/activate/"
        user = User.objects.get(email="new.person@example.org")
        assert user.kind == "PROVIDER_WORKER" and user.postings.get().role == "CASEWORKER"

    def test_leads_to_a_second_factor_and_nowhere_else(self):
        _, token = self.invite(self.manager())
        client = Client()
        client.post(f"/provider/invitation/{token}/", {"password": PASSWORD})
        assert client.get("/provider/")["Location"] == "/provider/account/2fa/totp/activate/"

    def test_shows_its_link_once(self):
        client = providers.signed_in(self.manager().user, "portal")
        client.post("/provider/colleagues/", {
            "given_name": "New", "family_name": "Person", "email": "new.person@example.org", "role": "CASEWORKER",
        })  # fmt: skip
        assert "/provider/invitation/" in client.get("/provider/colleagues/").content.decode()
        assert "/provider/invitation/" not in client.get("/provider/colleagues/").content.decode()


class TestGrants:
    """One adviser, one CV, until a date."""

    PERMISSION = "view_cv"

    def thing(self) -> Cv:
        return cvs.asked_for(cvs.a_person()).cv

    def granted(self, user: User, at: dt.datetime) -> list[uuid.UUID]:
        return list(grants.granted_to(user.id, self.PERMISSION, Cv, at).values_list("content_object_id", flat=True))

    def test_are_given_until_a_time_and_withdrawn(self):
        cv, at, adviser = self.thing(), clock.now(), cvs.staff("CIAG")
        by = cvs.themselves(cv.learner)
        grants.grant(
            by=by, to=adviser.user, permission=self.PERMISSION, thing=cv, until=at + dt.timedelta(days=28), at=at
        )
        assert self.granted(adviser.user, at) == [cv.id]
        assert self.granted(adviser.user, at + dt.timedelta(days=28)) == [], "it ends by itself"
        assert self.granted(cvs.staff("CIAG").user, at) == []
        assert [row.user for row in grants.holders(cv, self.PERMISSION, at)] == [adviser.user]
        grants.withdraw(by=by, to=adviser.user, permission=self.PERMISSION, thing=cv)
        assert self.granted(adviser.user, at) == []
        verbs = Event.objects.filter(subject_id=str(cv.id), verb__startswith="grant.").order_by("id")
        assert list(verbs.values_list("verb", flat=True)) == ["grant.given", "grant.withdrawn"]

    @pytest.mark.parametrize("days", [-1, 0, 367])
    def test_end_within_a_year_and_not_before_they_begin(self, days):
        cv, at = self.thing(), clock.now()
        with pytest.raises(Refused):
            grants.grant(
                by=cvs.themselves(cv.learner), to=cvs.staff("CIAG").user, permission=self.PERMISSION, thing=cv,
                until=at + dt.timedelta(days=days), at=at,
            )  # fmt: skip

    def test_given_again_last_until_the_new_time(self):
        cv, at, adviser = self.thing(), clock.now(), cvs.staff("CIAG")
        for days in (28, 7):
            grants.grant(
                by=cvs.themselves(cv.learner), to=adviser.user, permission=self.PERMISSION, thing=cv,
                until=at + dt.timedelta(days=days), at=at,
            )  # fmt: skip
        assert self.granted(adviser.user, at + dt.timedelta(days=8)) == []
