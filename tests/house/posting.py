"""The forms of the pages of acts: what a browser would send, as somebody who may."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from django.urls import Resolver404, resolve

from ledger import acts
from people.models import User
from tests.house.leading import OK, Browser
from tests.house.things import Things

WORDS = "It is needed."
TYPED = {
    "day": "4",
    "month": "2",
    "year": "2027",
    "on": "4/1/2027",
    "until": "4/2/2027",
    "deadline": "4/2/2027",
    "email": "officer2@riverside.invalid",
    "author": "outsider@riverside.invalid",
    "url": "https://www.instagram.com/p/1",
    "handle": "@another.one",
    "mailbox": "social@riverside.invalid",
    "lead": "",
    "others": "",
}
"""By the last word of a field's name."""


@dataclass
class Form:
    """Where it is sent, and what stands in its fields; `typed` are those that somebody fills in."""

    address: str
    values: dict[str, list[str]] = field(default_factory=dict)
    typed: set[str] = field(default_factory=set)
    offered: dict[str, list[str]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)

    def filled(self) -> dict[str, list[str]]:
        """As somebody would: what is offered, and words, days and addresses where they belong."""
        sent = dict(self.values)
        for name in self.typed:
            offered = [each for each in self.offered.get(name, []) if each]
            if not sent.get(name) and self.kinds[name] == "checkbox":
                sent[name] = offered[:2]
            elif not sent.get(name):
                sent[name] = offered[:1] or [TYPED.get(name.rpartition("_")[2], WORDS)]
        return sent


class Reader(HTMLParser):
    """The forms in the main part of a page that are posted."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address, self.forms, self.links = address, list[Form](), list[str]()
        self._form: Form | None = None
        self._inside = False
        self._name = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._inside = self._inside or tag == "main"
        if tag == "a" and given.get("href"):
            self.links.append(urljoin(self.address, given["href"]))
        if tag == "form" and self._inside and given.get("method") == "post":
            self._form = Form(given.get("action") or self.address)
            self.forms.append(self._form)
        if tag == "option" and self._form is not None and self._name:
            self._form.offered.setdefault(self._name, []).append(given.get("value", ""))
            if "selected" in given and given.get("value"):
                self._form.values[self._name] = [given["value"]]
        if self._form is None or not given.get("name"):
            return
        name, kind = given["name"], given.get("type", "text")
        if tag == "input" and kind == "hidden":
            self._form.values.setdefault(name, []).append(given.get("value", ""))
        elif tag in {"input", "select", "textarea"}:
            self._form.typed.add(name)
            self._form.values.setdefault(name, [])
            self._form.kinds[name] = kind if tag == "input" else tag
            if kind in {"radio", "checkbox"}:
                self._form.offered.setdefault(name, []).append(given.get("value", "on"))
            if kind not in {"radio", "checkbox"} or "checked" in given:
                self._form.values[name] += [given["value"]] if given.get("value") else []
        if tag in {"select", "textarea"}:
            self._name = name

    def handle_data(self, data: str) -> None:
        kinds = self._form.kinds if self._form is not None else {}
        if self._form is not None and kinds.get(self._name) == "textarea" and data.strip():
            self._form.values[self._name] = [data.strip()]

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        if tag in {"select", "textarea"}:
            self._name = ""
        self._inside = self._inside and tag != "main"


@dataclass(frozen=True)
class Place:
    """A form before somebody who may."""

    browser: Browser
    form: Form
    route: tuple[str, str]


def places(starts: Iterable[str], people: Iterable[User]) -> Iterator[Place]:
    """Each form once, for whoever comes upon it first: behind these addresses and their links."""
    found: set[tuple[str, str]] = set()
    starts = list(starts)
    for person in people:
        browser = Browser.of(person)
        looked: set[tuple[str, str]] = set()
        waiting = ["/", *starts]
        while waiting:
            address = waiting.pop(0)
            route = route_of(address)
            if route is None or route in looked:
                continue
            looked.add(route)
            reader = read(browser, address)
            waiting += reader.links
            for form in reader.forms:
                sent = route_of(form.address)
                if sent and (sent[0], sent[1] + ",".join(sorted(form.typed))) not in found:
                    found.add((sent[0], sent[1] + ",".join(sorted(form.typed))))
                    yield Place(browser, form, sent)


def route_of(address: str) -> tuple[str, str] | None:
    """The name of the route, and the verb where it is one for several steps."""
    place = urlsplit(address)
    if place.netloc or not place.path.startswith("/") or place.path.startswith("/admin/"):
        return None
    try:
        match = resolve(place.path)
    except Resolver404:
        return None
    verb = match.kwargs.get("name") or match.kwargs.get("verb") or ""
    return match.url_name or "", str(verb)


def read(browser: Browser, address: str) -> Reader:
    reader = Reader(address.partition("#")[0])
    answer = browser.client.get(address)
    if answer.status_code == OK and "html" in answer.get("Content-Type", ""):
        reader.feed(answer.content.decode())
    return reader


def addresses(things: Things) -> Iterator[str]:
    """Of the pages of all acts, for one thing of each kind."""
    for act in acts.every():
        for thing in (things.own.get(act.model), things.others.get(act.model)):
            for door in act.doors if thing is not None else []:
                if door.kind == "page" and door.address and (found := door.address(thing)):
                    yield found
