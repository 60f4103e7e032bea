"""A form that is sent while the person is moved is in the count that the move took, or is a late entry."""

import random

import pghistory
import pytest

from campus.core import outbox
from transfers.proof.actions import running
from transfers.proof.campaign import races
from transfers.proof.models import ProofRun
from transfers.proof.rules import CheckId

# `campaign --races` runs as many as it is asked for.
RACES = 40


@pytest.mark.django_db(transaction=True)
def test_each_form_is_in_the_count_or_passed_on():
    with outbox.unheard(), pghistory.context(command="races"):
        running.begin()
        ended, faults = races.run(races=RACES, chance=random.Random(4))
        whole = running.run(cause=ProofRun.Cause.COMMAND, checks=[CheckId.CONSERVATION, CheckId.REACH])
    assert faults == []
    assert whole.passed, list(whole.checks.values_list("check_id", "findings"))
    assert ended.total() == RACES and min(ended[races.IN_THE_COUNT], ended[races.PASSED_ON]) > 0, ended
