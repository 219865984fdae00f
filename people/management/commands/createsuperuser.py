"""Closed: Django's command would make a steward of whom the ledger knows nothing."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser


class Command(BaseCommand):
    help = "Closed. The first steward is made by first_steward."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whatever Django's own command takes, the answer is the same."""
        parser.add_argument("--noinput", "--no-input", action="store_true")
        for name in ("--email", "--name", "--database"):
            parser.add_argument(name)

    def handle(self, *args: Any, **options: Any) -> None:
        raise CommandError(
            "There are no superusers here. Make the first steward: manage.py first_steward EMAIL"
        )
