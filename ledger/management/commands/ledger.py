"""`manage.py ledger verify|export|make-key`."""

import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from ledger import export, keys, verification


class Command(BaseCommand):
    help = (
        "Check the ledger, write it out for auditors, or make the key file of a new installation."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("do", choices=["verify", "export", "make-key"])

    def handle(self, *args: Any, **options: Any) -> None:
        {"verify": self.verify, "export": self.export, "make-key": self.make_key}[options["do"]]()

    def verify(self) -> None:
        verdict = verification.verify()
        if not verdict.in_order:
            raise CommandError(
                f"Entry {verdict.seq} {verdict.problem}. "
                f"The {verdict.entries} entries before it are in order."
            )
        self.stdout.write(f"{verdict.entries} entries, all in order.")

    def export(self) -> None:
        for line in export.lines():
            sys.stdout.write(line + "\n")

    def make_key(self) -> None:
        path = Path(settings.KEYHOLDER_LEDGER_KEY_FILE)
        made = keys.ensure(path)
        self.stdout.write(f"Made {path}." if made else f"{path} is there already.")
