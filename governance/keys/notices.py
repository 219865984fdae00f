"""Who is told of openings, and who is reminded of the account that they owe."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from governance.who import recipients
from governance.who.keys import channel_of
from ledger import outbox
from ledger.actors import CLOCK
from people.models import User
from vault import custodians, grants
from vault.models import Custodian


def responsible(custodian: Custodian) -> Iterable[User]:
    """Everybody who is told at once when the keys are opened."""
    channel = channel_of(custodian)
    people = list(recipients.channel_people(channel)) if channel else []
    people += [*recipients.heads(), *recipients.officers()]
    return {user.pk: user for user in people}.values()


def tell_the_right_people(*, today: datetime.date) -> int:
    """The clock's act: whoever is responsible now is told from now on. Says where that changed."""
    changed = 0
    for custodian in Custodian.objects.filter(retired_on=None):
        told = set(custodian.responsible.values_list("pk", flat=True))
        right = list(responsible(custodian))
        if told != {user.pk for user in right}:
            custodians.tell_from_now_on(custodian, right, by=CLOCK, today=today)
            changed += 1
    return changed


def ask_for_accounts(*, today: datetime.date, now: datetime.datetime) -> int:
    """The clock's act: remind who opened keys at once and has not accounted for it, then the head.

    Each once, however many days were missed.
    """
    owed = 0
    for grant in grants.unaccounted(today=today).select_related("person", "custodian"):
        told = {**grant.told(), "account_by": _in_words(grant.account_by)}
        for rung, people in (("person", [grant.person]), ("head", list(recipients.heads()))):
            once = f"account_due:{grant.pk}:{rung}"
            owed += outbox.owe("keys_account_due", people, context=told, once=once, at=now)
    return owed


def _in_words(day: datetime.date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else ""
