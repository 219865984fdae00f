"""An end for the time being: nothing is live for ever because nobody settled how long it lives."""

from __future__ import annotations

import datetime
import uuid

from governance.access.days import number_of
from governance.channels.overdue import TOLD_FOR
from governance.models import Channel, Obligation, Rules
from governance.obligations import consequences
from governance.obligations.climbing import joined
from governance.who import permissions as may
from governance.who import recipients
from ledger.actors import CLOCK
from ledger.acts import Act, act
from ledger.days import in_words
from ledger.questions import Asked, guard


def provisional_end(
    channel: uuid.UUID, today: datetime.date, rules: Rules | None = None
) -> datetime.date:
    """Never all on one day: spread over the longest life span by a hash of the id.

    Nobody is asked for a plan before there was time to write one.
    """
    rules = rules or Rules.current()
    days = (rules.latest_end(today) - today).days
    soonest = min(rules.renewal_notice_days, days // 2)
    return today + datetime.timedelta(days=soonest + 1 + number_of(channel) % (days - soonest))


@guard("It has an end already.")
def has_no_end(channel: Channel, asked: Asked) -> bool:
    return channel.ends_on is None


@guard("Only what is live is given an end.")
def is_live(channel: Channel, asked: Asked) -> bool:
    return bool(channel.state == Channel.State.LIVE)


@act(
    "channel.give_end",
    Channel,
    label="Give it an end for the time being",
    past="Given an end for the time being",
    who=may.clock,
    guards=[is_live, has_no_end],
    tells=["channel_end_given"],
)
def give_end(channel: Channel, act: Act) -> None:
    channel.ends_on = provisional_end(channel.pk, act.today)
    channel.ends_provisional = True
    act.facts["ends_on"] = channel.ends_on.isoformat()
    people = recipients.channel_people_and_officers(channel, act)
    act.tell("channel_end_given", people, **channel.told(), ends_on=in_words(channel.ends_on))


def give_ends_due(*, today: datetime.date) -> int:
    """The clock's act: of what was told for a month and is owed past the rule's days. Says how
    many were given one."""
    patience = datetime.timedelta(days=Rules.current().no_end_days)
    unmet = Obligation.objects.filter(
        kind="end_date",
        due_on__lt=today - patience,
        opened_on__lte=today - TOLD_FOR,
        discharged_on=None,
        channel__state=Channel.State.LIVE,
    )

    def give(_: Obligation, channel: Channel) -> None:
        give_end(channel, by=CLOCK, today=today)

    return consequences.come(joined(unmet.order_by("due_on", "pk")), give, today=today)
