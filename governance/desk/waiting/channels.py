"""Channels to set up, to put right, to renew; and whose life span ends soon."""

import datetime

from django.db.models import Exists, OuterRef, Q

from governance.channels.states import WAITING, meaning_of
from governance.desk.waiting import keys
from governance.desk.waiting.thing import MOST, Waiting, day, of_led_teams, soon
from governance.models import Channel, Plan, Rules
from people.models import User


def in_hand(user: User, today: datetime.date) -> list[Waiting]:
    """Approved ones to set up, suspended and lapsed ones to look at, and what their keys want."""
    answered_for = Q(pk__in=Channel.objects.filter(_answered_for_by(user)).values("pk"))
    wanted = keys.wanted_of(user, answered_for)
    if user.is_officer:
        wanted |= Q(state__in=WAITING)
    found = keys.looked_at(Channel.objects.all()).filter(wanted)
    things: list[Waiting] = []
    for each in found.select_related("platform", "team").order_by("updated_at")[: 2 * MOST]:
        if user.is_officer and each.state in WAITING:
            things.append(_for_officer(each))
        things += keys.of_channel(each, user, today)
    return things


def _for_officer(channel: Channel) -> Waiting:
    waits = meaning_of(channel).waits
    title = waits(channel) if waits else channel.get_state_display()
    since = channel.suspended_at or channel.updated_at
    return Waiting(f"{title}: {channel}", _address(channel), day(since), detail=str(channel.team))


def ending(user: User, today: datetime.date) -> list[Waiting]:
    """To renew for those who answer for it, overdue for its manager, coming for officers too."""
    notice = datetime.timedelta(days=Rules.current().renewal_notice_days)
    theirs = Channel.objects.filter(_answered_for_by(user), pk=OuterRef("pk"))
    renewals = Plan.objects.filter(
        channel=OuterRef("pk"), state__in=[Plan.State.DRAFT, *Plan.IN_HAND]
    )
    near = Q(state=Channel.State.LIVE, ends_on__lte=max(today + notice, soon(today)))
    mine = Q(theirs=True) & (near | Q(state=Channel.State.LAPSED))
    others = Q() if user.is_officer else Q(team__manager=user)
    seen = others & Q(state=Channel.State.LIVE, ends_on__lte=soon(today))
    found = (
        Channel.objects.annotate(theirs=Exists(theirs), renewing=Exists(renewals))
        .filter(mine | seen)
        .select_related("platform", "team")
        .order_by("ends_on")
    )
    things: list[Waiting] = []
    for each in found[: 2 * MOST]:
        ends = each.ends_on or today
        overdue = each.team.manager_id == user.pk and ends < today
        if not each.renewing and (overdue or (each.theirs and ends <= today + notice)):
            things.append(_to_renew(each, ends, notice))
        if each.state == Channel.State.LIVE and today <= ends <= soon(today):
            things.append(_ending(each, ends, today))
    return things


def _to_renew(channel: Channel, ends: datetime.date, notice: datetime.timedelta) -> Waiting:
    lapsed = channel.state == Channel.State.LAPSED
    said = "It has lapsed, so it no longer counts as official." if lapsed else ""
    title = f"Renew it or let it end: {channel}"
    return Waiting(title, _address(channel), ends - notice, channel.ends_on, said)


def _ending(channel: Channel, ends: datetime.date, today: datetime.date) -> Waiting:
    title, team = f"The life span ends: {channel}", str(channel.team)
    return Waiting(title, _address(channel), today, ends, team, ahead=True)


def _answered_for_by(user: User) -> Q:
    """Channels that they lead or administer, and those of the teams they lead."""
    return Q(lead=user) | Q(administrators=user) | of_led_teams(user)


def _address(channel: Channel) -> str:
    return str(channel.told()["path"])
