"""The demo people's way in. Known to everybody who reads this, so nothing here exists in production."""

import os

PASSWORD = "a demo password for everybody"  # noqa: S105 (printed by `run`; production refuses the demo)
# One authenticator entry works for each demo person: base32, 160 bits as RFC 4226 recommends.
TOTP_SECRET = "VCDEMOVCDEMOVCDEMOVCDEMOVCDEMOVC"  # noqa: S105
PIN = "246810"
LEARNER_NUMBER = "A4821KD"


def sign_ins() -> list[tuple[str, str]]:
    """Who can sign in to the demo campus, and how, for `run` to print. Nobody in production."""
    if os.environ.get("DJANGO_SETTINGS_MODULE") == "campus.settings.production":
        return []
    return [
        ("Everybody with one click", "/staff/personas/, /learn/personas/ and /provider/personas/"),
        ("Learning and skills manager, Leeds", f'priya.shah, password "{PASSWORD}"'),
        ("Message moderator, Leeds", "sam.cole, the same password"),
        ("Learning and skills manager, Hull", "rachel.marsh, the same password"),
        ("Support worker, Bridgeway Training", "tom.ellis@demo.example.org, the same password"),
        ("Second factor of each", f"add {TOTP_SECRET} to an authenticator app as the secret"),
        ("Learner, Leeds", f"Daniel Osei, prison number {LEARNER_NUMBER}, PIN {PIN}"),
    ]
