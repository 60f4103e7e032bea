import pytest
from tests.security import test_matrix as m
from tests.security.test_matrix import wrong
from campus.core import audiences
from tests.security.world import STAFF_ROLES, build
import tests.security.test_matrix as tm

pytestmark = pytest.mark.django_db

def test_mine(monkeypatch):
    rows = tm.rows
    monkeypatch.setattr(tm, "rows", lambda door: [r for r in rows(door) if r.route.startswith(("handover:", "transfers:", "learners:"))])
    world = build()
    found = [cell for role in STAFF_ROLES for cell in wrong(world, audiences.STAFF, role, world.staff(role))]
    found += list(wrong(world, audiences.KIOSK, "LRN_KIOSK", world.learner()))
    assert not found, "\n".join(found)
