"""The life of a channel as stretches in one state each, as the ledger tells them."""

import datetime

from governance.channels.history import Stretch, entries_of, life
from governance.models import Channel
from ledger.history import Told, tell
from tests import cast as given
from tests.cast import TODAY, Cast
from tests.governance.reviews.days import after


def moved(day: datetime.date, before: str, to: str) -> Told:
    at = datetime.datetime.combine(day, datetime.time(12), datetime.UTC)
    facts = {"from": before, "to": to}
    return Told(1, "channel.step", at, "Step", "Officer", "Channel", to, refused=False, facts=facts)


def written(day: datetime.date) -> Told:
    at = datetime.datetime.combine(day, datetime.time(12), datetime.UTC)
    return Told(1, "channel.create", at, "Create", "Officer", "Channel", "", refused=False)


CHANNEL = Channel(state="live", approved_on=TODAY)


def test_each_change_ends_a_stretch() -> None:
    first, second = after(10), after(40)
    acts = [written(TODAY), moved(first, "approved", "live"), moved(second, "live", "suspended")]
    assert life(CHANNEL, acts) == [
        Stretch("approved", TODAY, first),
        Stretch("live", first, second),
        Stretch("suspended", second, None),
    ]


def test_what_changes_no_state_ends_none() -> None:
    acts = [moved(after(10), "approved", "live"), moved(after(40), "live", "live")]
    assert life(CHANNEL, acts)[1:] == [Stretch("live", after(10), None)]


def test_it_begins_with_the_earliest_day_that_is_known() -> None:
    old = after(-400)
    imported = Channel(state="live", live_since=old)
    assert life(imported, [written(TODAY)]) == [Stretch("live", old, None)]
    assert life(Channel(state="live"), [written(TODAY)]) == [Stretch("live", TODAY, None)]


def test_what_the_ledger_does_not_know_begins_today() -> None:
    [only] = life(Channel(state="live"), [])
    assert (only.state, only.until) == ("live", None)


def test_the_ledger_of_a_real_one(cast: Cast) -> None:
    channel = given.suspended_channel(cast)
    acts = tell(entries_of(channel, reasons=True).order_by("seq"))[::-1]
    assert [each.state for each in life(channel, acts)] == ["approved", "live", "suspended"]
