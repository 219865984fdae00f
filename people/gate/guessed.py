"""Somebody is told when others guess for them: a name alone delays nobody, but it is no secret."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from ledger import letters, outbox
from ledger.letters import Letter
from people.gate import counters
from people.gate.counters import Counter
from people.models import Tally, User

PASSWORDS = 100  # from browsers that nobody signed in with before, whatever their addresses
CODES = 10  # each needed the right password
WHAT = {
    counters.NAME: "Somebody tries passwords for your address: more than a hundred in a day.",
    counters.PERSON: "Somebody has your password and tries codes for your second step.",
}
DO = {
    counters.NAME: "None of them was right. If you use your password anywhere else, change it. With"
    " a second step of signing in a password alone is worth nothing.",
    counters.PERSON: "If it was not you, change your password now.",
}


def tell(*, now: datetime.datetime) -> int:
    """Owe a letter a day to whoever is guessed for. Says how many.

    The counts do not say whose they are, so everybody's are looked for; most days there are none.
    """
    told = _tell(counters.NAME, PASSWORDS, lambda user: counters.of_name(user.email), now)
    return told + _tell(counters.PERSON, CODES, counters.of_person, now)


def _tell(kind: str, least: int, counter: Callable[[User], Counter], now: datetime.datetime) -> int:
    found = Tally.objects.filter(kind=kind, failures__gte=least)
    keys = set(found.values_list("key", flat=True))
    if not keys:
        return 0
    people = [each for each in User.objects.filter(is_active=True) if counter(each).key in keys]
    said = {"what": WHAT[kind], "do": DO[kind], "path": "/accounts/password/change/"}
    return outbox.owe(
        "sign_in_guessed", people, context=said, once=f"guessed:{kind}:{now.date()}", at=now
    )


def declare() -> None:
    letters.declare(Letter("sign_in_guessed", urgent=True, audience="person"))
