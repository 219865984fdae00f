"""Many at once for one opening: used by the tests, and by the bench in more rounds."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from ledger.refusals import NotDoneError
from tests.vault import TODAY, now
from vault import reveals
from vault.models import Grant


def race(racers: int, run: Callable[[int], str]) -> Counter[str]:
    """How often each outcome came, of racers that start together, each with its own connection."""
    start = Barrier(racers)

    def one(number: int) -> str:
        try:
            start.wait()
            return run(number)
        except NotDoneError as refusal:
            return str(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(racers) as pool:
        return Counter(pool.map(one, range(racers)))


def for_one_use(grant: Grant, racers: int) -> Counter[str]:
    def run(number: int) -> str:
        mine = Grant.objects.get(pk=grant.pk)
        reveals.reveal(mine, "password", by=mine.person, today=TODAY, signed_in_at=now())
        return "shown"

    return race(racers, run)
