"""Whatever happens to people, in whatever order: no row of their records is lost, and each is who and where the model
says. After each step the person is compared with the model, and R2 and R3 are asked of them."""

import hypothesis.strategies as st
import pghistory
import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from transfers.proof.campaign.cast import PRISONS
from transfers.proof.campaign.chances import PEOPLE_MOST, RULES
from transfers.proof.campaign.lives import Lives

# The bar is 100 runs of 30 steps. It stands at 10, the same each time, until a step costs less: 100 take more minutes
# than a whole test run has. `campaign` lives as long as it is asked to.
RUNS, STEPS = 10, 30


class LivesMachine(RuleBasedStateMachine):
    """Hypothesis chooses what happens, to whom, and each chance on the way."""

    def __init__(self):
        super().__init__()
        self.context = pghistory.context(command="lives")
        self.context.__enter__()
        self.undone = transaction.atomic()
        self.undone.__enter__()

    @initialize(chance=st.randoms(use_true_random=False), prison=st.sampled_from(PRISONS))
    def begin(self, chance, prison):
        self.lives = Lives(chance)
        assert self.lives.admit(prison) == []

    @precondition(lambda self: len(self.lives.people) < PEOPLE_MOST)
    @rule(prison=st.sampled_from(PRISONS))
    def admit(self, prison):
        assert self.lives.admit(prison) == []

    def teardown(self):
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)
        self.context.__exit__(None, None, None)


def _rule_of(name):
    _, who, do = RULES[name]

    def happens(self, which):
        people = who(self.lives)
        assert do(self.lives, people[which % len(people)]) == []

    happens.__name__ = happens.__qualname__ = name.replace(" ", "_")
    chosen = rule(which=st.integers(0, PEOPLE_MOST))(happens)
    return precondition(lambda self: bool(who(self.lives)))(chosen)


for _name in RULES:
    setattr(LivesMachine, _name.replace(" ", "_"), _rule_of(_name))


@pytest.mark.django_db
class TestLives:
    def test_lose_nothing(self):
        run_state_machine_as_test(
            LivesMachine,
            settings=settings(
                max_examples=RUNS, stateful_step_count=STEPS, deadline=None, derandomize=True,
                suppress_health_check=list(HealthCheck),
                phases=[Phase.explicit, Phase.reuse, Phase.generate],  # making a failure smaller takes minutes
            ),
        )  # fmt: skip
