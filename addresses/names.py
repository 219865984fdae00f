"""Which platform does a spreadsheet mean by "Twitter", "google_plus" or "Meta/Facebook"?"""

import re
from collections.abc import Iterable

from addresses.rules import PlatformRules

DIVIDERS = re.compile(r"[/,;|()\[\]]|\bformerly\b|\bor\b", re.IGNORECASE)
LONGEST_NAME = 100
LONGEST_QUOTED = 60


class PlatformNames:
    """Built once from all platforms; finds one by its slug, name or another name of its."""

    def __init__(self, platforms: Iterable[PlatformRules]) -> None:
        self._named: dict[str, PlatformRules] = {}
        for platform in platforms:
            for name in (platform.slug, platform.name, *platform.aliases):
                self._named.setdefault(plain(name), platform)

    def find(self, text: str) -> PlatformRules | None:
        """Two platforms in one text are none: "Facebook/Instagram" does not say which."""
        if len(text) > LONGEST_NAME:
            return None
        if whole := self._named.get(plain(text)):
            return whole
        found = {
            platform.slug: platform
            for part in DIVIDERS.split(text)
            if (platform := self._named.get(plain(part)))
        }
        return found.popitem()[1] if len(found) == 1 else None


def unknown_sentence(text: str) -> str:
    if not text.strip():
        return "Name the platform, or give an address that shows it."
    return (
        f"We do not know a platform called “{text.strip()[:LONGEST_QUOTED]}”. "
        "A steward can add it, or give it that other name."
    )


def plain(name: str) -> str:
    return "".join(c for c in name.casefold() if c.isalnum() or c == "+")
