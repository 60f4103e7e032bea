"""A process that dies at any of the fourteen points of a movement loses nothing, and no effect is there twice."""

import random

import pghistory
import pytest

from campus.core import failpoints, outbox
from tests.architecture.source import ROOT
from transfers.proof.actions import running
from transfers.proof.campaign.lives import Lives
from transfers.proof.models import ProofRun
from transfers.proof.rules import CheckId

SEEDS = range(2)


@pytest.fixture
def lives(transactional_db, request):
    with outbox.unheard(), pghistory.context(command="kills"):
        yield Lives(random.Random(request.node.name))


class TestAProcessThatIsKilled:
    @pytest.mark.parametrize("points", [failpoints.POINTS[:7], failpoints.POINTS[7:]], ids=["early", "late"])
    @pytest.mark.django_db(transaction=True)
    def test_loses_nothing_at_any_point(self, lives, points):
        running.begin()
        assert lives.admit("LEI") == []
        person = lives.people[0]
        assert lives.staff_writes(person) + lives.learner_writes(person) + lives.add_file(person) == []
        for point in [point for point in points for _ in SEEDS]:
            assert lives.killed(point) == [], point
        run = running.run(cause=ProofRun.Cause.COMMAND, checks=[CheckId.CONSERVATION, CheckId.REACH, CheckId.BINDINGS])
        assert run.passed, list(run.checks.values_list("check_id", "findings"))


class TestFailpoints:
    def test_are_fourteen_and_each_is_reached_in_one_place(self):
        assert len(failpoints.POINTS) == 14
        sources = [path.read_text() for folder in ("transfers", "campus") for path in (ROOT / folder).rglob("*.py")]
        for point in failpoints.POINTS:
            assert sum(text.count(f'reached("{point}")') for text in sources) == 1, point

    def test_are_not_looked_at_in_production(self, monkeypatch):
        monkeypatch.setenv(failpoints.ARMED, "moves.locked")
        monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "campus.settings.production")
        failpoints.reached("moves.locked")  # and we live
