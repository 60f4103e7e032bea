"""How people come in, in every journey."""

import re
import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

from campus.accounts import demo
from tests.journeys.pages import Person


def code_now() -> str:
    """A code that has ten of its thirty seconds left, for a machine that is busy."""
    if (left := 30 - time.time() % 30) < 10:
        time.sleep(left)
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(demo.TOTP_SECRET, counter))


def given_staff_signed_in(person: Person, username: str, home: str = "/staff/") -> None:
    """Password, then a code from an authenticator. A code works once, so a second sign-in waits for the next."""
    person.goes_to(home)
    person.types(re.compile("name|e-mail|Username|Sign-in", re.I), username)
    person.types("Password", demo.PASSWORD)
    person.clicks(re.compile("Sign in"))
    person.looks(f"code-{username.partition('@')[0].replace('.', '-')}")
    person.types(re.compile("code", re.I), code_now())
    person.clicks("Sign in")
    person.sees("Sign out")


def given_a_tablet_at(tablet: Person, code: str) -> None:
    tablet.goes_to("/learn/personas/")
    tablet.page.get_by_label("Prison").select_option(code)
    tablet.clicks("Make it a tablet")


def given_persona(person: Person, name: str) -> None:
    person.goes_to("/staff/personas/")
    person.clicks(f"Sign in {name}")
