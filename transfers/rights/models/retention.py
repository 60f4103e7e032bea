"""How long things are kept, as dated data that its owner can change without a release."""

from django.db import models
from django.db.models import Q

from campus.core.models import Base
from transfers.rights.rules.retention import PeriodCode, length_in_words


class RetentionPeriod(Base):
    """One line of the table, from a day on. The former line of a code ends on the day before."""

    code = models.CharField(max_length=20, choices=[(c, c) for c in PeriodCode])
    title = models.CharField(max_length=100)
    kinds = models.JSONField(default=list)
    months = models.PositiveSmallIntegerField(default=0)
    days = models.PositiveSmallIntegerField(default=0)
    counts_from = models.CharField(max_length=120)
    then = models.CharField(max_length=200)
    proposes = models.BooleanField(default=False)
    source = models.CharField(max_length=100)
    # What its owner has still to decide. Empty once it is confirmed.
    to_confirm = models.CharField(max_length=400, blank=True, default="")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code"], condition=Q(ends_on__isnull=True), name="one_period_a_code_now"),
            models.CheckConstraint(condition=Q(months__gt=0) | Q(days__gt=0), name="period_has_a_length"),
        ]

    def __str__(self) -> str:
        return f"{self.title}: {self.length}"

    @property
    def length(self) -> str:
        return length_in_words(months=self.months, days=self.days)

    @property
    def is_confirmed(self) -> bool:
        return not self.to_confirm
