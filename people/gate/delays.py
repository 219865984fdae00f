"""How long somebody waits after wrong tries: growing delays, and no lock."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

FORGOTTEN_AFTER = datetime.timedelta(hours=24)  # without another wrong one
MOST_DOUBLINGS = 20


@dataclass(frozen=True)
class Limit:
    """So many are free; then 2 seconds, 4, 8 … and never longer than `longest`."""

    free: int
    longest: datetime.timedelta

    def wait(self, failures: int) -> datetime.timedelta:
        doublings = failures - self.free + 1
        if doublings < 1:
            return datetime.timedelta(0)
        seconds = 2 ** min(doublings, MOST_DOUBLINGS)
        return min(datetime.timedelta(seconds=seconds), self.longest)


# One address with one name, one browser with its person, one session.
OWN = Limit(free=5, longest=datetime.timedelta(minutes=15))
# One address with whatever names, of browsers that nobody has signed in with before. A whole
# organisation may have one address, so this begins late and stays short: it slows down whoever
# tries one password with every name, to 3,000 tries a day.
ADDRESS = Limit(free=200, longest=datetime.timedelta(seconds=30))
# Codes for one person from wherever. Whoever gets so far has the password, and a code has six
# digits: without this a thousand addresses would guess it in a day.
CODES = Limit(free=100, longest=datetime.timedelta(minutes=15))
# Counted, so that somebody hears of it, and delays nobody: a name is known to everybody.
NEVER = Limit(free=2**31, longest=datetime.timedelta(0))
