"""People, valid by default: placed at Leeds, with a prison number."""

import datetime as dt
from typing import Any

import factory

from campus.accounts import actors
from campus.core.models import written
from learners.models import Identifier, Learner, Placement

AT = dt.datetime(2026, 11, 1, 9, 0, tzinfo=dt.UTC)
_number = iter(range(10_000_000))


def provenance() -> dict[str, Any]:
    return written(actors.system(), AT)


def next_prison_number() -> str:
    n = next(_number)
    letters = "ABCDEFGHJK"
    return f"A{n % 10000:04d}{letters[n // 10000 % 10]}{letters[n // 100000 % 10]}"


class LearnerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Learner
        skip_postgeneration_save = True

    given_name = "Daniel"
    family_name = factory.Sequence(lambda n: f"Osei{n}")
    date_of_birth = dt.date(1994, 5, 3)
    sex = "M"
    release_on = dt.date(2027, 3, 10)
    created_at = AT
    updated_at = AT
    current_establishment_id = "LEI"
    cell = "B2-014"
    placement_epoch = 1

    @factory.post_generation
    def placed(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        if extracted is not False and self.current_establishment_id:
            Placement.objects.create(
                learner=self, establishment_id=self.current_establishment_id, status="IN", started_at=AT,
                movement_seq=kwargs.get("seq"), **provenance(),
            )  # fmt: skip

    @factory.post_generation
    def number(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        Identifier.objects.create(
            learner=self, type="PRISON_NUMBER", value=extracted or next_prison_number(), **provenance()
        )


def number_of(learner: Learner) -> str:
    return Identifier.objects.get(learner=learner, type="PRISON_NUMBER").value


def as_learner(learner: Learner) -> actors.Actor:
    """The person acting for themselves at a kiosk."""
    from learners import kiosk

    user = kiosk.give_user(learner, AT)
    return actors.for_learner(user, learner.id, learner.current_establishment)
