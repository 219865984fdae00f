"""`manage.py import_register FILE`: take channels that exist already into the register."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from governance.register import importing, reading
from governance.register.files.sheets import UnreadableFileError
from governance.register.importing import Report
from governance.register.judging import Result
from ledger.actors import OPERATOR
from ledger.limits import LARGEST_FILE

BAR = 30


class Command(BaseCommand):
    help = "Import channels from a CSV, XLSX or JSON file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="judge every row, write nothing")
        parser.add_argument(
            "--not-public",
            action="store_true",
            help="keep new channels off the public list until somebody says that each is right",
        )
        parser.add_argument("--json", action="store_true", help="print the result as JSON alone")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = importing.run(
                reading.read(_content(options["file"])),
                by=OPERATOR,
                today=timezone.localdate(),
                dry_run=options["dry_run"],
                public=not options["not_public"],
                say=self._bar,
            )
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror}.") from None
        except UnreadableFileError as error:
            raise CommandError(f"{options['file']}: {error}") from None
        if options["json"]:
            self.stdout.write(json.dumps(report.as_json(), ensure_ascii=False))
        else:
            self._print(report, dry_run=options["dry_run"])

    def _print(self, report: Report, *, dry_run: bool) -> None:
        for row in report.rows:
            if row.result != Result.UNCHANGED and row.reason:
                self.stdout.write(f"line {row.line}: {row.result}. {row.reason or ''}".rstrip())
        counts = ", ".join(f"{report.count(result)} {result}" for result in Result)
        self.stdout.write(f"{counts}." + (" Nothing was written." if dry_run else ""))

    def _bar(self, done: int, of: int) -> None:
        if not self.stderr.isatty() or not of:
            return
        filled = "#" * (BAR * done // of)
        end = "\n" if done == of else ""
        self.stderr.write(f"\r[{filled:<{BAR}}] {done} of {of} rows", ending=end)


def _content(path: Path) -> bytes:
    """No more of it than is needed to say that it is too large."""
    with path.open("rb") as file:
        return file.read(LARGEST_FILE + 1)
