"""`manage.py draw_states`: docs/states.md and its pictures, from the table of steps."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from ledger.drawing.machines import machines
from ledger.drawing.page import page
from ledger.drawing.picture import picture


class Command(BaseCommand):
    help = "Draw the states of plans, channels and whatever else has steps into docs/."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="only say whether they are fresh")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(settings.BASE_DIR) / "docs"
        wanted = _files()
        present = {path.name for path in folder.glob("states-*.svg")}
        stale = sorted(name for name in wanted if _text(folder / name) != wanted[name])
        gone = sorted(present - wanted.keys())
        if options["check"]:
            if stale or gone:
                names = ", ".join(stale + gone)
                raise CommandError(f"Not fresh: {names}. Run manage.py draw_states.")
            return
        folder.mkdir(exist_ok=True)
        for name in stale:
            (folder / name).write_text(wanted[name], encoding="utf-8", newline="\n")
            (folder / name).chmod(0o644)
        for name in gone:
            (folder / name).unlink()
        self.stdout.write(f"Drawn: {', '.join(stale + gone) or 'nothing has changed'}.")


def _files() -> dict[str, str]:
    found = machines()
    pictures = {f"states-{machine.slug}.svg": picture(machine) for machine in found}
    return {"states.md": page(found), **pictures}


def _text(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        return None
