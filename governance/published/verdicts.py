"""Is this account official? One verdict for the API and for the public page."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

import orjson
from django.conf import settings

from addresses import Address, UnreadableHandleError, from_handle
from addresses.book import Problem
from governance import book
from governance.channels.states import MEANINGS, Verdict
from governance.published import accounts
from ledger.days import in_words


@dataclass(frozen=True)
class Answer:
    """`document` is the channel as JSON; without the register only where it is official."""

    verdict: Verdict
    message: str
    document: str | None = None


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
    document = accounts.published(address.key)
    if document is None:
        return _unofficial(address, register=register)
    channel = orjson.loads(document)
    name, team = channel["name"], channel["team"]["name"]
    message = (
        f"This is an official channel of {settings.KEYHOLDER_ORGANISATION}: {name} ({team}). "
        f"It is official, {_confirmed(channel)}."
    )
    if register and (known := accounts.registered(address.key)):
        document = known[1] or document
    return Answer(Verdict.OFFICIAL, message, document)


def _confirmed(channel: dict[str, Any]) -> str:
    day = channel.get("confirmed_on")
    if not day:
        return "but not confirmed yet"
    return f"last confirmed on {in_words(datetime.date.fromisoformat(day))}"


def _unofficial(address: Address, *, register: bool) -> Answer:
    found = accounts.registered(address.key)
    said = _not_on_the_list(_shown(address))
    if found is None:
        platform = book.current().addresses.platforms[address.platform_slug]
        return Answer(Verdict.NOT_LISTED, f"{said} {platform.closed_sentence}".strip())
    state, document = found
    meaning = MEANINGS[state]
    return Answer(meaning.verdict, f"{said}{meaning.because}", document if register else None)


def _shown(address: Address) -> str:
    platform = book.current().addresses.platforms[address.platform_slug]
    return f"{address.handle} on {platform.name}"


def _not_on_the_list(subject: str) -> str:
    organisation = settings.KEYHOLDER_ORGANISATION
    return f"{subject} is not on the list of official channels of {organisation}."
