"""What must hold before an access list changes; and that a channel is not retired."""

from governance.models import Channel, Holder
from ledger.questions import Asked, guard

STAYS = "It is retired, and stays as it is."


@guard(STAYS)
def unretired(channel: Channel, asked: Asked) -> bool:
    return bool(channel.state != Channel.State.RETIRED)


@guard("It was removed already.")
def not_removed(holder: Holder, asked: Asked) -> bool:
    return holder.removed_on is None


def _gone(holder: Holder, asked: Asked) -> str:
    return f"{holder.user} is no longer here. Remove the line."


@guard(_gone)
def still_here(holder: Holder, asked: Asked) -> bool:
    return holder.user is None or holder.user.is_active
