"""For how long a result counts, by type and date: data, so that a contract can change it without a release."""

from django.db import models

from campus.core.models import Base
from plans.assessments.rules.types import OFFERED, Level


class AssessmentPolicy(Base):
    """What holds for a type from a date on, until a later row of the type begins."""

    type = models.CharField(max_length=20, choices=[(t, t) for t in OFFERED])
    starts_on = models.DateField()
    valid_months = models.PositiveSmallIntegerField()
    min_interval_days = models.PositiveSmallIntegerField()
    exempting_level = models.CharField(
        max_length=10, choices=[(level, level) for level in Level], blank=True, default=""
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["type", "starts_on"], name="one_policy_a_type_and_day"),
        ]

    def __str__(self) -> str:
        return f"{self.type} from {self.starts_on}"
