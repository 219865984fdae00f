"""`manage.py export_register`: the whole register as a file that can be imported again."""

import contextlib
import os
import sys
from pathlib import Path
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from governance.register import exporting


class Command(BaseCommand):
    help = "Write every channel of the register, to a file or to standard output."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--format", choices=sorted(exporting.WRITERS), required=True)
        parser.add_argument("file", type=Path, nargs="?")

    def handle(self, *args: Any, **options: Any) -> None:
        kind, path = options["format"], options["file"]
        if path is None:
            # Somebody who reads the first rows only, as `head` does, is not an error.
            with contextlib.suppress(BrokenPipeError):
                exporting.write(kind, _standard_output(kind))
            return
        try:
            # It names people, so only its owner reads it.
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                written = exporting.write(kind, file)
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}.") from None
        self.stderr.write(f"{written} channels written to {path}.")


def _standard_output(kind: str) -> IO[bytes]:
    if kind == "xlsx" and sys.stdout.isatty():
        raise CommandError("A terminal cannot show a workbook. Name a file.")
    return sys.stdout.buffer
