"""The signature on a count of a move."""

import json

import pytest

from campus.core import clock
from tests.factories.learners import LearnerFactory, number_of
from tests.factories.whole_record import with_plan
from transfers import seals
from transfers.actions import inbox
from transfers.models import Manifest

pytestmark = pytest.mark.django_db


@pytest.fixture
def manifest():
    learner = LearnerFactory()
    with_plan(learner)
    inbox.ingest([json.dumps({
        "eventType": "prisoner-offender-search.prisoner.received", "version": 1, "occurredAt": clock.now().isoformat(),
        "additionalInformation": {"nomsNumber": number_of(learner), "reason": "TRANSFERRED", "prisonId": "HLI"},
    })])  # fmt: skip
    return Manifest.objects.get(case__learner=learner, phase="BEFORE")


class TestSeal:
    def test_is_on_every_manifest_and_holds_as_it_is_stored(self, manifest):
        assert len(manifest.signature) == 86 and len(manifest.key_id) == 43
        assert seals.is_genuine(manifest)

    @pytest.mark.parametrize(
        ("field", "value"),
        [("total", 99), ("root", "0" * 64), ("epoch", 7), ("phase", "AFTER"), ("kinds", {}), ("signature", "A" * 86)],
    )
    def test_holds_no_more_when_anything_is_changed(self, manifest, field, value):
        setattr(manifest, field, value)
        assert not seals.is_genuine(manifest)

    def test_of_a_count_from_before_there_were_keys_is_none(self, manifest):
        manifest.signature = manifest.key_id = ""
        assert not seals.is_genuine(manifest)
