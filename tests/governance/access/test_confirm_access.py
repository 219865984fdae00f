"""“I looked, this is right”: asked for in so many months, and after each change of people."""

import datetime
from collections.abc import Callable

import pytest

from governance import leaving
from governance.access import acts as access
from governance.access import endings, looked
from governance.access.endings import What
from governance.access.reach import who_can_act
from governance.channels import people
from governance.channels.owed import CHANGED, LIST
from governance.models import Channel, Obligation, Rules
from governance.obligations import checking
from governance.reviews import acts as reviews
from ledger.actors import OPERATOR
from people.models import HowOften, Team, User
from people.roles import Role
from tests import cast as given
from tests.cast import TODAY, Cast
from tests.governance.access.conftest import listed
from tests.governance.obligations.test_climbing import lines
from tests.governance.outcomes import refused, who_may
from tests.governance.reviews.conftest import ANSWERS
from tests.governance.reviews.days import SECURITY_OPENS, after, run_sweep
from tests.house.leading import Browser
from tests.ledger.reading import last
from tests.people.conftest import noon

__all__ = ["noon"]
LATER = after(10)


@pytest.fixture
def channel(cast: Cast) -> Channel:
    return given.live_channel(cast)


def row_of(channel: Channel) -> Obligation:
    rows = Obligation.objects.filter(kind="access_confirmation", discharged_on=None)
    return rows.get(channel=channel, stage__in=(LIST, CHANGED))


def test_officers_and_its_people(cast: Cast, channel: Channel) -> None:
    assert who_may(looked.confirm_access, channel, cast) == {
        "lead",
        "administrator",
        "manager",
        "officer",
        "officer2",
        "head",
    }


def test_what_went_live_is_looked_at_once_in_so_many_months(channel: Channel) -> None:
    row = row_of(channel)
    assert (row.stage, row.due_on) == (LIST, datetime.date(2028, 1, 4))
    Rules.objects.update_or_create(pk=1, defaults={"access_list_months": 3})
    checking.rebuild(TODAY)
    assert row_of(channel).due_on == datetime.date(2027, 4, 4)


def _named(channel: Channel, cast: Cast) -> None:
    who = {"lead": str(cast.lead.pk), "administrators": [str(cast.member.pk)]}
    people.name_people(channel, by=cast.officer, today=LATER, **who)


def _added(channel: Channel, cast: Cast) -> None:
    line = {"kind": "person", "email": cast.member.email, "level": "full"}
    access.add(channel, by=cast.officer, today=LATER, **line)


def _removed(channel: Channel, cast: Cast) -> None:
    line = listed(channel, cast.administrator, cast)
    access.remove(line, by=cast.officer, today=LATER)


def _left(channel: Channel, cast: Cast) -> None:
    leaving.leave(cast.administrator, by=OPERATOR, today=LATER)


def _lost_a_role(channel: Channel, cast: Cast) -> None:
    listed(channel, cast.officer2, cast)
    looked.confirm_access(Channel.objects.get(), by=cast.officer, today=TODAY)
    given.dismiss(cast.officer2)
    endings.ends(cast.officer2, What.ROLE, by=OPERATOR, today=LATER, role=Role.OFFICER)


@pytest.mark.parametrize("change", [_named, _added, _removed, _left, _lost_a_role])
def test_each_change_of_people_asks_for_a_look(
    cast: Cast, channel: Channel, change: Callable[[Channel, Cast], None]
) -> None:
    change(Channel.objects.get(), cast)
    row = row_of(channel)
    assert (row.stage, row.since, row.due_on) == (CHANGED, LATER, after(14, LATER))
    assert list(checking.differences(LATER)) == []


def test_whoever_looked_puts_it_right(cast: Cast, channel: Channel) -> None:
    _added(channel, cast)
    looked.confirm_access(Channel.objects.get(), by=cast.lead, today=LATER)
    found = Channel.objects.get()
    assert (found.access_confirmed_on, found.access_confirmed_by) == (LATER, cast.lead)
    row = row_of(channel)
    assert (row.stage, row.due_on) == (LIST, datetime.date(2028, 1, 14))
    assert last("channel.confirm_access").actor == "Lead"
    assert list(checking.differences(LATER)) == []


