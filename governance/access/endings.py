"""What somebody could do on channels ends here, whatever ended it: the one way for all of them."""

from __future__ import annotations

import datetime
import uuid
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from governance.access import custody, looked
from governance.models import Channel, Holder
from governance.who import recipients
from ledger.actors import CLOCK, Actor
from ledger.acts import Act, act
from ledger.performing import AT_THE_SAME_MOMENT, key_of
from ledger.questions import Asked
from ledger.refusals import RefusedError
from people.models import Team, User
from people.roles import OPEN, Role
from vault import grants, openers, rotations
from vault.models import Cause, Custodian, Grant
from vault.permissions import anybody


class What(models.TextChoices):
    """What ended, as the ledger says it."""

    LEFT = "left", "has left"
    SIGN_IN = "sign_in", "may no longer sign in"
    TEAM = "team", "is no longer in the team"
    ROLE = "role", "has lost a role"
    OFFICE = "office", "is no longer lead or administrator"
    LINE = "line", "was taken off an access list"


ENTIRELY = (What.LEFT, What.SIGN_IN)


@dataclass(frozen=True)
class Ending:
    """Of a team or of one channel, where it is not everything."""

    what: What
    team: Team | None = None
    channel: Channel | None = None


@dataclass
class Ended:
    """What an ending has made due: names of channels, and of what has keys."""

    roles_to_remove: list[str] = field(default_factory=list)
    tools_to_disconnect: list[str] = field(default_factory=list)
    devices_to_collect: list[str] = field(default_factory=list)
    keys_to_rotate: list[str] = field(default_factory=list)
    channels_without_lead: list[str] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        return {name: len(found) for name, found in vars(self).items()}

    @property
    def nothing(self) -> bool:
        return not any(self.counts.values())


@dataclass(frozen=True)
class Touched:
    """Everything that an ending changes."""

    channels: list[Channel]
    lines: list[Holder]
    known: list[Custodian]
    openings: list[Grant]

    def rows(self) -> list[models.Model]:
        """To be locked with the person."""
        opened = Custodian.objects.filter(grants__in=self.openings).distinct()
        return [*self.channels, *self.lines, *self.known, *self.openings, *opened]


def _still_there() -> models.QuerySet[Channel]:
    """A parked channel is retired, and whoever had a role on its platform has it still."""
    return Channel.objects.exclude(
        models.Q(state=Channel.State.RETIRED) & ~models.Q(ending=Channel.Ending.PARKED)
    )


def _answered_for(person: User) -> models.Q:
    administered = Channel.objects.filter(administrators=person).order_by()
    return models.Q(lead=person) | models.Q(pk__in=administered.values("pk"))


def _scope(person: User, ending: Ending) -> models.Q:
    """The channels that it is about. A lost role takes no channel that somebody answers for."""
    match ending.what:
        case What.TEAM:
            return models.Q(team=ending.team)
        case What.OFFICE | What.LINE:
            return models.Q(pk=ending.channel.pk if ending.channel else None)
        case What.ROLE:
            return ~_answered_for(person)
        case _:
            return models.Q()


def _touched(person: User, ending: Ending) -> Touched:
    listed = Holder.objects.filter(user=person, removed_on=None)
    there = _still_there()
    mine = there.filter(_answered_for(person) | models.Q(pk__in=listed.values("channel")))
    ended = list(mine.filter(_scope(person, ending)))
    lines = listed.filter(channel__in=ended).select_related("channel", "user", "tool")
    known = list(openers.known_to(person))
    openings = Grant.objects.filter(person=person, state=Grant.State.ACTIVE)
    if ending.what not in ENTIRELY:
        right = _custodians(mine.exclude(pk__in=[channel.pk for channel in ended]))
        if ending.what != What.ROLE:
            about = _custodians(there.filter(_scope(person, ending)))
            known = [each for each in known if each.pk in about]
            openings = openings.filter(custodian__in=about)
        known = [each for each in known if each.pk not in right]
        openings = openings.exclude(custodian__in=right)
    return Touched(ended, list(lines), known, list(openings))


def _custodians(channels: models.QuerySet[Channel]) -> set[uuid.UUID]:
    """Of the keys by which they are acted on."""
    found = map(custody.custodian_of, channels.select_related("custodian", "tool", "parent"))
    return {custodian.pk for custodian in found if custodian is not None}


def rows(person: User, what: What = What.LEFT, **of: Any) -> list[models.Model]:
    """What an ending locks: whatever ends somebody's doings inside of it locks these at first."""
    return _touched(person, Ending(what, **of)).rows()


