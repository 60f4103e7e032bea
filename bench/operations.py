"""What is measured: for each name, the requests that somebody with a session of their own makes."""

import itertools
from collections.abc import Callable, Sequence

from django.test import Client
from django.urls import reverse

from bench.measuring import Ask
from campus.accounts.models import User
from campus.core import audiences
from campus.seeding.demo import DEMO_PRISON, DEMO_STAFF
from learners.models import Learner

PEOPLE = 200  # different people looked at, so that no page is always the same one
TABLETS = 16  # kiosk sessions, two for each of eight clients

Operation = Callable[[], Sequence[Ask]]


def staff_caseload() -> Sequence[Ask]:
    """The first page of the people at a prison."""
    return [Ask(_staff("plans:people"), cookies) for cookies in _staff_sessions()]


def learner_overview() -> Sequence[Ask]:
    """One person at a glance, another one each time."""
    held = Learner.objects.placed_at(DEMO_PRISON).order_by("id")[:PEOPLE]
    sessions = itertools.cycle(_staff_sessions())
    return [
        Ask(_staff("learners:person", learner_id=key), cookies)
        for key, cookies in zip(held.values_list("id", flat=True), sessions, strict=False)
    ]


def kiosk_home() -> Sequence[Ask]:
    """The first page after signing in at a tablet."""
    held = Learner.objects.placed_at(DEMO_PRISON).filter(kiosk_secret__isnull=False).order_by("id")[:TABLETS]
    return [Ask(audiences.HOME[audiences.KIOSK], _tablet(learner)) for learner in held]


OPERATIONS: dict[str, Operation] = {
    "kiosk_home": kiosk_home,
    "staff_caseload": staff_caseload,
    "learner_overview": learner_overview,
}


def _staff(name: str, **kwargs: object) -> str:
    return reverse(name, urlconf=audiences.URLCONFS[audiences.STAFF], kwargs=kwargs)


def _kiosk(name: str, **kwargs: object) -> str:
    return reverse(name, urlconf=audiences.URLCONFS[audiences.KIOSK], kwargs=kwargs)


def _staff_sessions() -> list[str]:
    """Eight sessions of the learning and skills manager, one for each client."""
    manager = next(w for w in DEMO_STAFF if (w.role, w.establishment) == ("EDU_MGR", DEMO_PRISON))
    user = User.objects.get(username=manager.username)
    found = []
    for _ in range(8):
        browser = Client()
        browser.post(_staff("accounts:become", user_id=user.id))
        found.append(_cookies(browser))
    return found


def _tablet(learner: Learner) -> str:
    """A tablet at the person's prison, with the person signed in."""
    browser = Client()
    browser.post(_kiosk("learners:demo-device"), {"establishment": learner.current_establishment_id})
    browser.post(_kiosk("learners:become", learner_id=learner.id))
    return _cookies(browser)


def _cookies(browser: Client) -> str:
    return "; ".join(f"{name}={morsel.value}" for name, morsel in browser.cookies.items())
