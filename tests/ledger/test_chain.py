"""Whatever is done to the ledger behind the program's back is noticed, and the row is named."""

import json
from collections.abc import Callable
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from ledger import chain, export, triggers
from ledger.models import Entry, Head, Words
from ledger.verification import verify
from tests import cast as given
from tests.cast import NOON, Cast


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


def _key(entry: Entry) -> None:
    """By somebody with the means to hash, and a key of their own."""
    body = bytes(entry.body).replace(b'"key":"ledger-', b'"key":"theirs-')
    Entry.objects.filter(pk=entry.pk).update(
        body=body, hash=chain.entry_hash(bytes(entry.prev), body)
    )


def _all_words_lost(entry: Entry) -> None:
    Words.objects.filter(entry=entry).delete()


def _words_added(entry: Entry) -> None:
    Words.objects.create(entry=entry, name="reason", salt=b"", text="Never said.")


TAMPERING = [_act, _body, _actor, _time, _mac, _key, _words, _words_lost, _all_words_lost]
TAMPERING += [_words_added, _deleted, _swapped]


@pytest.mark.parametrize("tamper", TAMPERING)
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


def test_a_head_that_was_set_back_is_noticed(unguarded: int) -> None:
    earlier = Entry.objects.get(pk=unguarded - 1)
    Head.objects.update(seq=earlier.seq, hash=earlier.hash)
    assert verify().seq == unguarded
    assert verify().problem == "comes after the head, which was set back"


def test_a_head_of_another_chain_is_noticed(unguarded: int) -> None:
    Head.objects.update(hash=bytes(32))
    assert verify().problem == "is missing: the head says that the chain is longer"


def test_words_of_no_entry_hide_nothing(unguarded: int) -> None:
    Words.objects.create(entry_id=0, name="reason", salt=b"", text="Of nothing.")
    _words(Entry.objects.get(pk=3))
    assert verify().seq == 3


def test_cut_tail_with_the_head_set_back_is_beyond_the_chain(unguarded: int) -> None:
    """What only an anchor outside the database can notice; it comes with the anchors."""
    _remove(pk=unguarded)
    last = Entry.objects.get(pk=unguarded - 1)
    Head.objects.update(seq=last.seq, hash=last.hash)
    assert verify().in_order


def test_it_is_written_with_what_it_records(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as outside:
        outside.setattr(connection, "in_atomic_block", False)
        with pytest.raises(RuntimeError, match="in the transaction of the act"):
            chain.hold()


def test_a_record_may_have_no_words(db: None) -> None:
    with transaction.atomic():
        chain.append([chain.Record("clock.tick", NOON, None, "clock", None)], chain.hold())
    assert str(Entry.objects.get()) == "1 clock.tick"
    assert str(Head.objects.get()) == "head at 1"
    assert verify().in_order


def test_the_guards_come_and_go_with_their_migration(entries: int) -> None:
    module = import_module("ledger.migrations.0003_head_and_triggers")
    editor = SimpleNamespace(connection=connection)
    module.remove(None, editor)
    Entry.objects.filter(pk=1).update(act="plan.forged")
    module.install(None, editor)
    with pytest.raises(DatabaseError), transaction.atomic():
        Entry.objects.filter(pk=1).update(act="plan.start")


def test_words_are_called_what_they_say(entries: int) -> None:
    assert {str(each) for each in Words.objects.filter(entry=1)} >= {"actor", "subject"}


def test_export_gives_what_an_auditor_needs(entries: int) -> None:
    rows = [json.loads(line) for line in export.lines()]
    assert [row["seq"] for row in rows] == list(range(1, entries + 1))
    assert rows[1]["prev"] == rows[0]["hash"]
    assert json.loads(rows[0]["body"])["act"] == rows[0]["act"]
    assert rows[0]["words"]["actor"]["text"]
