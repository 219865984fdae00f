"""`manage.py obligations check|rebuild|list`: what is owed, and whether the table says so."""

import datetime
import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from governance.desk.owing import documents
from governance.obligations import checking, climbing, reading
from governance.obligations.kinds import KINDS


class Command(BaseCommand):
    help = "Compare what is owed with the facts, make it anew, or list it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["check", "rebuild", "list"])
        parser.add_argument("--json", action="store_true", help="list as JSON")
        parser.add_argument("--today", metavar="DATE", help="as if it were this day")

    def handle(self, *args: Any, **options: Any) -> None:
        today = _day(options["today"])
        match options["what"]:
            case "check":
                self._check(today)
            case "rebuild":
                changed = checking.rebuild(today)
                self.stdout.write(f"{changed} obligations changed.")
            case _:
                self._list(today, as_json=options["json"])

    def _check(self, today: datetime.date) -> None:
        found = list(checking.differences(today))
        for sentence in found:
            self.stdout.write(sentence)
        if found:
            raise CommandError(f"{len(found)} obligations are not what the facts say.")
        self.stdout.write("Every obligation is what the facts say.")

    def _list(self, today: datetime.date, *, as_json: bool) -> None:
        rows = climbing.joined(reading.owed(today))
        if as_json:
            self.stdout.write(json.dumps(documents(rows, today), indent=2))
            return
        people = climbing.People(today)
        for row in rows:
            names = ", ".join(map(str, people.owed_by(row))) or "nobody"
            said = KINDS[row.kind].says(row)
            self.stdout.write(f"{row.due_on.isoformat()}  {said}  ({names})")


def _day(given: str | None) -> datetime.date:
    if given is None:
        return timezone.localdate()
    try:
        return datetime.date.fromisoformat(given)
    except ValueError:
        raise CommandError(f"“{given}” is not a day; write it like 2027-01-04.") from None
