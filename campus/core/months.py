"""Calendar months. Pure, and a library's: the same day some months on, or the last day of a shorter month."""

import datetime as dt

from dateutil.relativedelta import relativedelta


def add_months(on: dt.date, months: int) -> dt.date:
    """The same day some months on (or back, for a negative number), or the last day of that month where it has no such
    day."""
    return on + relativedelta(months=months)
