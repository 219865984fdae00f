"""Access is tested again when its newest test is older than the rule; until then it is held."""

import datetime
from unittest.mock import patch

import pytest

from governance.access import acts as access
from governance.access.standing import standing
from governance.channels import confirming
from governance.models import Channel, Holder, Obligation, Rules
from governance.obligations import checking
from governance.obligations.kinds import KINDS
from tests import cast as given
from tests.cast import TODAY, Cast
from tests.governance.access.conftest import confirmed
from tests.governance.obligations.test_climbing import lines
from tests.governance.outcomes import refused
from tests.governance.reviews.days import after, run_sweep
from vault import keytests

A_YEAR_ON = datetime.date(2028, 1, 4)


@pytest.fixture
def channel(cast: Cast) -> Channel:
    return given.live_channel(cast)


def row_of(channel: Channel) -> Obligation:
    found = Obligation.objects.get(channel=channel, kind="access", discharged_on=None)
    assert list(checking.differences(TODAY)) == []
    return found


def signed_in(channel: Channel, cast: Cast, day: datetime.date) -> None:
    """The other officer says that the keys work."""
    assert channel.custodian is not None
    with patch("vault.keytests.unseen", return_value=[]):
        keytests.record(channel.custodian, by=cast.officer2, today=day)


def test_it_comes_a_month_before_the_test_is_too_old(channel: Channel) -> None:
    row = row_of(channel)
    assert (row.stage, row.due_on, row.since) == ("stale", A_YEAR_ON, after(-30, A_YEAR_ON))
    assert row.owner == "officers"
    says = KINDS["access"].says(row)
    assert says == "Test access again: Children's Therapies on Instagram"
    assert standing(channel).held


def test_a_test_of_the_keys_moves_it(cast: Cast, channel: Channel) -> None:
    signed_in(channel, cast, after(100))
    assert row_of(channel).due_on == datetime.date(2028, 4, 14)


def test_the_rule_moves_it(channel: Channel) -> None:
    Rules.objects.update_or_create(pk=1, defaults={"access_test_months": 3})
    checking.rebuild(TODAY)
    assert row_of(channel).due_on == datetime.date(2027, 4, 4)


def test_of_roles_the_older_of_the_two_that_make_it_held_counts(
    cast: Cast, linkedin: Channel
) -> None:
    first, _ = (confirmed(linkedin, user, cast) for user in (cast.officer, cast.officer2))
    third = confirmed(linkedin, cast.head, cast)
    access.confirm(first, by=cast.officer2, today=after(10))
    assert standing(linkedin).confirmed_on == TODAY
    access.confirm(third, by=cast.officer2, today=after(20))
    assert standing(linkedin).confirmed_on == after(10)


def test_of_two_devices_the_one_that_was_seen_last_counts(cast: Cast) -> None:
    channel = given.approved_channel(
        cast, platform="whatsapp-channel", answers={"handle": "0029VaCTxyz1234567890"}
    )
    for number, name in enumerate(("Phone", "Another")):
        line = {"kind": "device", "name": name, "where": "Drawer", "level": "full"}
        holder = access.add(channel, by=cast.head, today=TODAY, **line)
        access.confirm(holder, by=cast.head, today=after(number))
    assert standing(channel).confirmed_on == after(1)


def test_what_is_run_through_another_channel_moves_with_it(
    cast: Cast, channel: Channel, linkedin: Channel
) -> None:
    lines_ = [confirmed(linkedin, user, cast) for user in (cast.officer, cast.officer2)]
    access.set_method(
        channel, by=cast.officer, today=TODAY, method="parent", parent=str(linkedin.pk)
    )
    assert row_of(channel).due_on == A_YEAR_ON
    for line in lines_:
        access.confirm(line, by=cast.head, today=after(31))
    assert row_of(channel).due_on == datetime.date(2028, 2, 4)
    access.remove(Holder.objects.get(pk=lines_[0].pk), by=cast.head, today=after(40))
    assert row_of(channel).stage == ""


def test_what_is_lost_is_owed_at_once(channel: Channel) -> None:
    """And not from a month before the day on which a test would have been too old."""
    Obligation.objects.filter(kind="access").update(rung=2)
    Channel.objects.filter(pk=channel.pk).update(access_method="roles")
    checking.rebuild(after(20))
    row = row_of(channel)
    assert (row.stage, row.since, row.due_on, row.rung) == ("", after(20), after(50), 0)


def test_it_climbs(channel: Channel) -> None:
    Channel.objects.update(ends_on=datetime.date(2029, 1, 4), confirmed_on=A_YEAR_ON)
    checking.rebuild(TODAY)
    for days in (-7, 0, 14, 31):
        run_sweep(after(days, A_YEAR_ON))
    assert set(lines("Test access again")) == {"Officer", "Officer2", "Head"}


def test_what_only_officers_do_reaches_them_first(channel: Channel) -> None:
    """Its lead could do nothing with the line."""
    assert channel.custodian is not None
    channel.custodian.versions.update(tested_on=None, tested_by=None)
    checking.rebuild(TODAY)
    assert (row_of(channel).stage, row_of(channel).owner) == ("untested", "officers")
    Channel.objects.update(access_method="parent", custodian=None)
    checking.rebuild(TODAY)
    assert (row_of(channel).stage, row_of(channel).owner) == ("way", "officers")
    Channel.objects.update(access_method="roles")
    checking.rebuild(TODAY)
    assert (row_of(channel).stage, row_of(channel).owner) == ("", "lead")


def test_it_is_taken_off_after_the_patience_and_comes_back_when_tested(
    cast: Cast, channel: Channel
) -> None:
    Channel.objects.update(ends_on=datetime.date(2030, 1, 4), confirmed_on=after(200, A_YEAR_ON))
    channel.reviews.all().delete()
    checking.rebuild(TODAY)
    gone = datetime.date(2028, 7, 3)
    for day in (A_YEAR_ON, after(34, A_YEAR_ON), after(180, A_YEAR_ON)):
        run_sweep(day)
        assert Channel.objects.get().state == "live"
    Channel.objects.update(confirmed_on=after(100, A_YEAR_ON))
    run_sweep(after(181, A_YEAR_ON))
    found = Channel.objects.get()
    assert (found.state, found.lapse_cause, found.lapsed_on) == ("lapsed", "access", gone)
    said = (
        "Access to it was last tested on 4 January 2027, which is too long ago: somebody has to "
        "sign in with its keys."
    )
    assert refused(confirming.confirm, found, cast.lead, today=gone) == {said: "custodian.test"}
    signed_in(found, cast, gone)
    confirming.confirm(Channel.objects.get(), by=cast.lead, today=gone)
    assert Channel.objects.get().state == "live"
