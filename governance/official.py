"""Is this account official? One verdict for the API and for the public page."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings

from governance.addresses import Address, UnreadableHandleError, from_handle
from governance.addresses.book import Problem
from governance.models import Channel, Listing, Published
from governance.queries import book


class Verdict(StrEnum):
    OFFICIAL = "official"
    SUSPENDED = "suspended"
    LAPSED = "lapsed"
    RETIRED = "retired"
    REPORTED = "reported"
    NOT_LISTED = "not_listed"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True)
class Answer:
    """`document` is the channel as JSON; without the register only where it is official."""

    verdict: Verdict
    message: str
    document: bytes | None = None


def check_url(url: str, *, register: bool = False) -> Answer:
    reading = book.current().addresses.read(url)
    if reading.address:
        return _judge(reading.address, register=register)
    if reading.problem == Problem.NOT_AN_ACCOUNT:
        return Answer(Verdict.NOT_LISTED, f"{reading.sentence} {_not_on_the_list('It')}")
    return Answer(Verdict.UNSUPPORTED, f"{reading.sentence} {_not_on_the_list('It')}")


def check_handle(platform: str, handle: str, *, register: bool = False) -> Answer:
    """`platform` is its slug, its name or another name of its."""
    known = book.current()
    rules = known.names.find(platform)
    if rules is None:
        said = f"We do not know this platform. {_not_on_the_list('The account')}"
        return Answer(Verdict.UNSUPPORTED, said)
    try:
        address = from_handle(rules, handle, known.addresses)
    except UnreadableHandleError as error:
        return Answer(Verdict.NOT_LISTED, f"{error} {_not_on_the_list('It')}")
    return _judge(address, register=register)


def _judge(address: Address, *, register: bool) -> Answer:
    """Official is what has a row in the published list, and nothing else."""
    published = (
        Published.objects.filter(address_key=address.key)
        .values_list("channel_id", "document", "channel__name", "team__name")
        .first()
    )
    if published:
        channel_id, document, name, team = published
        message = (
            f"This is an official channel of {settings.KEYHOLDER_ORGANISATION}: {name} ({team})."
        )
        shown = _listing(channel_id) if register else None
        return Answer(Verdict.OFFICIAL, message, shown or bytes(document))
    return _unofficial(address, register=register)


def _unofficial(address: Address, *, register: bool) -> Answer:
    """The unretired channel at the address if there is one, else the one retired last."""
    at_address = Channel.objects.filter(address_key=address.key).values_list("pk", "state")
    found = (
        at_address.exclude(state=Channel.State.RETIRED).first()
        or at_address.order_by("-retired_on", "-updated_at").first()
    )
    if found is None:
        platform = book.current().addresses.platforms[address.platform_slug]
        said = f"{_not_on_the_list(_shown(address))} {platform.closed_sentence}"
        return Answer(Verdict.NOT_LISTED, said.strip())
    verdict, because = REASONS.get(found[1], (Verdict.NOT_LISTED, ""))
    document = _listing(found[0]) if register else None
    return Answer(verdict, f"{_not_on_the_list(_shown(address))}{because}", document)


REASONS = {
    "suspended": (Verdict.SUSPENDED, " It was listed, and is suspended at the moment."),
    "lapsed": (Verdict.LAPSED, " It was listed until its time ran out."),
    "retired": (Verdict.RETIRED, " The organisation no longer uses this channel."),
}


def _listing(channel_id: uuid.UUID) -> bytes | None:
    document = Listing.objects.filter(pk=channel_id).values_list("document", flat=True).first()
    return None if document is None else bytes(document)


def _shown(address: Address) -> str:
    platform = book.current().addresses.platforms[address.platform_slug]
    return f"{address.handle} on {platform.name}"


def _not_on_the_list(subject: str) -> str:
    organisation = settings.KEYHOLDER_ORGANISATION
    return f"{subject} is not on the list of official channels of {organisation}."