def ends(
    person: User,
    what: What,
    *,
    by: Actor,
    today: datetime.date,
    team: Team | None = None,
    channel: Channel | None = None,
    role: Role | None = None,
) -> Ended:
    """End what somebody can do on channels: on all of them, on a team's or on one.

    Call it inside the act that ends it, once the facts are saved: sign-in, membership, role.
    Whoever still opens keys by another role keeps what the lost one gave; a role that opens none
    gave nothing.
    """
    if what == What.ROLE and (role not in OPEN or _still_opens(person)):
        return Ended()
    found: Ended = lose(person, by=by, today=today, because=Ending(what, team, channel))
    return found


def _still_opens(person: User) -> bool:
    """Read again: what was known of the person may be older than the loss."""
    return User.objects.get(pk=person.pk).is_officer


def _locks(person: User, asked: Asked) -> list[models.Model]:
    because = asked.because
    return _touched(person, because).rows() if isinstance(because, Ending) else []


@act(
    "person.lose_access",
    User,
    label="End what somebody can do on channels",
    who=anybody,
    locks=_locks,
    tells=["channel_without_lead", "work_after_leaving"],
    within="It follows from leaving, a lost role, a team left, or a line taken off a list.",
    saves=False,
)
def lose(person: User, act: Act) -> Ended:
    """Everything is read again under the locks, because a line or an opening may have come."""
    ending = act.because
    if not isinstance(ending, Ending):
        raise TypeError("An ending says what ended.")
    touched, found = _touched(person, ending), Ended()
    if any(key_of(row) not in act.locked for row in touched.rows()):
        raise RefusedError(AT_THE_SAME_MOMENT)
    for grant in touched.openings:
        # Whoever says so may end nobody's opening; it falls due with it.
        grants.end(grant, by=CLOCK, today=act.today)
    cause = Cause.LEAVER if ending.what in ENTIRELY else Cause.ROLE
    for custodian in touched.known:
        if custody.held(custodian) is not None:
            rotations.fall_due(custodian, cause, by=act.by, today=act.today)
            found.keys_to_rotate.append(str(custodian))
    for line in touched.lines:
        _want_removed(act.fresh(line), ending, act, found)
    if ending.what != What.OFFICE:  # whoever names others saves the channel with them
        for channel in touched.channels:
            _leave(act.fresh(channel), person, act, found)
    act.facts |= {"what": str(ending.what), **found.counts}
    _tell(person, ending, touched.channels, act, found)
    return found


def foreseen(person: User, what: What = What.LEFT, **of: Any) -> Ended:
    """What an ending would make due; nothing is changed."""
    ending = Ending(what, **of)
    touched, found = _touched(person, ending), Ended()
    found.keys_to_rotate += [str(each) for each in touched.known if custody.held(each) is not None]
    for line in touched.lines:
        _name(line, ending, found)
    if ending.what != What.OFFICE:
        led = (each for each in touched.channels if each.lead_id == person.pk)
        found.channels_without_lead += [
            str(each) for each in led if each.state != Channel.State.RETIRED
        ]
    return found


def _want_removed(line: Holder, ending: Ending, act: Act, found: Ended) -> None:
    """Only a person can remove it on the platform; until then it stands as work to do."""
    line.answers_for_it = False
    line.removal_wanted_on = line.removal_wanted_on or act.today
    line.ended_at = line.ended_at or act.at
    line.save()
    _name(line, ending, found)


def _name(line: Holder, ending: Ending, found: Ended) -> None:
    if ending.what == What.LINE:
        return  # whoever takes a line off says that it is done
    match line.kind:
        case Holder.Kind.TOOL:
            found.tools_to_disconnect.append(f"{line}, on {line.channel}")
        case Holder.Kind.DEVICE:
            found.devices_to_collect.append(f"{line}, of {line.channel}")
        case _:
            found.roles_to_remove.append(str(line.channel))


def _leave(channel: Channel, person: User, act: Act, found: Ended) -> None:
    """What is retired keeps its people, as it was."""
    if channel.state == Channel.State.RETIRED:
        return
    channel.administrators.remove(person)
    if channel.lead_id == person.pk:
        channel.lead = None
        found.channels_without_lead.append(str(channel))
        people = recipients.manager_or_heads(channel)
        act.tell("channel_without_lead", people, **channel.told())
    looked.changed(channel, act.today)
    channel.save()


def _tell(person: User, ending: Ending, channels: list[Channel], act: Act, found: Ended) -> None:
    if found.nothing or ending.what == What.LINE:
        return
    people = recipients.who_tidy_up(channels)
    said: dict[str, Any] = {name: sorted(set(names)) for name, names in vars(found).items()}
    act.tell("work_after_leaving", people, person=str(person), what=ending.what.label, **said)
