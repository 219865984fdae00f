"""From a handle as people write it, on a platform they chose, to its address."""

import re

from addresses.book import Address, AddressBook
from addresses.catalogue import shipped
from addresses.forms import fill
from addresses.rules import PlatformRules
from addresses.spelling import LONGEST_TEXT, readable

LONGEST_QUOTED = 60


class UnreadableHandleError(ValueError):
    """Says in a sentence what is wrong with a handle and what one looks like."""


def from_handle(platform: PlatformRules, handle: str, book: AddressBook | None = None) -> Address:
    """`book` holds the other platforms, so that an address on one of those is noticed; left out,
    they are those that come along."""
    text = handle.strip(" \t\r\n")
    book = book or AddressBook([*shipped(), platform])
    if not text:
        raise UnreadableHandleError(f"Enter the channel's handle on {platform.name}.")
    if len(text) > LONGEST_TEXT or not readable(text):
        raise UnreadableHandleError(
            f"A handle on {platform.name} has no spaces or hidden characters. {hint(platform)}"
        )
    for candidate in candidates(platform, text):
        address = book.parse(candidate)
        if address and address.platform_slug == platform.slug:
            return address
    elsewhere = book.parse(text) if "/" in text else None
    if elsewhere:
        other = book.platforms[elsewhere.platform_slug].name
        raise UnreadableHandleError(
            f"This address is on {other}, not on {platform.name}. "
            f"Choose {other} as the platform, or correct the address."
        )
    raise UnreadableHandleError(
        f"“{text[:LONGEST_QUOTED]}” is not the handle of an account on {platform.name}. "
        f"{hint(platform)}"
    )


def candidates(platform: PlatformRules, text: str) -> list[str]:
    """The addresses a handle may stand for, most literal first."""
    host = platform.hosts[0]
    found = [text]
    if platform.anywhere:
        return [*found, f"@{text}"]
    bare = text.removeprefix("@")
    named = re.fullmatch(platform.handle_pattern or "[^/]+", bare, re.ASCII | re.IGNORECASE)
    if text.startswith("@") and named and "@" in platform.handle_pattern:
        # Where an @ may be part of a handle (Flickr), one in front is still how people write any.
        found.insert(0, fill(platform.url_template, handle=bare))
    if text.startswith("@") or "/" in text:
        found.append(f"https://{host}/{text.lstrip('/')}")
    found += [
        fill(pattern.url or platform.url_template, handle=text)
        for pattern in platform.patterns
        if pattern.bare and re.fullmatch(pattern.bare, text, re.ASCII)
    ]
    if named:
        found.append(fill(platform.url_template, handle=bare))
    return found


def hint(platform: PlatformRules) -> str:
    examples = [pattern.example for pattern in platform.patterns if pattern.example]
    if not examples:
        return f"Give the address of the channel's page on {platform.name}."
    address = AddressBook([platform]).parse(examples[0])
    shown = address.handle if address else examples[0]
    return f"Write it like {shown}, or give its address, like {examples[0]}."
