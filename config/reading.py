"""Reads single values, and remembers a sentence for each that is missing or wrong."""

import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import available_timezones

TRUE = {"1", "on", "true", "yes"}
FALSE = {"0", "off", "false", "no"}


class Reading:
    """What was set, read name by name. A value that is empty counts as missing."""

    def __init__(self, *sources: Mapping[str, str]) -> None:
        self.problems: list[str] = []
        self._values: dict[str, str] = {}
        for source in sources:
            self._values |= {name: text.strip() for name, text in source.items() if text.strip()}

    def wrong(self, sentence: str) -> None:
        self.problems.append(sentence)

    def has(self, name: str) -> bool:
        return name in self._values

    def text(self, name: str, default: str | None = None, *, why: str = "") -> str:
        if name not in self._values and default is None:
            self.wrong(f"{name} is missing: {why or 'the program cannot start without it'}.")
        return self._values.get(name, default or "")

    def flag(self, name: str, default: bool) -> bool:
        value = self.text(name, "").lower()
        if value and value not in TRUE | FALSE:
            self.wrong(f"{name} must be true or false, not {value!r}.")
        return value in TRUE if value in TRUE | FALSE else default

    def choice(self, name: str, default: str, allowed: tuple[str, ...]) -> str:
        value = self.text(name, default)
        if value not in allowed:
            self.wrong(f"{name} must be {' or '.join(allowed)}, not {value!r}.")
        return value

    def listing(self, name: str, default: str | None = "", *, why: str = "") -> list[str]:
        parts = self.text(name, default, why=why).split(",")
        return [part.strip() for part in parts if part.strip()]

    def domains(self, name: str) -> list[str]:
        """Of mail; one that begins with a dot stands for all that end so."""
        found = [each.lower() for each in self.listing(name)]
        for each in found:
            if not re.fullmatch(r"\.?([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]{2,}", each):
                self.wrong(f"{name} must be domains such as example.org, not {each!r}.")
        return found

    def path(self, name: str, default: str | None, *, under: Path, why: str = "") -> str:
        value = self.text(name, default, why=why)
        return str(under / value) if value else ""

    def time_zone(self, name: str, default: str) -> str:
        value = self.text(name, default)
        if value not in available_timezones():
            self.wrong(f"{name} must be a time zone such as Europe/London, not {value!r}.")
        return value

    def count(self, name: str, default: int) -> int:
        value = self.text(name, str(default))
        if not value.isascii() or not value.isdigit():
            self.wrong(f"{name} must be a whole number such as {default}, not {value!r}.")
            return default
        return int(value)

    def rate(self, name: str, default: str) -> str:
        value = self.text(name, default)
        if not re.fullmatch(r"[1-9]\d{0,8}/(sec|min|hour|day)", value):
            self.wrong(f"{name} must be a rate such as {default}, not {value!r}.")
        return value

    def origin(self, name: str, value: str) -> str:
        """An address without a path, as `value` gives it."""
        parts = urlsplit(value) if value.isascii() and value.isprintable() else urlsplit("")
        if parts.scheme not in {"http", "https"} or not parts.netloc or parts.path.strip("/"):
            self.wrong(f"{name} must be an address such as https://keyholder.example.org.")
        return value.rstrip("/")
