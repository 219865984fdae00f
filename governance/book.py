"""The address book of all platforms, kept ready in each process."""

import time
from dataclasses import dataclass
from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from addresses import AddressBook, PlatformNames
from governance.models import Platform

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


@receiver([post_save, post_delete], sender=Platform)
def forget(**_: Any) -> None:
    """After a change of a platform in this process."""
    global _kept  # noqa: PLW0603  as above
    _kept = None
