"""The parts of a channel's page, in their order. A new part is a function, a template and a row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from governance.access import custody, looked, second_step
from governance.access.second_step import record_off, record_on
from governance.access.standing import standing
from governance.channels import correcting, people
from governance.channels.history import Stretch, entries_of, life
from governance.channels.pages import acts as channels_acts
from governance.models import Channel, Finding, Rules, Takedown
from governance.web import pictures
from governance.web.days import today
from governance.web.doors import PersonRequest
from governance.web.offering import offer, steps_offered
from governance.who import seeing
from governance.who.seeing import reads_reasons
from ledger.history import tell

RECENT = 10
MOST_ENTRIES = 500
_CONDITIONS = Finding.objects.exclude(plan=None)
NAMED = ["team__manager", "approved_by", "set_up_by", "suspended_by", "custodian"]
NAMED += ["second_step_off_by", "access_confirmed_by"]


@dataclass(frozen=True)
class Section:
    """`gather` returns what the template shows, or None where there is nothing to show."""

    name: str
    gather: Callable[[Channel, PersonRequest], dict[str, Any] | None]

    @property
    def template(self) -> str:
        return f"channels/sections/{self.name}.jinja"


def wanted(channels: QuerySet[Channel]) -> QuerySet[Channel]:
    """With what the sections need of it, and whether the rarer ones have anything to ask for."""
    same = Channel.objects.filter(address_key=OuterRef("address_key")).exclude(pk=OuterRef("pk"))
    return (
        channels.select_related(*NAMED)
        .prefetch_related("administrators")
        .annotate(
            has_takedowns=Exists(Takedown.objects.filter(channel=OuterRef("pk"))),
            shares_address=Exists(same),
            has_conditions=Exists(_CONDITIONS.filter(channel=OuterRef("pk"))),
        )
    )


def gather(channel: Channel, request: PersonRequest) -> list[tuple[Section, dict[str, Any]]]:
    found = [(section, section.gather(channel, request)) for section in SECTIONS]
    return [(section, data) for section, data in found if data is not None]


def _steps(channel: Channel, request: PersonRequest) -> dict[str, Any]:
    found = steps_offered(channel, request)
    return {
        "acts": channels_acts.acts_offered(channel, request),
        "plans": channels_acts.plans_offered(channel, request),
        "allowed": [each for each in found if each.allowed],
        "refused": [each for each in found if each.permitted and not each.allowed],
        "for_others": [each for each in found if not each.permitted],
    }


def _about(channel: Channel, request: PersonRequest) -> dict[str, Any]:
    return {
        "plans": list(channel.plans.order_by("-updated_at")),
        "corrects": offer(correcting.correct, channel, request).allowed,
        "listed": getattr(channel, "has_conditions", False),
    }


def _people(channel: Channel, request: PersonRequest) -> dict[str, Any]:
    others = [each for each in channel.administrators.all() if each.pk != channel.lead_id]
    names = offer(people.name_people, channel, request).allowed
    return {"administrators": others, "names": names}


def _access(channel: Channel, request: PersonRequest) -> dict[str, Any]:
    return {
        "standing": standing(channel),
        "unconfirmed": looked.unconfirmed(channel, Rules.current(), today()),
        "rotation": custody.rotation_of(custody.custodian_of(channel)),
        "second_step": _second_step(channel, request),
    }


def _second_step(channel: Channel, request: PersonRequest) -> dict[str, Any]:
    """That it is off is for those concerned: it says how to get in."""
    found = [offer(each, channel, request) for each in (record_off, record_on)]
    reasons = second_step.is_off(channel) and reads_reasons(request.user, channel)
    return {
        "said": second_step.said(channel) if reasons else "",
        "offers": [each for each in found if each.allowed],
    }


def _life(channel: Channel, request: PersonRequest) -> dict[str, Any]:
    """Both the picture and the history come from the same entries."""
    reasons = reads_reasons(request.user, channel)
    acts = tell(entries_of(channel, reasons=reasons).order_by("-seq")[:MOST_ENTRIES])
    stretches = life(channel, list(reversed(acts)))
    return {
        "picture": _picture(channel, stretches),
        "stretches": stretches,
        "expected": channel.state == Channel.State.LIVE and channel.ends_on is not None,
        "labels": dict(Channel.State.choices),
        "history": acts[:RECENT],
        "more": len(acts) > RECENT,
        "reasons": reasons,
    }


def _picture(channel: Channel, stretches: list[Stretch]) -> str:
    now = today()
    spans = [pictures.Span(each.state, each.since, each.until or now) for each in stretches]
    ends = channel.ends_on
    if channel.state == Channel.State.LIVE and ends and ends > now:
        spans.append(pictures.Span(Channel.State.LIVE, now, ends, expected=True))
    return pictures.timeline(
        f"The life of {channel.name} by state; the table says the same.",
        Channel.State.choices,
        spans,
        now,
    )


def _reviews(channel: Channel, request: PersonRequest) -> dict[str, Any] | None:
    """The days are for everybody, what was answered and found for those concerned."""
    seen = seeing.reviews(request.user)
    found = list(
        channel.reviews.order_by("-due_on").annotate(
            readable=Exists(seen.filter(pk=OuterRef("pk")).order_by()),
            to_put_right=Exists(Finding.objects.filter(review=OuterRef("pk"), ticked_on=None)),
        )[:RECENT]
    )
    if not found:
        return None
    readable = seen.filter(channel=channel)
    found_out = seeing.findings_in(readable) if any(each.to_put_right for each in found) else []
    return {
        "today": today(),
        "reviews": found,
        "readable": {each.pk for each in found if each.readable},
        "findings": found_out,
    }


def _conditions(channel: Any, request: PersonRequest) -> dict[str, Any] | None:
    """For everybody, as the words of the decision are; the tick for whoever may."""
    if not channel.has_conditions:
        return None
    found = list(_CONDITIONS.filter(channel=channel).select_related("owner", "ticked_by"))
    seen = set(seeing.findings(request.user).filter(channel=channel).values_list("pk", flat=True))
    return {"conditions": found, "today": today(), "seen": seen}


def _takedowns(channel: Any, request: PersonRequest) -> dict[str, Any] | None:
    if not channel.has_takedowns:
        return None
    found = list(channel.takedowns.select_related("by"))
    return {"takedowns": found, "reasons": reads_reasons(request.user, channel)}


def _addresses(channel: Any, request: PersonRequest) -> dict[str, Any] | None:
    same = Channel.objects.filter(address_key=channel.address_key).exclude(pk=channel.pk)
    others = list(same.select_related("team", "platform")) if channel.shares_address else []
    if not others and not channel.previous_addresses:
        return None
    return {"others": others, "previous": channel.previous_addresses}


SECTIONS = [
    Section("steps", _steps),
    Section("about", _about),
    Section("conditions", _conditions),
    Section("people", _people),
    Section("access", _access),
    Section("life", _life),
    Section("reviews", _reviews),
    Section("takedowns", _takedowns),
    Section("addresses", _addresses),
]
