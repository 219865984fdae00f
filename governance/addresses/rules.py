"""A platform's rules as plain data: where its accounts live and how their addresses are spelled."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Self

from governance.addresses.spelling import lower

ANY_HOST = "*"
LOCALE = "{locale}."


@dataclass(frozen=True, slots=True)
class Pattern:
    """One form of address. `path` and `query` are regular expressions with a group `handle`;
    with `host` it counts on that host only, and on `*.tumblr.com` the account is the label."""

    path: str = ""
    query: str = ""
    host: str = ""
    url: str = ""
    shown: str = "{handle}"
    ignores_case: bool | None = None
    ignores: str = ""
    bare: str = ""
    """A handle written alone that means this form and not the usual one."""
    exact: bool = False
    hash_bang: bool = False
    example: str = ""


@dataclass(frozen=True, slots=True)
class PlatformRules:
    slug: str
    name: str
    hosts: tuple[str, ...]
    url_template: str
    patterns: tuple[Pattern, ...]
    ignores_case: bool = True
    reserved: frozenset[str] = frozenset()
    handle_pattern: str = ""
    aliases: tuple[str, ...] = ()
    public: bool = True
    active: bool = True
    closed_on: date | None = None

    @classmethod
    def of(cls, fields: Mapping[str, Any]) -> Self:
        """From the fields of a row of platforms.json or of the table; others are left alone."""
        return cls(
            slug=fields["slug"],
            name=fields["name"],
            hosts=tuple(fields["hosts"]),
            url_template=fields["url_template"],
            patterns=tuple(Pattern(**pattern) for pattern in fields["patterns"]),
            ignores_case=fields.get("ignores_case", True),
            reserved=frozenset(fields.get("reserved") or ()),
            handle_pattern=fields.get("handle_pattern") or "",
            aliases=tuple(fields.get("aliases") or ()),
            public=fields.get("public", True),
            active=fields.get("active", True),
            closed_on=_day(fields.get("closed_on")),
        )

    @property
    def anywhere(self) -> bool:
        """Lives on hosts of anybody's, as Mastodon does."""
        return ANY_HOST in self.hosts

    @property
    def closed_sentence(self) -> str:
        """Why a channel cannot be there any more; empty while the platform is open."""
        if self.closed_on is None:
            return ""
        day = f"{self.closed_on.day} {self.closed_on:%B %Y}"
        return f"{self.name} closed on {day}, so a channel there cannot be official any more."


def _day(value: date | str | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) and value else value or None


@dataclass(frozen=True, slots=True)
class Form:
    """A pattern made ready to match."""

    pattern: Pattern
    url: str
    ignores_case: bool
    path: re.Pattern[str]
    query: re.Pattern[str] | None
    key: str = field(init=False)

    def __post_init__(self) -> None:
        key = self.url.removeprefix("https://").removeprefix("www.").removesuffix("/")
        object.__setattr__(self, "key", key)

    @classmethod
    def of(cls, pattern: Pattern, platform: PlatformRules) -> Self:
        ignores_case = (
            platform.ignores_case if pattern.ignores_case is None else pattern.ignores_case
        )
        flags = re.ASCII | (re.IGNORECASE if ignores_case else re.NOFLAG)
        path = f"(?:{pattern.path})" if pattern.path else ""
        query = re.compile(pattern.query, flags) if pattern.query else None
        rest = "/?" if pattern.exact else "(?:/.*)?"
        return cls(
            pattern=pattern,
            url=pattern.url or platform.url_template,
            ignores_case=ignores_case,
            path=re.compile(path + rest, flags),
            query=query,
        )

    def normal(self, handle: str) -> str:
        """What two spellings of one handle have in common."""
        if self.ignores_case:
            handle = lower(handle)
        for character in self.pattern.ignores:
            handle = handle.replace(character, "")
        return handle


def fill(template: str, *, handle: str, host: str = "") -> str:
    return template.replace("{host}", host).replace("{handle}", handle)
