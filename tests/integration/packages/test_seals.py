"""The signature on a count of a move."""

import pytest

from learners import digests
from tests.factories.learners import AT, LearnerFactory, provenance
from tests.factories.whole_record import with_plan
from transfers import seals
from transfers.actions import manifests
from transfers.models import Manifest, TransferCase

pytestmark = pytest.mark.django_db


@pytest.fixture
def manifest():
    learner = LearnerFactory()
    with_plan(learner)
    case = TransferCase.objects.create(
        learner=learner, from_establishment_id="LEI", to_establishment_id="HLI", state="ARRIVED", arrived_at=AT,
        **provenance(),
    )  # fmt: skip
    kept = manifests.keep(case=case, learner=learner, phase="BEFORE", counted=digests.take(learner.id), at=AT)
    return Manifest.objects.get(id=kept.id)


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
