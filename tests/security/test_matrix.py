"""Every address meets every role (house.md, section 7; transfers-access-security.md 2.7)."""

import re
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client, override_settings
from django.urls import Resolver404, resolve

from campus.accounts.permissions import ROLES
from campus.core import audiences
from tests.factories import cvs, providers
from tests.security.matrix import NOT_A_THING, TABLE, Row, rows
from tests.security.world import PORTAL_ROLES, STAFF_ROLES, URLCONFS, World, routes

pytestmark = pytest.mark.django_db
NOWHERE = "no/such/address/"
DOORS = (audiences.STAFF, audiences.KIOSK, audiences.PORTAL)
# The hidden tokens of a form are new on each page; the ids are in the address that was asked for.
_CHANGES = re.compile(
    r'(name="(?:form_token|csrfmiddlewaretoken)" value="[^"]*")|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}'
)


def ask(client: Client, address: str, *, post: bool = False) -> HttpResponseBase:
    """One request whose effects are undone."""
    with transaction.atomic():
        response = client.post(address, {}) if post else client.get(address)
        transaction.set_rollback(True)
    return response


def names_a_thing(row: Row) -> bool:
    return bool(set(routes(row.door)[row.route]) - NOT_A_THING)


def told(row: Row, role: str, relation: str, response: HttpResponseBase, expected: int) -> str:
    return f"{row.door} {row.route} for {role}, {relation}: {response.status_code}, not {expected}"


def is_sign_in(response: HttpResponseBase, door: str) -> bool:
    return response.status_code == 302 and response["Location"].startswith(audiences.SIGN_IN[door])


def wrong(world: World, door: str, role: str, client: Client) -> Iterator[str]:
    """Each cell of one role that is not as the table says."""
    nothing_here = {post: same(ask(client, audiences.HOME[door] + NOWHERE, post=post)) for post in (False, True)}
    for row in rows(door):
        if row.is_open or row.is_account or row.is_nobodys:
            continue
        expected = row.answer if row.lets_in(role) else 404
        response = ask(client, world.address(door, row.route, world.here))
        if response.status_code != expected or is_sign_in(response, door):
            yield told(row, role, "own place", response, expected)
        if row.further is None or expected == 404:
            continue
        yield from wrong_further(world, row, role, client, nothing_here)


def wrong_further(
    world: World, row: Row, role: str, client: Client, nothing_here: dict[bool, tuple[int, str, str]]
) -> Iterator[str]:  # fmt: skip
    """What lies elsewhere answers exactly as what does not exist, whichever way it is asked for."""
    theirs = world.address(row.door, row.route, world.there)
    if row.further and role in row.further:
        response = ask(client, theirs)
        if response.status_code != row.answer:
            yield told(row, role, "another place", response, row.answer)
        return
    nothing, is_first = world.address(row.door, row.route, None), role == next(r for r in ROLES if row.lets_in(r))
    for post in (False, True):
        response = ask(client, theirs, post=post)
        if same(response) == nothing_here[post] and not is_first:
            pass  # as an address that nobody ever made; that what does not exist is the same, the first role has seen
        elif same(response) != same(absent := ask(client, nothing, post=post)):
            yield told(row, role, f"another place ({'POST' if post else 'GET'})", response, absent.status_code)
        if (post or row.answer == 200) and response.status_code not in (404, 405):
            yield told(row, role, f"another place ({'POST' if post else 'GET'})", response, 404)


def same(response: HttpResponseBase) -> tuple[int, str, str]:
    body = b"".join(response) if response.streaming else response.content
    return response.status_code, response.get("Location", ""), _CHANGES.sub("", body.decode())


class TestTable:
    @pytest.mark.parametrize("door", TABLE)
    def test_has_a_row_for_every_route_and_a_route_for_every_row(self, door):
        listed = [row.route for row in rows(door)]
        assert sorted(listed) == sorted(routes(door))
        assert len(listed) == len(set(listed))

    @pytest.mark.parametrize("door", TABLE)
    def test_says_of_every_route_that_names_a_thing_who_reaches_further(self, door):
        silent = [
            row.route for row in rows(door)
            if names_a_thing(row) != (row.further is not None) and not row.is_nobodys and not row.is_open
        ]  # fmt: skip
        assert silent == []

    def test_knows_only_roles_that_exist(self):
        written = {role for door in TABLE for row in rows(door) for role in row.own | (row.further or frozenset())}
        assert written - set(ROLES) <= {"EVERYBODY", "SIGNED_IN", "ACCOUNT", "NOBODY"}

    def test_leaves_no_role_out(self):
        assert set(STAFF_ROLES) | set(PORTAL_ROLES) | {"LRN_KIOSK", "SVC"} == set(ROLES)


class TestStaffDoor:
    def test_shows_each_role_what_the_table_says(self, world):
        found = [cell for role in STAFF_ROLES for cell in wrong(world, audiences.STAFF, role, world.staff(role))]
        assert not found, "\n".join(found)


class TestPortalDoor:
    def test_shows_each_role_what_the_table_says(self, world):
        found = [cell for role in PORTAL_ROLES for cell in wrong(world, audiences.PORTAL, role, world.worker(role))]
        assert not found, "\n".join(found)


class TestKioskDoor:
    def test_shows_a_learner_their_own_and_nothing_of_anybody_else(self, world):
        cvs.work()
        found = list(wrong(world, audiences.KIOSK, "LRN_KIOSK", world.learner()))
        assert not found, "\n".join(found)


