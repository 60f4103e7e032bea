"""`manage.py compilemessages`: write the catalogues as Django reads them. The set-up does this too."""

from typing import Any

from django.core.management.base import BaseCommand

from campus.core import translating


class Command(BaseCommand):
    help = "Compile locale/*/LC_MESSAGES/django.po, with Babel."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        for path in translating.compile_all():
            self.stdout.write(f"{translating.name_of(path)} written.")
