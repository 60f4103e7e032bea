"""The list and the rule agree about everybody: `visible_to` asks of many rows what `learners.relations` asks of one."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from campus.accounts import actors
from campus.accounts.permissions import ROLES, Permission, Reach
from campus.core import clock
from campus.core.models import written
from learners import access
from learners.models import AccessWindow, Learner, Placement
from learners.relations import WindowKind
from tests.factories.accounts import TODAY, UserFactory, add_posting
from tests.factories.learners import LearnerFactory

pytestmark = pytest.mark.django_db
PLACES = ["LEI", "HLI", "WWI"]
STATUSES = ["IN", "IN_TRANSIT", "AT_COURT", "ROTL", "RESTRICTED_PATIENT"]
STAFF_ROLES = sorted(r for r, s in ROLES.items() if s.reach in (Reach.ESTABLISHMENT, Reach.NATIONAL) and r != "SVC")
ASKED = [
    Permission.LEARNER_VIEW, Permission.PLAN_VIEW, Permission.PLAN_EDIT, Permission.NEED_RECORD,
    Permission.NEED_VIEW_DIAGNOSIS, Permission.HANDOVER_VIEW, Permission.HANDOVER_EDIT, Permission.TRANSFER_ACCEPT,
]  # fmt: skip

people = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(PLACES), st.sampled_from(STATUSES)),
        st.tuples(st.none(), st.sampled_from(["RELEASED", "DECEASED", "MERGED"])),
    ),
    min_size=1, max_size=4,
)  # fmt: skip
posts = st.lists(st.tuples(st.sampled_from(STAFF_ROLES), st.sampled_from(PLACES)), min_size=1, max_size=3, unique=True)
windows = st.lists(st.tuples(st.integers(0, 3), st.sampled_from(list(WindowKind)), st.booleans()), max_size=3)


def placed(where, status, survivor):
    learner = LearnerFactory(current_establishment_id=where, placed=False)
    if status == "MERGED":
        Learner.objects.filter(id=learner.id).update(merged_into=survivor, canonical=survivor)
    else:
        Placement.objects.create(
            learner=learner, establishment_id=where, status=status, started_at=clock.now(),
            **written(actors.system(), clock.now()),
        )  # fmt: skip
    return Learner.objects.get(id=learner.id)


class TestReach:
    @settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(people=people, posts=posts, windows=windows)
    def test_is_the_same_for_a_list_and_for_one(self, people, posts, windows):
        user, at = UserFactory(), clock.now()
        for role, place in posts:
            if not user.postings.filter(role=role, establishment_id=place).exists():
                add_posting(user, role, place)
        survivor = LearnerFactory()
        found = [placed(where, status, survivor) for where, status in people]
        for index, kind, is_over in windows:
            AccessWindow.objects.create(
                learner=found[index % len(found)], kind=kind, user=user, establishment_id="LEI", reason="x",
                reason_code="SAFETY", starts_at=at - dt.timedelta(hours=2),
                ends_at=at + (-1 if is_over else 1) * dt.timedelta(hours=1), **written(actors.system(), at),
            )  # fmt: skip
        actor = actors.for_user(user, TODAY)
        for permission in ASKED:
            listed = set(Learner.objects.visible_to(actor, permission).values_list("id", flat=True))
            for learner in found:
                one = access.reaches(actor, learner, permission)
                assert one == (learner.id in listed), (permission, learner.current_establishment_id)
            many = {
                p.id for p in access.writable_all(by=actor, learner_ids=[p.id for p in found], permission=permission)
            }
            assert many == {p.id for p in found} & listed
        Learner.objects.filter(id__in=[p.id for p in found]).update(cell="gone")


class TestAWrite:
    @settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(kind=st.sampled_from(list(WindowKind)), role=st.sampled_from(STAFF_ROLES))
    def test_is_opened_by_no_window(self, kind, role):
        """Whoever looks through a window reaches nobody with a permission that writes."""
        user, at = UserFactory(), clock.now()
        add_posting(user, role, "LEI")
        learner = LearnerFactory(current_establishment_id="HLI")
        AccessWindow.objects.create(
            learner=learner, kind=kind, user=user, establishment_id="LEI", reason="x", reason_code="SAFETY",
            starts_at=at, ends_at=at + dt.timedelta(hours=1), **written(actors.system(), at),
        )  # fmt: skip
        actor = actors.for_user(user, TODAY)
        if not actor.may_anywhere(Permission.LEARNER_VIEW):
            for permission in (Permission.PLAN_EDIT, Permission.NEED_RECORD, Permission.HANDOVER_EDIT):
                assert not access.reaches(actor, learner, permission)
