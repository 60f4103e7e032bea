"""What is measured: for each name, the requests that somebody with a session of their own makes."""

import datetime as dt
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.test import Client
from django.urls import reverse

from bench.measuring import Ask
from campus.accounts.models import User
from campus.core import audiences, clock
from campus.seeding.demo import DEMO_PRISON, DEMO_STAFF
from learners.models import Identifier, Learner
from learners.rules import IdentifierType
from plans.models import ReviewSchedule
from plans.rules.schedules import ACTIVE_REVIEW

PEOPLE = 200  # different people looked at, so that no page is always the same one
LETTERS = 3  # of a name, as somebody types them
LONG_AHEAD = 3 * 365  # days to release of those whose review is saved again and again
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


def search_number() -> Sequence[Ask]:
    """Finding one person by number, another one each time."""
    numbers = Identifier.objects.filter(
        type=IdentifierType.PRISON_NUMBER, learner__current_establishment_id=DEMO_PRISON
    ).order_by("id")[:PEOPLE]
    return [_search(value, cookies) for value, cookies in _with_sessions(numbers.values_list("value", flat=True))]


def search_name() -> Sequence[Ask]:
    """Finding people by the first letters of a name, other ones each time."""
    held = Learner.objects.placed_at(DEMO_PRISON).order_by("id")[:PEOPLE]
    names = held.values_list("family_name", flat=True)
    return [_search(name[:LETTERS], cookies) for name, cookies in _with_sessions(names)]


def plan_page() -> Sequence[Ask]:
    """One person's plan, another one each time."""
    planned = Learner.objects.placed_at(DEMO_PRISON).filter(plan_rows__set_aside=False).order_by("id")[:PEOPLE]
    return [
        Ask(_staff("plans:plan", learner_id=key), cookies)
        for key, cookies in _with_sessions(planned.values_list("id", flat=True))
    ]


def record_review() -> Sequence[Ask]:
    """Saving a review of somebody with years to serve, so that the next one is always due and can be saved again."""
    far = clock.today() + dt.timedelta(days=LONG_AHEAD)
    due = ReviewSchedule.objects.filter(status__in=sorted(ACTIVE_REVIEW)).filter(
        Q(learner__release_on__isnull=True) | Q(learner__release_on__gt=far),
        learner__current_establishment_id=DEMO_PRISON,
    )
    today = clock.today()
    said = {
        "note": "We went through each goal.", "held_by": "me", "held_on_day": str(today.day),
        "held_on_month": str(today.month), "held_on_year": str(today.year),
    }  # fmt: skip
    return [
        Ask(_staff("plans:complete-review", learner_id=key), cookies, {**said, "csrfmiddlewaretoken": _token(cookies)})
        for key, cookies in _with_sessions(due.order_by("id").values_list("learner_id", flat=True)[:PEOPLE])
    ]


def session_summary() -> Sequence[Ask]:
    """Staff's first page, with the four counts of sessions."""
    return [Ask(_staff("learners:today"), cookies) for cookies in _staff_sessions()]


def session_list() -> Sequence[Ask]:
    """The sessions that are due at a prison."""
    return [Ask(_staff("plans:sessions", state="due"), cookies) for cookies in _staff_sessions()]


def person_sessions() -> Sequence[Ask]:
    """One person's reviews and the history of their dates, another one each time."""
    held = Learner.objects.placed_at(DEMO_PRISON).order_by("id")[:PEOPLE]
    return [
        Ask(_staff("plans:reviews", learner_id=key), cookies)
        for key, cookies in _with_sessions(held.values_list("id", flat=True))
    ]


def person_history() -> Sequence[Ask]:
    """The first page of one person's history, another one each time."""
    held = Learner.objects.placed_at(DEMO_PRISON).order_by("id")[:PEOPLE]
    return [
        Ask(_staff("learners:history", learner_id=key), cookies)
        for key, cookies in _with_sessions(held.values_list("id", flat=True))
    ]


def kiosk_home() -> Sequence[Ask]:
    """The first page after signing in at a tablet."""
    held = Learner.objects.placed_at(DEMO_PRISON).filter(kiosk_secret__isnull=False).order_by("id")[:TABLETS]
    return [Ask(audiences.HOME[audiences.KIOSK], _tablet(learner)) for learner in held]


OPERATIONS: dict[str, Operation] = {
    "kiosk_home": kiosk_home,
    "staff_caseload": staff_caseload,
    "learner_overview": learner_overview,
    "search_number": search_number,
    "search_name": search_name,
    "plan_page": plan_page,
    "record_review": record_review,
}
# Measured when asked for by name: interfaces.md has no names for these.
MORE: dict[str, Operation] = {
    "session_summary": session_summary,
    "session_list": session_list,
    "person_sessions": person_sessions,
    "person_history": person_history,
}


def _with_sessions(things: Iterable[Any]) -> Iterator[tuple[Any, str]]:
    """Each thing with the cookies of one session, in turn."""
    return zip(things, itertools.cycle(_staff_sessions()), strict=False)


def _search(text: str, cookies: str) -> Ask:
    return Ask(f"{_staff('plans:people')}?{urlencode({'q': text})}", cookies)


@cache
def _token(cookies: str) -> str:
    """The token that the forms of this session carry, read off a page as a browser reads it."""
    browser = Client()
    browser.cookies.load(cookies)
    page = browser.get(_staff("learners:today")).content.decode()
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert found is not None
    return found[1]


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
