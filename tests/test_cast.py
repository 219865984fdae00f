"""A copied plan or channel is what the acts would have made."""

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.db import connection, models, transaction

from governance.models import Channel, Mailbox, Plan
from ledger import verification
from ledger.models import Entry, Head
from people.models import User
from tests import cast as given
from tests import rows
from tests.cast import NOON, Cast
from tests.originals import originals
from vault import holdings, versions
from vault.secret import expose_text

Make = Callable[[Cast], Plan | Channel]
Queries = Callable[[int], Any]

STATES = [
    given.ready,
    given.submitted,
    given.under_consideration,
    given.approved_channel,
    given.set_up_channel,
    given.live_channel,
    given.suspended_channel,
]
# Made anew each time: ids, references, hashes and the words that hold them, instants.
ANEW = re.compile(
    r"[0-9a-f]{64}|[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|P-\w{6}"
    r"|20\d\d-\d\d-\d\dT[\d:.]+Z"
)


@pytest.mark.parametrize("make", STATES, ids=lambda make: make.__name__)
def test_copy_equals_what_the_acts_make(cast: Cast, make: Make) -> None:
    before = transaction.savepoint()
    copy = _comparable(make(cast))
    transaction.savepoint_rollback(before)
    with originals.performing():
        assert copy == _comparable(make(cast))


@pytest.mark.parametrize("make", STATES, ids=lambda make: make.__name__)
def test_copy_takes_few_statements(
    cast: Cast, make: Make, django_assert_max_num_queries: Queries
) -> None:
    with django_assert_max_num_queries(40):
        make(cast)


def test_chain_of_a_copy_verifies_and_goes_on(cast: Cast) -> None:
    given.live_channel(cast)
    copied = verification.verify()
    assert copied.in_order
    assert copied.entries > 10
    given.live_channel(cast, name="Another", answers={"handle": "@another"})
    both = verification.verify()
    assert both.in_order
    assert both.entries > copied.entries


def test_keys_of_a_copy_open(cast: Cast) -> None:
    channel = given.live_channel(cast)
    assert _opened(channel)["recovery_mailbox"] == given.MAILBOX


def test_copy_is_whole(cast: Cast) -> None:
    given.suspended_channel(cast)
    connection.check_constraints()


@pytest.mark.django_db(transaction=True)
def test_copy_is_committed(cast: Cast) -> None:
    channel = given.live_channel(cast)
    assert not connection.in_atomic_block
    assert Channel.objects.get() == channel
    assert verification.verify().in_order


@pytest.mark.parametrize(
    "now", [NOON, NOON - datetime.timedelta(days=3000)], ids=["later", "before"]
)
def test_copy_was_made_just_now(cast: Cast, now: datetime.datetime) -> None:
    with time_machine.travel(now, tick=False):
        channel = given.live_channel(cast)
    entries = list(Entry.objects.order_by("seq").values_list("at", flat=True))
    assert entries == sorted(entries)
    assert now - datetime.timedelta(milliseconds=10) < entries[0] < entries[-1] <= now
    assert entries[0] < channel.updated_at <= now


def test_acts_are_performed_where_somebody_is_another(cast: Cast) -> None:
    User.objects.filter(pk=cast.lead.pk).update(name="Somebody Else")
    assert _is_performed(cast)


def test_acts_are_performed_where_a_row_is_missing(cast: Cast) -> None:
    Mailbox.objects.create(address="second@riverside.invalid")
    assert _is_performed(cast)


def test_acts_are_performed_by_another_cast(cast: Cast) -> None:
    cast.officer, cast.officer2 = cast.officer2, cast.officer
    assert _is_performed(cast)
    assert Plan.objects.get().officer == cast.officer


def test_acts_are_performed_with_keys_of_the_test(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = given.keys()
    monkeypatch.setattr(given, "keys", lambda: mine)
    channel = given.live_channel(cast)
    assert _opened(channel)["password"] == expose_text(mine["password"])


def _opened(channel: Channel) -> dict[str, str]:
    assert channel.custodian is not None
    known = holdings.of(channel.custodian)["current"]
    assert known is not None
    opened = versions.open_all(channel.custodian, known)
    return {name: expose_text(value) for name, value in opened.items()}


def _is_performed(cast: Cast) -> bool:
    """Many statements, and a channel nevertheless."""
    with connection.execute_wrapper(counting := _Counting()):
        given.live_channel(cast)
    return counting.statements > 100 and Head.objects.get().seq > 10


class _Counting:
    statements = 0

    def __call__(self, execute: Any, *arguments: Any) -> Any:
        self.statements += 1
        return execute(*arguments)


def _comparable(made: Plan | Channel) -> dict[str, list[str]]:
    """Every row, without what is made anew each time."""
    made.refresh_from_db()
    found = {"made": [made.state]}
    for model, table in rows.read().items():
        fields = model._meta.local_concrete_fields
        counted = [isinstance(each, models.AutoField) for each in fields]
        found[model.__name__] = sorted(
            repr([_plain(value) for value, number in zip(row, counted, strict=True) if not number])
            for row in table.values()
        )
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, datetime.datetime):
        return "instant"
    if isinstance(value, bytes):
        return ANEW.sub("…", value.decode()) if value.startswith(b'{"') else len(value)
    return ANEW.sub("…", str(value))
