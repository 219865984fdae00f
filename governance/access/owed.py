"""What channels owe of access: that it is held and tested."""

from __future__ import annotations

from collections.abc import Iterator

from governance.access.standing import is_held, with_holders
from governance.models import Channel, Holder, Obligation, Reach
from governance.obligations.kinds import MONTH, Of, Owing, Scope, ladder, owed
from people.models import Appointment, User
from vault.models import Custodian, Rotation

NEEDED = (Channel.State.LIVE, Channel.State.SUSPENDED, Channel.State.LAPSED)


def _page(obligation: Obligation) -> str:
    return f"/channels/{obligation.channel_id}/access"


@owed(
    "access",
    label="access held and tested",
    sentence="Hold and test access: {about}",
    act="channel.add_access",
    href=_page,
    ladders=ladder((Reach.LEAD, 0), (Reach.OFFICERS, 14), (Reach.HEAD, 30), repeat=MONTH),
    what_if_not="Nobody on call can act on it at night.",
    subject=Channel,
    hears=[User, Appointment, Holder, Custodian, Rotation],
    within=MONTH,
)
def access(scope: Scope) -> Iterator[Owing]:
    """Nobody on call could act on it: no keys, no roles, or never tested."""
    asked = Channel.objects.filter(scope.within(Of.CHANNELS, "pk"), state__in=NEEDED)
    channels = list(asked.select_related("platform", "custodian", "tool__custodian", "parent"))
    listed = with_holders(channels)
    for channel in channels:
        if not is_held(channel, listed):
            yield Owing(
                subject_id=channel.pk,
                key=channel.pk,
                about=str(channel),
                channel_id=channel.pk,
                team_id=channel.team_id,
            )
