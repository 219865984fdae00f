"""One run of everything that falls due: a list of jobs, each on its own."""

import datetime
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import close_old_connections
from django.utils import timezone

from governance import hours, leaving
from governance.channels import acts as channels
from governance.channels import confirming, overdue, provisional, suspending
from governance.keys import notices
from governance.obligations import climbing
from governance.reviews import acts as reviews
from ledger import once, outbox
from ledger.acts import Declared, Door, opens
from people import forgotten
from people.gate import counting, guessed
from vault import custodians, grants, shredding

logger = logging.getLogger(__name__)

Run = Callable[[datetime.date, datetime.datetime], int]


@dataclass(frozen=True)
class Job:
    """`run` is given the organisation's day and the instant, and says how many it did.

    Several sweepers may run the same job at once, so it must not matter who comes first.
    `opens` are the acts that the clock takes by it. What is `apart` waits for others outside, so
    a loop runs it beside the rest.
    """

    name: str
    run: Run
    opens: tuple[Declared[Any], ...] = ()
    apart: bool = False


@dataclass(frozen=True)
class Outcome:
    """`done` is None where the job failed; the log says why."""

    job: str
    done: int | None

    def __str__(self) -> str:
        return f"{self.job}: {'failed, see the log' if self.done is None else self.done}"


def post(
    today: datetime.date, now: datetime.datetime, stopped: Callable[[], bool] = outbox.never
) -> outbox.Posted:
    """Send what is owed. A fault with forgotten passwords keeps no other mail."""
    day = hours.day_of_digest(today, now)
    now = max(now, timezone.now())
    try:
        forgotten.answer(now=now)
    except Exception:
        logger.exception("Forgotten passwords could not be looked up.")
    return outbox.post(now=now, day=day, stopped=stopped)


# Nothing is taken off the list by the run that says for the first time that it is late. What is
# owed is said before the lapse, so that nobody hears of it without them though days were
# missed; notices come last, so that what the other jobs owe, a little later than the run began,
# goes out in the same run.
MAILS = "notices sent"
JOBS = [
    Job("people let go", lambda today, now: leaving.leave_due(today=today), (leaving.leave,)),
    Job(
        "reviews scheduled",
        lambda today, now: reviews.schedule_missing(today=today),
        (reviews.schedule_one,),
    ),
    Job("reviews opened", lambda today, now: reviews.open_due(today=today), (reviews.open_,)),
    Job(
        "channels suspended by rule",
        lambda today, now: suspending.suspend_unmet(today=today),
        (suspending.suspend_by_rule,),
    ),
    Job(
        "channels taken off the list",
        lambda today, now: overdue.take_off(today=today),
        (confirming.unconfirmed,),
    ),
    Job(
        "ends given for the time being",
        lambda today, now: provisional.give_ends_due(today=today),
        (provisional.give_end,),
    ),
    Job("what is owed said", lambda today, now: climbing.climb(today=today, now=now)),
    Job("channels lapsed", lambda today, now: channels.lapse_due(today=today), (channels.lapse,)),
    Job(
        "people told",
        lambda today, now: notices.keep_in_step(today=today),
        (custodians.tell_from_now_on, custodians.rename),
    ),
    Job(
        "openings ended",
        lambda today, now: grants.end_due(today=today),
        (grants.end, grants.time_out),
    ),
    Job(
        "old keys shredded",
        lambda today, now: shredding.shred_due(today=today),
        (shredding.end_for_ever,),
    ),
    Job("told that others guess", lambda today, now: guessed.tell(now=now)),
    Job("old counts of tries dropped", lambda today, now: counting.prune(now=now)),
    Job("words of old notices dropped", lambda today, now: outbox.forget_words(now=now)),
    Job("keys of what was sent forgotten", lambda today, now: once.forget(now=now)),
    Job(MAILS, lambda today, now: post(today, now).sent, apart=True),
]
for each in JOBS:
    opens(Door("sweep", each.name), *each.opens)


def run(
    today: datetime.date, now: datetime.datetime, *, apart: bool | None = None
) -> Iterator[Outcome]:
    """Every job in turn, or only those that run apart, or all but those.

    One that fails stops no other.
    """
    for job in JOBS:
        if apart is not None and job.apart != apart:
            continue
        try:
            yield Outcome(job.name, job.run(today, now))
        except Exception:
            logger.exception("The job “%s” of the sweep failed.", job.name)
            close_old_connections()  # one that broke would fail every later job as well
            yield Outcome(job.name, None)
