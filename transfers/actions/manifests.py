"""Keeping a count of somebody's record: the one place that writes a manifest."""

import datetime as dt

from learners.digests import RecordDigest
from learners.models import Learner
from transfers import seals
from transfers.models import Manifest, TransferCase


def keep(
    *, case: TransferCase, learner: Learner, phase: str, counted: RecordDigest, at: dt.datetime
) -> Manifest:  # fmt: skip
    """Keep what was counted in a phase of a move. The caller holds the lock on the person."""
    manifest = Manifest(
        case=case, phase=phase, kinds=counted.summary(), total=counted.total, root=counted.root,
        epoch=learner.placement_epoch, taken_at=at,
    )  # fmt: skip
    seals.sign(manifest)
    manifest.save(force_insert=True)
    return manifest
