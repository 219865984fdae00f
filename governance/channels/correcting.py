"""Small facts of a channel, put right and recorded field by field."""

from __future__ import annotations

from governance.access.guards import unretired
from governance.channels import inputs
from governance.models import Channel, Mailbox
from governance.who import permissions as may
from governance.who import recipients
from ledger.actors import Actor
from ledger.acts import Act, act
from ledger.history import became
from ledger.refusals import InvalidError
from people.models import User

FOR_OFFICERS = {
    "name": "Only an officer changes the name. Write a change plan for another name.",
    "purpose": "Only an officer changes what everybody reads. Write a change plan for other words.",
}
NOT_LISTED = "This mailbox is not on the organisation's list. A steward can add it there."


@act(
    "channel.correct",
    Channel,
    label="Correct its facts",
    past="Facts corrected",
    who=may.officer | may.channel_lead | may.channel_administrator,
    guards=[unretired],
    form=inputs.Correct,
    tells=["channel_corrected"],
)
def correct(channel: Channel, act: Act) -> None:
    """Only what is given and differs is changed; each field with what stood there before."""
    changed = {
        name: said
        for name, said in act.inputs.items()
        # A browser sends other ends of lines than it was given.
        if said.splitlines() != getattr(channel, name).splitlines()
    }
    _check(changed, act.by)
    for name in act.inputs:
        act.words.pop(name, None)
    for name, said in changed.items():
        act.words[name] = became(getattr(channel, name), said)
        setattr(channel, name, said)
    act.facts["fields"] = sorted(changed)
    people = recipients.channel_people_and_officers(channel, act)
    act.tell("channel_corrected", people, **channel.told())


def may_correct(name: str, by: Actor) -> bool:
    """Whether somebody who corrects facts may correct this one."""
    return name not in FOR_OFFICERS or (isinstance(by, User) and by.is_officer)


def _check(changed: dict[str, str], by: Actor) -> None:
    errors = {name: [FOR_OFFICERS[name]] for name in changed if not may_correct(name, by)}
    mailbox = changed.get("recovery_mailbox")
    if mailbox and not Mailbox.is_listed(mailbox):
        errors["recovery_mailbox"] = [NOT_LISTED]
    if not changed:
        errors["nothing"] = ["Nothing is different. Change what is wrong, or leave this page."]
    if errors:
        raise InvalidError(errors)
