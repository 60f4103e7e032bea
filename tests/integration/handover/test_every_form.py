"""Each form of staff about a person, sent after the person moved: passed on, or told why not; never a write, never
lost."""

import copy
import re
from pathlib import Path

import pytest
from django.db import transaction
from django.urls import URLPattern, get_resolver

from campus.accounts.permissions import ROLES, Reach
from campus.core import audiences
from campus.core.views import FormPage
from learners import digests, openings
from learners.views.late import PassesOn
from tests.factories import handover, providers
from tests.factories.accounts import posted
from tests.security import world as worlds
from tests.security.matrix import rows
from tests.security.world import URLCONFS
from transfers.handover.models import LateContribution

BY_ROUTE = {row.route: row for row in rows(audiences.STAFF)}


def _walk(resolver, namespace=""):
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield namespace + entry.name, entry
        else:
            inner = f"{entry.namespace}:" if entry.namespace else ""
            yield from _walk(entry, namespace + inner)


def forms():
    """Every form of the staff door by its route."""
    found = {}
    for name, pattern in _walk(get_resolver(URLCONFS[audiences.STAFF])):
        cls = getattr(pattern.callback, "view_class", None)
        if cls is not None and issubclass(cls, FormPage) and "post" in cls.http_method_names:
            found[name] = cls
    return found


FORMS = forms()
PASSING_ON = sorted(name for name, cls in FORMS.items() if issubclass(cls, PassesOn))


def takes(name):
    return set(worlds.routes(audiences.STAFF)[name])


class TestEveryForm:
    def test_that_names_a_person_passes_on(self):
        """A form with a person in its address is one of these, without exception."""
        named = {name for name in FORMS if "learner_id" in takes(name)}
        assert named - set(PASSING_ON) == set()
        assert len(PASSING_ON) > 40

    def test_that_names_a_row_of_a_person_passes_on_or_is_listed(self):
        of_rows = {"step_id", "asked_id", "goal_id", "enrolment_id", "place_id", "result_id", "print_id"}
        named = {name for name in FORMS if takes(name) & of_rows}
        assert named - set(PASSING_ON) == set()

    def test_says_why_where_it_does_not(self):
        for name in PASSING_ON:
            why = FORMS[name].not_passed_on
            assert why == "" or why.endswith("."), name

    def test_is_checked_before_it_is_kept(self):
        """No form about a person reads what was sent past its form class."""
        assert {n for n in PASSING_ON if not hasattr(FORMS[n], "form_class")} == set()

    def test_is_drawn_by_the_component_that_takes_the_note_along(self):
        raw = re.compile(r"<form[^>]*method=.post", re.IGNORECASE)
        own = {"templates/components/post_form.html", "templates/components/post_button.html"}
        for path in Path("templates").rglob("staff/**/*.html"):
            assert str(path) in own or not raw.search(path.read_text()), path


@pytest.mark.django_db
class TestSentAfterAMove:
    def test_none_writes_and_none_is_lost(self):
        world = worlds.build()
        before = copy.copy(world.here.learner)
        handover.moved(world.here.learner, "WWI")
        root = digests.take(before.id).root
        said = {}
        for name in PASSING_ON:
            if role := who_may(name):
                with transaction.atomic():
                    said[f"{name} for {role}"] = sent_late(world, name, role, before, root)
                    transaction.set_rollback(True)
        assert [f"{name}: {how}" for name, how in said.items() if how not in FINE] == []
        assert sum(how == FINE[0] for how in said.values()) > 8


FINE = ("passed on", "asked again", "told why")


def who_may(name):
    """A role at a prison that may open this page about its own people. Hand-over's forms have tests of their own."""
    row = BY_ROUTE.get(name)
    at_prisons = [r for r in worlds.STAFF_ROLES if ROLES[r].reach == Reach.ESTABLISHMENT]
    found = [r for r in at_prisons if row and row.lets_in(r)]
    return found[0] if found and not name.startswith(("handover:", "transfers:")) else ""


def sent_late(world, name, role, before, root):
    """What becomes of an empty form of a page that was opened before the person moved."""
    actor = posted(role)
    client = providers.signed_in(actor.user, audiences.STAFF)
    kept = LateContribution.objects.count()
    response = client.post(world.address("staff", name, world.here), {"opened": openings.seal(actor, before)})
    if digests.take(before.id).root != root:
        return "it wrote"
    if response.status_code == 302 and LateContribution.objects.count() == kept + 1:
        return "passed on"
    if response.status_code in (200, 422) and "is passed on to those who work with" in response.content.decode():
        return "asked again"
    if response.status_code == 302 and response["Location"] == "/staff/" and FORMS[name].not_passed_on:
        return "told why"
    return f"{response.status_code} {response.get('Location', '')}"