def test_it_is_not_right_while_somebody_is_to_be_removed(cast: Cast, channel: Channel) -> None:
    _named(channel, cast)
    said = (
        "Still to be removed: Administrator. Say that it is done, and then that the list is right."
    )
    assert refused(looked.confirm_access, channel, cast.lead, today=LATER) == {
        said: "access.remove"
    }
    access.remove(channel.holders.get(user=cast.administrator), by=cast.lead, today=LATER)
    assert row_of(channel).since == LATER
    looked.confirm_access(Channel.objects.get(), by=cast.lead, today=LATER)
    assert row_of(channel).stage == LIST


def test_a_change_on_the_same_day_is_a_change(cast: Cast, channel: Channel) -> None:
    looked.confirm_access(channel, by=cast.lead, today=LATER)
    _added(Channel.objects.get(), cast)
    assert row_of(channel).stage == CHANGED


def test_naming_the_same_people_changes_nothing(cast: Cast, channel: Channel) -> None:
    same = {"lead": str(cast.lead.pk), "administrators": [str(cast.administrator.pk)]}
    people.name_people(channel, by=cast.officer, today=LATER, **same)
    assert row_of(channel).stage == LIST


def test_before_it_is_live_its_set_up_looks_at_everything(cast: Cast) -> None:
    channel = given.set_up_channel(cast)
    _added(channel, cast)
    assert Channel.objects.get().access_changed_on is None
    assert not Obligation.objects.filter(kind="access_confirmation", discharged_on=None).exists()


@pytest.mark.parametrize(("answer", "stage"), [("yes", LIST), ("no", CHANGED)])
def test_a_review_that_says_so_is_a_look(
    cast: Cast, channel: Channel, answer: str, stage: str
) -> None:
    _added(channel, cast)
    run_sweep(SECURITY_OPENS)
    review = channel.reviews.get(kind="security")
    inputs = ANSWERS | {"people_right": answer}
    reviews.answer(review, by=cast.lead, today=SECURITY_OPENS, **inputs)
    assert row_of(channel).stage == stage
    assert list(checking.differences(SECURITY_OPENS)) == []


def test_it_climbs_and_takes_nothing_off(cast: Cast, channel: Channel) -> None:
    """It is shown as not confirmed, also to whoever is on call."""
    User.objects.update(digest=HowOften.EACH_WORKING_DAY)
    _added(channel, cast)
    Obligation.objects.exclude(pk=row_of(channel).pk).delete()
    channel.reviews.all().delete()
    due = row_of(channel).due_on
    for days in (0, 14, 31):
        run_sweep(after(days, due))
    assert {"Lead", "Officer", "Head"} <= set(lines("Look at who can act on it"))
    Channel.objects.update(ends_on=None, confirmed_on=after(380, due))
    run_sweep(after(400, due))
    found = Channel.objects.get()
    assert found.state == "live"
    assert (
        "Not confirmed: people changed on 14 January 2027"
        in who_can_act(found)["reach"].unconfirmed
    )


@pytest.mark.usefixtures("noon")
def test_its_pages_say_so(cast: Cast, channel: Channel) -> None:
    _added(channel, cast)
    browser = Browser.of(cast.on_call)
    says = "Not confirmed: people changed on 14 January 2027"
    for address in ("", "/access", "/keys"):
        assert says in browser.open(f"/channels/{channel.pk}{address}").says
    right = f"/channels/{channel.pk}/access/right"
    page = Browser.of(cast.lead).open(f"/channels/{channel.pk}/access")
    assert right in page.posts
    answer = Browser.of(cast.lead).client.post(right, follow=True)
    assert "It is recorded that the list is right." in answer.content.decode()
    assert says not in browser.open(f"/channels/{channel.pk}").says


def test_an_estate_is_not_asked_on_one_day(cast: Cast, channel: Channel) -> None:
    """What was here before an upgrade counts from it, spread over the months."""
    rules, team = Rules(owed_from=after(900)), Team.objects.first()
    there = [
        Channel(team=team, approved_on=TODAY, live_since=TODAY, access_method="keys")
        for _ in range(400)
    ]
    days = [looked.look_by(each, rules) for each in there]
    assert min(days) > after(980)
    assert max(days) <= after(900 + 366)
    assert max(days.count(day) for day in set(days)) < 12


def test_programs_read_of_the_list_as_a_part(cast: Cast, channel: Channel) -> None:
    from governance.desk.owing import documents  # the desk is above

    [said] = documents([row_of(channel)], TODAY)
    assert said["subject"]["kind"] == "access_list"
    assert said["subject"]["id"] == str(channel.pk)
    assert said["act"]["name"] == "channel.confirm_access"
