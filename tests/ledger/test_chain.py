"""Whatever is done to the ledger behind the program's back is noticed, and the row is named."""

import json
from collections.abc import Callable

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from ledger import export, triggers
from ledger.models import Entry, Head, Words
from ledger.verification import verify
from tests import cast as given
from tests.cast import Cast


@pytest.fixture
def entries(cast: Cast) -> int:
    given.submitted(cast)
    return Entry.objects.count()


@pytest.fixture
def unguarded(entries: int) -> int:
    """A database whose triggers somebody has dropped."""
    triggers.remove(connection)
    return entries


def test_untouched_ledger_is_in_order(entries: int) -> None:
    verdict = verify()
    assert verdict.in_order
    assert verdict.entries == entries > 3


FORBIDDEN = [
    "UPDATE ledger_entry SET act = 'x'",
    "DELETE FROM ledger_entry",
    "UPDATE ledger_words SET text = 'x'",
]
FORBIDDEN_TOO = {
    "sqlite": ["INSERT OR REPLACE INTO ledger_entry SELECT * FROM ledger_entry"],
    "postgresql": ["TRUNCATE ledger_entry CASCADE", "TRUNCATE ledger_words"],
}


def test_database_refuses(entries: int) -> None:
    for sql in [*FORBIDDEN, *FORBIDDEN_TOO[connection.vendor]]:
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


def _act(entry: Entry) -> None:
    Entry.objects.filter(pk=entry.pk).update(act="plan.forged")


def _body(entry: Entry) -> None:
    body = bytes(entry.body).replace(b'"act":"plan.', b'"act":"plot.')
    Entry.objects.filter(pk=entry.pk).update(body=body)


def _actor(entry: Entry) -> None:
    Entry.objects.filter(pk=entry.pk).update(actor_id="00000000-0000-4000-8000-000000000000")


def _time(entry: Entry) -> None:
    Entry.objects.filter(pk=entry.pk).update(at="2001-01-01T00:00:00Z")


def _mac(entry: Entry) -> None:
    Entry.objects.filter(pk=entry.pk).update(mac=bytes(32))


def _words(entry: Entry) -> None:
    Words.objects.filter(entry=entry, name="actor").update(text="Somebody Else")


def _words_lost(entry: Entry) -> None:
    Words.objects.filter(entry=entry, name="actor").delete()


def _deleted(entry: Entry) -> None:
    _remove(pk=entry.pk)


def _remove(**which: int) -> None:
    """As SQL would: without Django's look at what hangs on a row."""
    Entry.objects.filter(**which)._raw_delete("default")


def _swapped(entry: Entry) -> None:
    other = Entry.objects.get(pk=entry.pk + 1)
    for row, source in ((entry.pk, other), (other.pk, entry)):
        Entry.objects.filter(pk=row).update(
            body=source.body, hash=source.hash, mac=source.mac, prev=source.prev
        )


@pytest.mark.parametrize(
    "tamper", [_act, _body, _actor, _time, _mac, _words, _words_lost, _deleted, _swapped]
)
def test_first_bad_entry_is_named(unguarded: int, tamper: Callable[[Entry], None]) -> None:
    tamper(Entry.objects.get(pk=2))
    verdict = verify()
    assert verdict.seq == 2
    assert verdict.problem
    with pytest.raises(CommandError, match="Entry 2 "):
        call_command("ledger", "verify")


def test_cut_tail_is_noticed_by_the_head(unguarded: int) -> None:
    _remove(pk__gt=unguarded - 2)
    assert verify().seq == unguarded - 1


def test_cut_tail_with_the_head_set_back_is_beyond_the_chain(unguarded: int) -> None:
    """What only an anchor outside the database can notice; it comes with the anchors."""
    _remove(pk=unguarded)
    last = Entry.objects.get(pk=unguarded - 1)
    Head.objects.update(seq=last.seq, hash=last.hash)
    assert verify().in_order


def test_export_gives_what_an_auditor_needs(entries: int) -> None:
    rows = [json.loads(line) for line in export.lines()]
    assert [row["seq"] for row in rows] == list(range(1, entries + 1))
    assert rows[1]["prev"] == rows[0]["hash"]
    assert json.loads(rows[0]["body"])["act"] == rows[0]["act"]
    assert rows[0]["words"]["actor"]["text"]
