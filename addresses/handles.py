"""From a handle as people write it, on a platform they chose, to its address."""

import re

from addresses.book import Address, AddressBook, Problem
from addresses.catalogue import shipped
from addresses.forms import fill
from addresses.rules import PlatformRules
from addresses.spelling import LONGEST_PATH, LONGEST_TEXT, lower, readable

LONGEST_QUOTED = 60
WEBSITE = re.compile(
    r"^[^@/]+\.(?:com|org|net|info|gov|edu|eu|uk|scot|wales|ie)$", re.ASCII | re.IGNORECASE
)
"""What ends like this is more often a website than a handle."""
SCHEME = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//", re.ASCII | re.IGNORECASE)


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
    written = _is_address(platform, text, book)
    for candidate in [text] if written else candidates(platform, text):
        # An address may say more than its account; a handle is nothing but the account.
        address = book.parse(candidate, whole=candidate != text)
        if address and address.platform_slug == platform.slug:
            return address
    elsewhere = book.parse(text) if written else None
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


def as_typed(platform: PlatformRules, handle: str, book: AddressBook) -> Address:
    """The same of what somebody writes down for the first time.

    A website's name, where the platform would take one for a handle, is asked about once more.
    """
    address = from_handle(platform, handle, book)
    text = handle.strip()
    if text == address.handle and WEBSITE.search(text) and not _is_domain(platform, text):
        example = _example(platform)
        if not WEBSITE.search(example):
            raise UnreadableHandleError(
                f"“{text[:LONGEST_QUOTED]}” looks like the address of a website. If it is the "
                f"handle on {platform.name}, write @ in front of it. {hint(platform)}"
            )
    return address


def _is_domain(platform: PlatformRules, text: str) -> bool:
    """Where a handle must have a full stop in it, it is a domain (Bluesky)."""
    return _named(platform, text) and not _named(platform, text.replace(".", ""))


def _is_address(platform: PlatformRules, text: str, book: AddressBook) -> bool:
    """What names a host is read as an address or not at all: it is never part of a handle.

    Where a handle is a domain (Bluesky), only a scheme or a slash makes it an address.
    """
    first, slash, _ = text.removeprefix("@").partition("/")
    if SCHEME.match(text) or (slash and "." in first):
        return True
    if text.startswith("@") or _is_domain(platform, text):
        return False
    reading = book.read(text)
    known = reading.address is not None or reading.problem is Problem.NOT_AN_ACCOUNT
    return known or lower(text).startswith("www.")


def _named(platform: PlatformRules, text: str) -> bool:
    pattern = platform.handle_pattern or "[^/]+"
    fits = len(text) <= LONGEST_PATH
    return fits and re.fullmatch(pattern, text, re.ASCII | re.IGNORECASE) is not None


def candidates(platform: PlatformRules, text: str) -> list[str]:
    """The addresses a handle may stand for, most literal first."""
    host = platform.hosts[0]
    found = [text]
    if platform.anywhere:
        return [*found, f"@{text}"]
    bare = text.removeprefix("@")
    named = _named(platform, bare)
    if text.startswith("@") and named and "@" in platform.handle_pattern:
        # Where an @ may be part of a handle (Flickr), one in front is still how people write any.
        found.insert(0, fill(platform.url_template, handle=bare))
    if text.startswith("@") or "/" in text:
        found.append(f"https://{host}/{text.lstrip('/')}")
    found += [
        fill(pattern.url or platform.url_template, handle=text)
        for pattern in platform.patterns
        if pattern.bare and len(text) <= LONGEST_PATH and re.fullmatch(pattern.bare, text, re.ASCII)
    ]
    if named:
        found.append(fill(platform.url_template, handle=bare))
    return found


def hint(platform: PlatformRules) -> str:
    """What can be read on this platform."""
    examples = [pattern.example for pattern in platform.patterns if pattern.example]
    if not examples:
        return f"Give the address of the channel's page on {platform.name}."
    shown = _example(platform)
    usual = next(each.shown for each in platform.patterns if each.example)
    others = {
        fill(each.shown, handle="name")
        for each in platform.patterns
        if "{host}" not in each.shown and each.shown not in (usual, "{handle}")
    }
    ways = " or ".join([shown, *sorted(others)])
    return f"Write it like {ways}, or give its address, like {examples[0]}."


def _example(platform: PlatformRules) -> str:
    """The handle of the first example; nothing where there is none."""
    example = next((each.example for each in platform.patterns if each.example), "")
    address = AddressBook([platform]).parse(example)
    return address.handle if address else example


def why_unreadable(
    platform: PlatformRules, *, key: str, url: str, handle: str, book: AddressBook
) -> str:
    """Why an account's own address and handle do not lead back to it; empty where they do.

    What cannot be asked about cannot be official.
    """
    reading = book.read(url)
    if reading.address is None:
        return reading.sentence
    if reading.address.key != key:
        return f"Its address is read as {reading.address.key}, not as {key}."
    if not handle:
        return ""
    try:
        named = from_handle(platform, handle, book)
    except UnreadableHandleError as error:
        return str(error)
    return "" if named.key == key else f"Its handle is read as {named.key}, not as {key}."
