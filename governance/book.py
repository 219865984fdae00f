"""The address book of all platforms, kept ready in each process; and what it cannot read."""

import time
from dataclasses import dataclass
from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from addresses import AddressBook, PlatformNames, unknown_sentence, why_unreadable
from governance.models import Channel, Platform

# A platform that another process changed is known here after this many seconds.
LONGEST_AGE = 10


@dataclass(frozen=True)
class Book:
    addresses: AddressBook
    names: PlatformNames
    until: float


_kept: Book | None = None


def current() -> Book:
    """The book as the platforms stand; one query where it has to be made again."""
    global _kept  # noqa: PLW0603  one book a process, replaced whole
    kept = _kept
    if kept is None or time.monotonic() > kept.until:
        rules = [platform.rules for platform in Platform.objects.all()]
        kept = Book(AddressBook(rules), PlatformNames(rules), time.monotonic() + LONGEST_AGE)
        _kept = kept
    return kept


def why_not_verified(channel: Channel) -> str:
    """Why nobody could ask about its own address or handle; empty where "verify" knows both."""
    known = current()
    rules = known.names.find(channel.platform.slug)
    if rules is None:
        return unknown_sentence(channel.platform.slug)
    return why_unreadable(
        rules,
        key=channel.address_key,
        url=channel.url,
        handle=channel.handle,
        book=known.addresses,
    )


@receiver([post_save, post_delete], sender=Platform)
def forget(**_: Any) -> None:
    """After a change of a platform in this process."""
    global _kept  # noqa: PLW0603  as above
    _kept = None
