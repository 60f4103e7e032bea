"""Numbers of people who do not exist."""

import random

from campus.seeding import names
from campus.seeding.numbers import Numbers, phone
from learners.rules import check_crn, check_prison_number, check_uln


class TestNumbers:
    def test_are_well_formed_and_never_repeat(self) -> None:
        numbers = Numbers(random.Random("a"), [])
        made = [numbers.prison_number() for _ in range(20_000)]
        ulns = [numbers.uln() for _ in range(20_000)]
        crns = [numbers.crn() for _ in range(20_000)]
        assert len(set(made)) == len(set(ulns)) == len(set(crns)) == 20_000
        assert [check_prison_number(number) for number in made] == made
        assert [check_uln(number) for number in ulns] == ulns
        assert [check_crn(number) for number in crns] == crns

    def test_leave_out_those_of_named_people(self) -> None:
        taken = Numbers(random.Random("a"), []).prison_number()
        assert Numbers(random.Random("a"), [taken]).prison_number() != taken

    def test_are_the_same_for_the_same_seed(self) -> None:
        first, second = Numbers(random.Random("s"), []), Numbers(random.Random("s"), [])
        assert [first.uln() for _ in range(9)] == [second.uln() for _ in range(9)]

    def test_ring_nobody(self) -> None:
        assert all(phone(random.Random(n)).startswith("07700 900") for n in range(50))


class TestNames:
    def test_are_of_one_heritage(self) -> None:
        rnd = random.Random("n")
        for _ in range(500):
            given, family = names.pick(rnd, woman=True)
            assert any(given in pool.women and family in pool.families for pool in names.POOLS)
