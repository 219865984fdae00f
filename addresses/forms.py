"""A pattern of a platform made ready to match, and its templates filled."""

import re
from dataclasses import dataclass, field
from typing import Self

from addresses.rules import Pattern, PlatformRules
from addresses.spelling import lower


@dataclass(frozen=True, slots=True)
class Form:
    pattern: Pattern
    url: str
    ignores_case: bool
    path: re.Pattern[str]
    whole: re.Pattern[str]
    """The same, with nothing behind the account."""
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
        whole = re.compile(f"{path}/?", flags)
        return cls(
            pattern=pattern,
            url=pattern.url or platform.url_template,
            ignores_case=ignores_case,
            path=whole if pattern.exact else re.compile(f"{path}(?:/.*)?", flags),
            whole=whole,
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
