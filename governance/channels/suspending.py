"""By rule a channel is suspended whose second step of signing in stayed switched off.

The officers and its people were told when it was recorded, and what is owed was said since.
"""

from __future__ import annotations

import datetime

from governance.access import second_step
from governance.models import Channel, Obligation, Rules
from governance.obligations import consequences
from governance.obligations.climbing import joined
from governance.who import permissions as may
from governance.who import recipients
from ledger.actors import CLOCK
from ledger.acts import Act
from ledger.days import in_words
from ledger.questions import Asked, guard
from ledger.steps import Tell, step

State = Channel.State


@guard("Its second step of signing in is on, or there is still time to switch it on.")
def off_too_long(channel: Channel, asked: Asked) -> bool:
    by = second_step.on_again_by(channel)
    return by is not None and asked.today > by


@step(
    "channel.suspend_by_rule",
    Channel,
    source=[State.LIVE],
    target=State.SUSPENDED,
    label="Suspend it, because its second step stayed off",
    did="suspended it by rule",
    who=may.clock,
    guards=[off_too_long],
    tells=[Tell("channel_suspended_by_rule", recipients.channel_people_and_officers)],
)
def suspend_by_rule(channel: Channel, act: Act) -> None:
    since, cause = in_words(channel.second_step_off_since), Channel.Cause.SECOND_STEP
    reason = f"Off since {since}: {channel.second_step_off_seen}"
    channel.suspended_by, channel.suspended_at = None, act.at
    channel.suspension_cause, channel.suspension_reason = cause, reason
    act.facts["cause"], act.words["reason"] = str(cause), reason


def suspend_unmet(*, today: datetime.date) -> int:
    """The clock's act: what was said and is still owed past the rule's days. Says how many."""
    patience = datetime.timedelta(days=Rules.current().second_step_off_days)
    unmet = Obligation.objects.filter(
        kind="second_step",
        due_on__lt=today - patience,
        discharged_on=None,
        channel__state=State.LIVE,
    )

    def suspend(_: Obligation, channel: Channel) -> None:
        suspend_by_rule(channel, by=CLOCK, today=today)

    return consequences.come(joined(unmet.order_by("due_on", "pk")), suspend, today=today)
