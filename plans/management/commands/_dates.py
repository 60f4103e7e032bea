"""What the commands of the date rules share."""

import argparse
import datetime as dt


def a_date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date like 2027-03-10") from None


def said(on: dt.date | None) -> str | None:
    return on.isoformat() if on else None
