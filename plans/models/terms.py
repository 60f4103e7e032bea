"""The terms that deadlines follow, as dated rows: they change with contracts, and a prison may have its own."""

from django.db import models
from django.db.models import F, Q

from campus.core.models import Base
from campus.estate.models import Establishment
from plans.rules.schedules import Contract


class ContractTerm(Base):
    """From this day on, this contract holds: everywhere, or at one prison, which then follows its own rows alone."""

    establishment = models.ForeignKey(Establishment, on_delete=models.PROTECT, null=True, related_name="+")
    contract = models.CharField(max_length=3, choices=[(c, c) for c in Contract])
    starts_on = models.DateField()
    # "Always extend": clearing a hold gives its days even to a session that was late when it was put on hold (2.5, 3).
    always_extend = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["establishment", "starts_on"], name="one_contract_a_day", nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contract} from {self.starts_on} at {self.establishment_id or 'every prison'}"


class HolidayPeriod(Base):
    """Days in which a new arrival's induction may take longer (2.4). Everywhere, or at one prison besides."""

    establishment = models.ForeignKey(Establishment, on_delete=models.PROTECT, null=True, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["establishment", "starts_on", "ends_on"], name="holiday_is_named_once", nulls_distinct=False
            ),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="holiday_ends_after_it_starts"),
        ]

    def __str__(self) -> str:
        return f"{self.starts_on} to {self.ends_on}"


class RecalculationRun(Base):
    """The nightly look at every schedule. One a day; it goes on where it stopped."""

    for_on = models.DateField(unique=True)
    last_learner = models.UUIDField(null=True)
    read = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"recalculation of {self.for_on}"
