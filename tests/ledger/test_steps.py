"""The one way to take a step: lock, ask, change, record."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from governance.channels import acts as channels
from governance.models import Channel, Plan
from governance.plans import acts as plans
from ledger import chain, steps
from ledger.actors import CLOCK
from ledger.models import Entry, Notice
from ledger.refusals import ForbiddenError, InvalidError, RefusedError
from tests import cast as given
from tests.cast import REASON, TODAY, Cast


def test_row_is_read_afresh(cast: Cast) -> None:
    stale = given.live_channel(cast)
    other = Channel.objects.get(pk=stale.pk)
    channels.suspend(other, by=cast.officer, today=TODAY, cause="content", reason="Outside policy.")
    with pytest.raises(RefusedError, match="is suspended"):
        channels.suspend(stale, by=cast.officer, today=TODAY, cause="content", reason="Again.")


def test_permission_comes_before_state(cast: Cast) -> None:
    channel = given.live_channel(cast)
    with pytest.raises(ForbiddenError):
        channels.reinstate(channel, by=cast.lead, today=TODAY, put_right="It is right.")


def test_all_guards_refuse_together(cast: Cast) -> None:
    given.policy(cast)
    plan = given.draft(cast)
    with pytest.raises(RefusedError) as refused:
        plans.submit(plan, by=cast.lead, today=TODAY)
    said = " ".join(refused.value.sentences)
    assert "not complete" in said
    assert "consultation" in said
    assert "acknowledged" in said
    assert "two administrators" in said
    assert "recovery mailbox" in said
    assert plan.state == Plan.State.DRAFT


def test_inputs_are_errors_by_field(cast: Cast) -> None:
    channel = given.live_channel(cast)
    with pytest.raises(InvalidError) as invalid:
        steps.table(type(channel))["suspend"].perform(
            channel, by=cast.officer, today=TODAY, inputs={"wrong": "x"}
        )
    assert set(invalid.value.errors) == {"wrong", "cause", "reason"}


def test_step_without_its_entry_did_not_happen(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    channel = given.live_channel(cast)
    owed = Notice.objects.count()

    def full(records: object, head: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(chain, "append", full)
    with pytest.raises(OSError, match="no space"):
        channels.suspend(channel, by=cast.officer, today=TODAY, cause="content", reason="Outside.")
    channel.refresh_from_db()
    assert channel.state == "live"
    assert Notice.objects.count() == owed


def test_refusal_that_matters_is_recorded(cast: Cast) -> None:
    plan = given.under_consideration(cast)
    with pytest.raises(ForbiddenError):
        plans.approve(plan, by=cast.lead, today=TODAY, **REASON)
    entry = Entry.objects.latest("seq")
    assert entry.act == "plan.approve.refused"
    assert entry.actor_id == cast.lead.pk
    assert "Only the officer in charge" in entry.words.get(name="refusal").text


def test_somebody_inactive_may_do_nothing(cast: Cast) -> None:
    channel = given.live_channel(cast)
    cast.officer.is_active = False
    with pytest.raises(ForbiddenError):
        channels.suspend(channel, by=cast.officer, today=TODAY, cause="content", reason="x")


def test_missing_actor_is_an_error(cast: Cast) -> None:
    channel = given.live_channel(cast)
    with pytest.raises(TypeError, match="who does it"):
        channels.suspend(channel, by=None, today=TODAY, cause="content", reason="x")  # type: ignore[arg-type]  # what is tested


def test_free_words_stand_beside_the_chain(cast: Cast) -> None:
    channel = given.live_channel(cast)
    channels.suspend(channel, by=cast.officer, today=TODAY, cause="content", reason="Very secret.")
    entry = Entry.objects.latest("seq")
    assert b"Very secret" not in bytes(entry.body)
    assert b'"cause":"content"' in bytes(entry.body)
    assert entry.words.get(name="reason").text == "Very secret."


def test_clock_lapses_after_grace_only(cast: Cast) -> None:
    channel = given.live_channel(cast)
    assert channel.ends_on is not None
    grace = channel.ends_on + datetime.timedelta(days=14)
    assert channels.lapse_due(today=grace) == 0
    assert channels.lapse_due(today=grace + datetime.timedelta(days=1)) == 1
    channel.refresh_from_db()
    assert channel.state == "lapsed"
    assert channels.lapse_due(today=grace + datetime.timedelta(days=2)) == 0


def test_clock_is_no_person(cast: Cast) -> None:
    plan = given.submitted(cast)
    with pytest.raises(ForbiddenError):
        steps.table(type(plan))["take_up"].perform(plan, by=CLOCK, today=TODAY)


def test_head_is_locked_last(cast: Cast) -> None:
    """On SQLite the transaction is IMMEDIATE, and so locks everything when it begins."""
    channel = given.live_channel(cast)
    with CaptureQueriesContext(connection) as queries:
        channels.suspend(channel, by=cast.officer, today=TODAY, cause="other", reason="x")
    statements = [each["sql"] for each in queries]
    locks = [sql for sql in statements if "FOR NO KEY UPDATE" in sql or "FOR UPDATE" in sql]
    if connection.vendor == "postgresql":
        assert "governance_channel" in locks[0]
        assert ["ledger_head" in sql for sql in locks[-2:]] == [True, False]
        assert "governance_obligation" in locks[-1]
    first_head = next(i for i, sql in enumerate(statements) if "ledger_head" in sql)
    # What is owed is settled then. Facts are only read, and nothing is locked but its own rows.
    after = [sql for sql in statements[first_head:] if sql in locks or not sql.startswith("SELECT")]
    own = ("ledger_", "governance_obligation", "SAVEPOINT", "COMMIT")
    assert all(any(each in sql for each in own) for sql in after)


def test_target_may_depend_on_the_source_alone(cast: Cast) -> None:
    assert channels.extend.ways == [
        ("live", "live"),
        ("lapsed", "live"),
        ("suspended", "suspended"),
    ]
    assert channels.extend.sources == ("live", "lapsed", "suspended")
    assert channels.extend.targets == ("live", "suspended")
    assert ("under_consideration", "awaiting_executive") in plans.approve.ways
