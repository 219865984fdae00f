"""Whose host is it? All platforms by the hosts that they live on."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from addresses.forms import Form
from addresses.rules import ANY_HOST, LOCALE, PlatformRules
from addresses.spelling import HOST

PREFIXES = ("", "www.", "m.", "mobile.")
LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?", re.ASCII)
LOCALE_LABEL = re.compile(r"[a-z]{2}(?:-[a-z]{2})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Site:
    """A platform on one of its hosts, with the forms of address that count there."""

    platform: PlatformRules
    forms: tuple[Form, ...]
    labelled: bool = False


class Sites:
    def __init__(self, platforms: Iterable[PlatformRules]) -> None:
        self._exact: dict[str, Site] = {}
        self._locales: dict[str, Site] = {}
        self._labels: dict[str, Site] = {}
        self._anywhere: Site | None = None
        for platform in platforms:
            self._add(platform)

    def _add(self, platform: PlatformRules) -> None:
        forms = [Form.of(pattern, platform) for pattern in platform.patterns]
        for host in platform.hosts:
            plain = Site(platform, tuple(f for f in forms if f.pattern.host in {"", host}))
            if host == ANY_HOST:
                self._anywhere = plain
            elif host.startswith(LOCALE):
                self._locales[host.removeprefix(LOCALE)] = plain
            elif host.startswith("*."):
                own = tuple(form for form in forms if form.pattern.host == host)
                self._labels[host[2:]] = Site(platform, own, labelled=True)
            else:
                for prefix in PREFIXES:
                    self._exact.setdefault(prefix + host, plain)
        for entry in platform.reserved:
            if entry.startswith("//"):
                self._exact[entry[2:]] = Site(platform, ())

    def find(self, host: str) -> tuple[Site | None, str]:
        """With the name in front, where that is the account."""
        if site := self._exact.get(host):
            return site, ""
        label, _, parent = host.partition(".")
        if f"{label}." in PREFIXES and parent.partition(".")[2] in self._labels:
            label, _, parent = parent.partition(".")
        if (site := self._locales.get(parent)) and LOCALE_LABEL.fullmatch(label):
            return site, ""
        if (site := self._labels.get(parent)) and LABEL.fullmatch(label):
            return site, label
        if self._anywhere and HOST.fullmatch(host) and not self._within_a_platform(host):
            return self._anywhere, ""
        return None, ""

    def _within_a_platform(self, host: str) -> bool:
        while "." in host:
            if host in self._exact or host in self._labels:
                return True
            host = host.partition(".")[2]
        return False
