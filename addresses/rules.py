"""A platform's rules as plain data: where its accounts live and how their addresses are spelled."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

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
