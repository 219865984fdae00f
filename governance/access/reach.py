"""Who and what can act on a channel now, each once, and whom else to ring."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils import timezone

from governance.access import custody, looked
from governance.access.standing import current
from governance.models import Channel, Holder, Rules
from governance.models.platform import AccessMethod
from people import duties
from people.models import User


@dataclass(frozen=True)
class Reached:
    """A person, or a line of something else: why it stands here, and what it can do."""

    who: User | None
    line: Holder | None
    office: str
    words: str


@dataclass(frozen=True)
class Reach:
    """`unconfirmed` says that nobody has looked whether this is right."""

    can_act: list[Reached] = field(default_factory=list)
    ring: list[User] = field(default_factory=list)
    unconfirmed: str = ""


def reach(channel: Channel, on_duty: Iterable[User]) -> Reach:
    """Being on duty is no role on a platform: where people's own roles count, on-duty people
    without a line are rung, and cannot act themselves."""
    duty = {user.pk: user for user in on_duty}
    able = current(channel).exclude(level=Holder.Level.READ).filter(removal_wanted_on=None)
    found = []
    for line in able:
        line.channel = channel
        person = line.user if line.kind == Holder.Kind.PERSON else None
        if person is not None and not person.is_active:
            continue
        found.append(Reached(person, line, line.office, _words(line, line.user_id in duty)))
    listed = {each.who.pk for each in found if each.who is not None}
    others = [user for pk, user in duty.items() if pk not in listed]
    if _opened_by_duty(channel):
        found += [Reached(user, None, "On duty now", "opens the keys") for user in others]
        others = []
    return Reach(sorted(found, key=_order), others)


def who_can_act(channel: Channel) -> dict[str, Any]:
    """For pages: everybody and everything that can act now, and whom to ring."""
    on_duty, rules = duties.current(timezone.now()).select_related("user"), Rules.current()
    found = reach(channel, [duty.user for duty in on_duty])
    said = looked.unconfirmed(channel, rules, timezone.localdate())
    return {"reach": replace(found, unconfirmed=said), "rules": rules}


def _order(each: Reached) -> tuple[int, str]:
    """The lead first, then the administrators, people before things."""
    offices = ("Lead", "Administrator", "On duty now")
    rank = offices.index(each.office) if each.office in offices else len(offices)
    return rank + (each.who is None and each.line is not None), str(each.who or each.line)


def _opened_by_duty(channel: Channel) -> bool:
    if channel.access_method == AccessMethod.ROLES:
        return False
    return custody.held(custody.custodian_of(channel)) is not None


def _words(line: Holder, on_duty: bool) -> str:
    found = [str(line.get_level_display()).lower()]
    found += ["on duty now"] if on_duty and line.kind == Holder.Kind.PERSON else []
    found += (
        []
        if line.confirmed_on or line.channel.access_method == AccessMethod.KEYS
        else ["not confirmed yet"]
    )
    return ", ".join(found)
