"""What of a page leads on: the buttons and links on it that open declared acts for this person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from django.test import Client
from django.urls import Resolver404, resolve

from ledger import acts
from ledger.acts import Declared
from ledger.steps import Step
from people.models import User

OK = 200
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
LISTS = {"plan", "channel-keys"}
"""Pages that others lead to because the buttons of several acts stand on them."""


@dataclass
class Page(HTMLParser):
    """The links and the forms in the main part of a page, and all that it says."""

    address: str
    status: int = OK
    links: list[str] = field(default_factory=list)
    posts: list[str] = field(default_factory=list)
    says: str = ""
    inside: bool = False

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.inside = self.inside or tag == "main"
        if self.inside and tag == "a" and given.get("href"):
            self.links.append(str(given["href"]))
        if self.inside and tag == "form" and given.get("method") == "post":
            self.posts.append(given.get("action") or self.address)

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "main"

    def handle_data(self, data: str) -> None:
        self.says += data if self.inside else ""


@dataclass(frozen=True)
class Browser:
    """Somebody's, signed in."""

    client: Client

    @classmethod
    def of(cls, person: User) -> Browser:
        client = Client()
        client.force_login(person, backend=BACKEND)
        return cls(client)

    def open(self, address: str) -> Page:
        answer = self.client.get(address)
        page = Page(address, answer.status_code)
        page.feed(answer.content.decode())
        return page

    def ways(self, page: Page, wanted: set[str], *, further: bool = True) -> Iterator[str]:
        """Where forms are sent that take one of these acts: on the page, and behind its links."""
        yield from (to for to in page.posts if opened_at(to) & wanted)
        for link in dict.fromkeys(page.links):
            more = further and _route(link)[0] in LISTS
            if more or opened_at(link) & wanted:
                behind = self.open(link)
                if more and behind.status == OK:
                    yield from self.ways(behind, wanted, further=False)
                elif behind.status == OK:
                    yield from (to for to in behind.posts if opened_at(to) & wanted)


@cache
def opened_at(address: str) -> frozenset[str]:
    """The names of the acts whose door this is."""
    route, verb = _route(address)
    return frozenset(each.name for each in acts.every() if _is_door(each, route, verb))


@cache
def _route(address: str) -> tuple[str | None, str | None]:
    place = urlsplit(address)
    if place.scheme or not place.path:
        return None, None
    try:
        match = resolve(place.path)
    except Resolver404:
        return None, None
    return match.url_name, match.kwargs.get("name")


def _is_door(act: Declared[Any], route: str | None, verb: str | None) -> bool:
    if not any(door.kind == "page" and door.place == route for door in act.doors):
        return False
    return verb is None or not isinstance(act, Step) or act.verb == verb