class TestEveryDoor:
    @pytest.mark.parametrize("door", DOORS)
    def test_sends_whoever_has_not_signed_in_to_sign_in(self, world, door):
        for row in rows(door):
            response = ask(Client(), world.address(door, row.route, world.here))
            if row.is_open:
                assert response.status_code in (200, row.answer), told(row, "nobody", "own", response, row.answer)
            elif row.is_nobodys:
                assert response.status_code == 404, told(row, "nobody", "own", response, 404)
            else:
                assert is_sign_in(response, door), told(row, "nobody", "own", response, 302)

    @pytest.mark.parametrize("door", DOORS)
    def test_takes_no_post_from_whoever_has_not_signed_in(self, world, door):
        for row in rows(door):
            if not (row.is_open or row.is_nobodys):
                response = ask(Client(), world.address(door, row.route, world.here), post=True)
                assert is_sign_in(response, door) and "next=" not in response["Location"], row.route

    @pytest.mark.parametrize("door", DOORS)
    def test_is_worth_nothing_to_a_session_of_another_door(self, world, door):
        """The cookie under its own name, and the same session under the name that this door reads."""
        others = {
            audiences.STAFF: world.staff("EDU_MGR"), audiences.PORTAL: world.worker("CASEWORKER"),
            audiences.KIOSK: world.learner(),
        }  # fmt: skip
        del others[door]
        for audience, client in others.items():
            client.cookies[audiences.SESSION_COOKIES[door]] = client.cookies[audiences.SESSION_COOKIES[audience]].value
            for row in rows(door):
                if not (row.is_open or row.is_nobodys):
                    response = ask(client, world.address(door, row.route, world.here))
                    assert is_sign_in(response, door), told(row, audience, "another door", response, 302)

    @pytest.mark.parametrize("door", DOORS)
    def test_answers_for_the_own_account_only(self, world, door):
        """allauth's pages: never an error, and another person's second factor is not found."""
        clients = {audiences.STAFF: "EDU_MGR", audiences.PORTAL: "ORG_ADMIN"}
        if door not in clients:
            return
        client = world.staff("EDU_MGR") if door == audiences.STAFF else world.worker("ORG_ADMIN")
        for row in [row for row in rows(door) if row.is_account]:
            response = ask(client, world.address(door, row.route, world.here))
            assert response.status_code in (200, 302, 403, 404), told(row, "own account", "own", response, 200)
            assert not is_sign_in(response, door)


class TestMismatchedNames:
    """/a/1/b/9 where 9 does not belong to 1 (transfers-access-security.md, section 4)."""

    @pytest.mark.parametrize(
        ("route", "taken_from_there"),
        [("plans:goal", "goal_id"), ("messaging:end_assignment", "assignment_id"), ("plans:goal", "learner_id")],
    )
    def test_are_not_found(self, world, route, taken_from_there):
        from django.urls import reverse

        mixed = {**world.here.ids, taken_from_there: world.there.ids[taken_from_there]}
        address = reverse(
            route, urlconf=URLCONFS["staff"], kwargs={name: mixed[name] for name in routes("staff")[route]}
        )
        client = world.staff("EDU_MGR")
        assert ask(client, address).status_code == 404
        assert ask(client, address, post=True).status_code == 404


class TestKioskProcess:
    def test_holds_no_address_of_another_door(self):
        addresses = [address for door in ("staff", "portal") for address in _patterns(door)]
        for address in addresses:
            with pytest.raises(Resolver404):
                resolve("/" + address, urlconf=URLCONFS["kiosk"])

    @pytest.mark.parametrize("path", ["/staff/", "/staff/account/login/", "/staff/people/", "/provider/", "/admin/"])
    def test_does_not_find_the_other_doors(self, path):
        with override_settings(CAMPUS_AUDIENCE="kiosk"):
            assert Client().get(path).status_code == 404
            assert Client().post(path).status_code == 404

    def test_does_not_find_them_for_somebody_who_is_staff(self, world):
        staff = world.staff("EDU_MGR")
        with override_settings(CAMPUS_AUDIENCE="kiosk"):
            assert staff.get("/staff/").status_code == 404
            assert providers.at_kiosk(world.here.learner).get("/learn/").status_code == 200

    @pytest.mark.parametrize("path", ["/learn/../staff/", "/learn/%2e%2e/staff/", "/LEARN/../staff/people/"])
    def test_leads_round_no_corner_to_the_staff_door(self, path):
        assert Client().get(path).status_code in (302, 404)
        with override_settings(CAMPUS_AUDIENCE="kiosk"):
            response = Client().get(path)
            assert response.status_code == 404 or is_sign_in(response, audiences.KIOSK)


def _patterns(door: str) -> Iterator[str]:
    from django.urls import get_resolver

    def walk(resolver, prefix):
        for entry in resolver.url_patterns:
            here = prefix + str(entry.pattern)
            yield from walk(entry, here) if hasattr(entry, "url_patterns") else [here]

    for pattern in walk(get_resolver(URLCONFS[door]), ""):
        filled = re.sub(r"<int:\w+>", "1", re.sub(r"<uuid:\w+>", "01900000-0000-7000-8000-00000000dead", pattern))
        yield re.sub(r"<\w+:\w+>", "word", filled)
