"""The sweep's mails, in a thread of their own: a slow mail server delays nothing else."""

from __future__ import annotations

import datetime
import logging
import threading
from collections.abc import Callable

from django.conf import settings
from django.db import close_old_connections, connections
from django.utils import timezone

from governance import sweep
from governance.sweep import Outcome

LONGEST_WAIT = 300.0  # seconds until a mail server that was away is asked again

logger = logging.getLogger(__name__)


class Mailing:
    """Sends again and again until it is stopped: whenever it is woken, and every so often.

    While the mail server is away it waits longer each time.
    """

    def __init__(
        self, every: float, today: datetime.date | None, say: Callable[[Outcome], None]
    ) -> None:
        self.every, self.today, self.say = every, today, say
        self._stopped, self._woken = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, name="mailing", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def wake(self) -> None:
        """Something may be owed now."""
        self._woken.set()

    def stop(self) -> None:
        """Let the mail end that is under way; no wait for the server is longer than this."""
        self._stopped.set()
        self._woken.set()
        self._thread.join((settings.EMAIL_TIMEOUT or 0) + 1)

    def _run(self) -> None:
        failures = 0
        try:
            while not self._stopped.is_set():
                self._woken.clear()
                failures = failures + 1 if self._send() else 0
                if self._stopped.is_set():
                    return
                if failures:
                    longer = min(self.every * 2**failures, LONGEST_WAIT)
                    self._stopped.wait(max(self.every, longer))
                else:
                    self._woken.wait(self.every)
        finally:
            connections.close_all()

    def _send(self) -> bool:
        """Whether the mail server was away."""
        close_old_connections()
        today, now = self.today or timezone.localdate(), timezone.now()
        try:
            posted = sweep.post(today, now, self._stopped.is_set)
        except Exception:
            logger.exception("The mails of the sweep failed.")
            self.say(Outcome(sweep.MAILS, None))
            return False
        self.say(Outcome(sweep.MAILS, posted.sent))
        return posted.away
