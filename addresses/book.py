"""All platforms by their hosts: which account does an address name?"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote, unquote_plus

from addresses.forms import Form, fill
from addresses.rules import PlatformRules
from addresses.sites import Site, Sites
from addresses.spelling import LONGEST_PATH, Spelling, lower, read, readable

LONGEST_KEY = 255
AT_HANDLE = re.compile(r"@([^@/?#:]+)@([^@/?#:]+)", re.ASCII)


class Problem(StrEnum):
    UNREADABLE = "unreadable"
    UNKNOWN_PLATFORM = "unknown_platform"
    NOT_AN_ACCOUNT = "not_an_account"


@dataclass(frozen=True, slots=True)
class Address:
    platform_slug: str
    key: str
    handle: str
    url: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading a text: an address, or the problem and the platform if it is known."""

    address: Address | None = None
    platform: PlatformRules | None = None
    problem: Problem | None = None

    @property
    def sentence(self) -> str:
        name = self.platform.name if self.platform else ""
        match self.problem:
            case Problem.UNREADABLE:
                return "This cannot be read as an address. Copy it again from the channel's page."
            case Problem.UNKNOWN_PLATFORM:
                return "This address is not on a platform that we know."
            case Problem.NOT_AN_ACCOUNT:
                return (
                    f"This address on {name} does not say which account it is. "
                    "Give the address of the channel's own page."
                )
        return ""


class AddressBook:
    """Built once from all platforms; reading takes some microseconds."""

    def __init__(self, platforms: Iterable[PlatformRules]) -> None:
        self.platforms = {platform.slug: platform for platform in platforms}
        self._sites = Sites(self.platforms.values())

    def parse(self, text: str, *, whole: bool = False) -> Address | None:
        return self.read(text, whole=whole).address

    def read(self, text: str, *, whole: bool = False) -> Reading:
        """With `whole` nothing may stand behind the account, such as the number of a post."""
        bare = text.strip(" \t\r\n")
        federated = AT_HANDLE.fullmatch(bare) if bare.startswith("@") else None
        if federated:
            text = f"https://{federated[2]}/@{federated[1]}"
        spelling = read(text)
        if spelling is None:
            return Reading(problem=Problem.UNREADABLE)
        site, label = self._sites.find(spelling.host)
        if site is None or (federated and not site.platform.anywhere):
            return Reading(problem=Problem.UNKNOWN_PLATFORM)
        address = _address(site, label, spelling, whole=whole)
        if address is None:
            # On anybody's host only a matching path tells that it is this platform.
            if site.platform.anywhere:
                return Reading(problem=Problem.UNKNOWN_PLATFORM)
            return Reading(platform=site.platform, problem=Problem.NOT_AN_ACCOUNT)
        return Reading(address, site.platform)


def _address(site: Site, label: str, spelling: Spelling, *, whole: bool) -> Address | None:
    for form in site.forms:
        path = (form.pattern.hash_bang and spelling.hash_bang) or spelling.path
        matched = (form.whole if whole else form.path).fullmatch(path)
        handle = matched and (label if site.labelled else _handle(form, matched, spelling))
        if handle:
            return _filled(site.platform, form, handle, spelling.host)
    return None


def _handle(form: Form, matched: re.Match[str], spelling: Spelling) -> str | None:
    if form.query is None:
        return matched["handle"]
    for pair in spelling.query.replace("?", "&").split("&"):
        said = unquote_plus(pair)
        found = form.query.fullmatch(said) if len(said) <= LONGEST_PATH else None
        if found and readable(found["handle"]):
            return found["handle"]
    return None


def _filled(platform: PlatformRules, form: Form, handle: str, host: str) -> Address | None:
    normal = form.normal(handle)
    plain_host = host.removeprefix("www.")
    key = fill(form.key, handle=normal, host=plain_host)
    path = "/" + lower(key).partition("/")[2]
    if not normal or len(key) > LONGEST_KEY or path in platform.reserved:
        return None
    return Address(
        platform_slug=platform.slug,
        key=key,
        handle=fill(form.pattern.shown, handle=handle, host=plain_host),
        url=fill(form.url, handle=quote(handle, safe="-._~+"), host=host),
    )


def parse(text: str, platforms: Iterable[PlatformRules]) -> Address | None:
    """For a single question; build an AddressBook to ask many."""
    return AddressBook(platforms).parse(text)
