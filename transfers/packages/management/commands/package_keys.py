"""The public keys of this campus: what others trust, and what they lock packages for it with."""

import json
from typing import Any

from django.core.management.base import BaseCommand

from campus.core import signing_keys


class Command(BaseCommand):
    help = "One JSON document: `issuer` for CAMPUS_TRUSTED_ISSUERS of another campus, `recipient` for its --recipient."

    def handle(self, *args: Any, **options: Any) -> None:
        said = {
            "issuer": signing_keys.public(signing_keys.signing_key()),
            "recipient": signing_keys.public(signing_keys.opening_key()),
        }
        self.stdout.write(json.dumps(said, indent=2))
