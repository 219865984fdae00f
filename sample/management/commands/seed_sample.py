"""`manage.py seed_sample`: an invented organisation to look at, in development only."""

import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from sample import seeding


class Command(BaseCommand):
    help = "Make the sample organisation, or put its people, passwords, keys and tokens right."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--json", action="store_true", help="print people, tokens and keys as JSON alone"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError("The sample has known sign-ins; it is made only where DEBUG is on.")
        sample = seeding.seed(today=timezone.localdate(), say=self._say)
        if options["json"]:
            self.stdout.write(json.dumps(sample))
            return
        self.stdout.write(f"Sign-ins of {sample['organisation']}:")
        for user in sample["users"]:
            second = f", second step {user['totp_secret']}" if user["totp_secret"] else ""
            self.stdout.write(f"  {user['role']}: {user['email']} {user['password']}{second}")
        self.stdout.write("Tokens:")
        for token in sample["tokens"]:
            self.stdout.write(f"  {token['name']} ({', '.join(token['scopes'])}): {token['token']}")

    def _say(self, progress: str) -> None:
        """On a terminal one line that changes, and nothing where nobody watches."""
        if self.stderr.isatty():
            self.stderr.write(f"\r{progress:<60}", ending="")
