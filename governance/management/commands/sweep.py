"""`manage.py sweep`: everything that falls due, once or again and again."""

import datetime
import signal
import threading
import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import close_old_connections
from django.utils import timezone

from governance import sweep
from governance.mailing import Mailing

LONGEST_LOOP = 86_400


class Command(BaseCommand):
    help = "Do everything that falls due: let channels lapse, send notices and so on."

    def add_arguments(self, parser: CommandParser) -> None:
        often = parser.add_mutually_exclusive_group()
        often.add_argument("--once", action="store_true", help="run once; this is the default")
        often.add_argument(
            "--loop", type=float, metavar="SECONDS", help="run again and again until stopped"
        )
        parser.add_argument(
            "--today", metavar="DATE", help="as if it were this day (development only)"
        )
        parts = parser.add_mutually_exclusive_group()
        parts.add_argument("--only", choices=["mail"], help="send the mails and do nothing else")
        parts.add_argument("--without", choices=["mail"], help="do everything but send the mails")

    def handle(self, *args: Any, **options: Any) -> None:
        self.saying = threading.Lock()
        today = self._day(options["today"])
        every = options["loop"]
        # Mails alone, everything else alone, or both.
        apart = True if options["only"] else False if options["without"] else None
        if every is None:
            if not self._sweep(today, apart):
                raise CommandError("A job failed; the log says why.")
            return
        if not 0 < every <= LONGEST_LOOP:
            raise CommandError("--loop takes from a part of a second to 86400 seconds.")
        self._loop(every, today, apart)

    def _day(self, given: str | None) -> datetime.date | None:
        if given is None:
            return None
        if not settings.DEBUG:
            raise CommandError("--today is for development: it works only where DEBUG is on.")
        try:
            return datetime.date.fromisoformat(given)
        except ValueError:
            raise CommandError(f"“{given}” is not a day; write it like 2027-01-04.") from None

    def _loop(self, every: float, today: datetime.date | None, apart: bool | None) -> None:
        stopped = threading.Event()
        handlers = {
            number: signal.signal(number, lambda number, frame: stopped.set())
            for number in (signal.SIGTERM, signal.SIGINT)
        }
        mailing = Mailing(every, today, self._say) if apart is not False else None
        try:
            if mailing:
                mailing.start()
            while not stopped.is_set():
                began = time.monotonic()
                if apart is not True:
                    close_old_connections()
                    self._sweep(today, False, stopped)
                if mailing:
                    mailing.wake()
                stopped.wait(max(0.0, every - (time.monotonic() - began)))
        finally:
            if mailing:
                mailing.stop()
            for number, handler in handlers.items():
                signal.signal(number, handler)

    def _sweep(
        self,
        today: datetime.date | None,
        apart: bool | None,
        stopped: threading.Event | None = None,
    ) -> bool:
        """A line a job. True where every job went well; between two jobs it can be stopped."""
        well = True
        for outcome in sweep.run(today or timezone.localdate(), timezone.now(), apart=apart):
            self._say(outcome)
            well = well and outcome.done is not None
            if stopped is not None and stopped.is_set():
                break
        return well

    def _say(self, outcome: sweep.Outcome) -> None:
        with self.saying:
            self.stdout.write(str(outcome))
            self.stdout.flush()
