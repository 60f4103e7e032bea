"""A form that is sent while the person is moved is in the count that the move took, or is a late entry."""

import random

import pghistory
import pytest

from campus.core import outbox
from transfers.proof.campaign import races

# `campaign --races` runs as many as it is asked for.
RACES = 40


@pytest.mark.django_db(transaction=True)
def test_each_form_is_in_the_count_or_passed_on():
    with outbox.unheard(), pghistory.context(command="races"):
        ended, faults = races.run(races=RACES, chance=random.Random(4))
    assert faults == []
    assert ended.total() == RACES and min(ended[races.IN_THE_COUNT], ended[races.PASSED_ON]) > 0, ended
