"""masterkey make|list: the master keys of this installation."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db.models import Count
from django.utils import timezone

from vault import canary
from vault.masterkeys import KeysUnusable, provider
from vault.masterkeys.making import make_file, make_variable
from vault.models.keys import DataKey


class Command(BaseCommand):
    help = "Makes the master key of a new installation, or lists the master keys."

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        make = acts.add_parser("make", help="Make the master key of a new, empty vault.")
        copy = make.add_mutually_exclusive_group()
        copy.add_argument("--escrow", metavar="FILE", help="where the escrow copy goes")
        copy.add_argument(
            "--without-escrow",
            action="store_true",
            help="no copy; only where DEBUG is on",
        )
        acts.add_parser("list", help="List the master keys, never their values.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["act"] == "make":
                self._make(options["escrow"], without=options["without_escrow"])
            else:
                self._list()
        except KeysUnusable as refusal:
            raise CommandError(str(refusal)) from None

    def _make(self, escrow: str | None, *, without: bool) -> None:
        today = timezone.localdate()
        if settings.KEYHOLDER_MASTER_KEY_PROVIDER == "environment":
            self.stdout.write(make_variable(today=today))
            return
        if without and not settings.DEBUG:
            raise CommandError("Outside development a master key needs its escrow copy.")
        if not escrow and not without:
            escrow = self._ask()
        path = make_file(Path(escrow) if escrow else None, today=today)
        self.stdout.write(f"The master key is in {path}.")
        if escrow:
            self.stdout.write(
                f"The escrow copy {escrow} was read back and opens the vault. Move it to another"
                " place than the database and its backups: without a key nothing is recovered."
            )

    def _ask(self) -> str:
        if not sys.stdin.isatty():
            raise CommandError("Say where the escrow copy goes: --escrow FILE")
        return input("File for the escrow copy, on something that can be carried away: ")

    def _list(self) -> None:
        row = canary.verify()
        used = DataKey.objects.values("master_key").annotate(number=Count("id"))
        numbers = {each["master_key"]: each["number"] for each in used}
        self.stdout.write(f"Deployment {row.deployment}")
        for key_id in provider().ids():
            active = ", active" if key_id == row.master_key else ""
            self.stdout.write(f"{key_id}: {numbers.pop(key_id, 0)} data keys{active}")
        for key_id, number in numbers.items():
            self.stdout.write(f"{key_id}: {number} data keys, and this process does not hold it")
