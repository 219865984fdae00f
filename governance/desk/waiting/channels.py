"""Channels to set up and to put right, and whose life span ends soon."""

import datetime

from django.db.models import Q
from django.urls import reverse

from governance.channels.states import WAITING, meaning_of
from governance.desk.waiting import keys
from governance.desk.waiting.thing import Waiting, day, soon
from governance.models import Channel
from people.models import User

AGREED = ~Q(agreed_key="") & ~Q(state=Channel.State.RETIRED)


def in_hand(user: User, today: datetime.date) -> list[Waiting]:
    """For officers: approved ones to set up, suspended and lapsed ones, leavers to be removed."""
    if not user.is_officer:
        return []
    found = keys.looked_at(Channel.objects.all()).filter(
        Q(state__in=WAITING) | AGREED | keys.wanted()
    )
    things: list[Waiting] = []
    for each in found.select_related("platform", "team").order_by("updated_at"):
        if each.state in WAITING:
            things.append(_for_officer(each))
        if each.agreed_key and each.state != Channel.State.RETIRED:
            things.append(_handle(each))
        things += keys.of_channel(each)
    return things


def _for_officer(channel: Channel) -> Waiting:
    waits = meaning_of(channel).waits
    title = waits(channel) if waits else channel.get_state_display()
    since = channel.suspended_at or channel.updated_at
    return Waiting(f"{title}: {channel}", _address(channel), day(since), detail=str(channel.team))


def _handle(channel: Channel) -> Waiting:
    href, changed = reverse("channel-handle", args=[channel.pk]), day(channel.updated_at)
    return Waiting(f"Confirm the new handle: {channel}", href, changed, detail=str(channel.team))


def ending(user: User, today: datetime.date) -> list[Waiting]:
    """Coming, for officers and the manager: who answers for it is asked to renew it."""
    live = Channel.objects.filter(
        state=Channel.State.LIVE, ends_on__gte=today, ends_on__lte=soon(today)
    )
    seen = live if user.is_officer else live.filter(team__manager=user)
    found = seen.select_related("platform", "team").order_by("ends_on")
    return [_ending(each, each.ends_on or today, today) for each in found]


def _ending(channel: Channel, ends: datetime.date, today: datetime.date) -> Waiting:
    title, team = f"The life span ends: {channel}", str(channel.team)
    return Waiting(title, _address(channel), today, ends, team, ahead=True)


def _address(channel: Channel) -> str:
    return str(channel.told()["path"])
