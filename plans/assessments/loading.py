"""The policy as it stands until somebody decides otherwise. Nobody publishes a validity; the defaults are ours (4.2).

A result counts for 12 months, two tests are 28 days apart, and Level 2 in English or maths (GCSE grade 4 or C) exempts.
To change it from a date on, add a row for the type that starts on that date: the rows before it stay as they were.
"""

import datetime as dt
from typing import Any

from django.utils import timezone

STARTS_ON = dt.date(2020, 1, 1)
VALID_MONTHS = 12
MIN_INTERVAL_DAYS = 28
EXEMPTING = {"ENGLISH": "LEVEL_2", "MATHS": "LEVEL_2"}
TYPES = ("ENGLISH", "MATHS", "DIGITAL", "READING", "ESOL", "ALN")


def load(policy_model: Any) -> None:
    """Write the first row of each type into the given model (the migration hands in its own)."""
    at = timezone.now()
    for kind in TYPES:
        policy_model.objects.get_or_create(
            type=kind,
            starts_on=STARTS_ON,
            defaults={
                "valid_months": VALID_MONTHS, "min_interval_days": MIN_INTERVAL_DAYS,
                "exempting_level": EXEMPTING.get(kind, ""), "created_at": at, "updated_at": at,
            },
        )  # fmt: skip
