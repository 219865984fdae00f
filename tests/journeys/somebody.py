"""Somebody at a browser, in the words of the journeys; every new page is looked at as it opens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Response

from people.models import User
from tests.accessibility import broken
from tests.cast import PASSWORD, code

Role = Literal["link", "button"]
BUTTONS: tuple[Role, ...] = ("button", "link")
IDS = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9]+")
SERVER_ERROR = 500
PATIENCE = 30_000  # milliseconds; a busy machine is not a fault of the page


class Seen:
    """Pages that were looked at already: the same page is the same for everybody."""

    def __init__(self) -> None:
        self._known: set[tuple[str, ...]] = set()

    def is_new(self, page: Page) -> bool:
        path = IDS.sub("*", page.url.partition("?")[0].partition("#")[0])
        state = page.locator("main .nhsuk-tag").first
        words = state.inner_text() if state.count() else ""
        key = (path, page.title(), words, str(page.viewport_size))
        if key in self._known:
            return False
        self._known.add(key)
        return True


class Somebody:
    """Acts on what a person sees: labels, buttons, links."""

    def __init__(self, context: BrowserContext, user: User | None, seen: Seen, home: str) -> None:
        self.context, self.user, self.seen, self.home = context, user, seen, home
        context.set_default_timeout(PATIENCE)
        self.page = context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def signs_in(self) -> None:
        """With address and password, as people do."""
        assert self.user is not None
        self.opens("/accounts/login/")
        self.writes("Email", self.user.email)
        self.writes("Password", PASSWORD)
        self.presses("Sign in")
        if "Your second step" in self.text:
            self.writes("Code", code())
            self.presses("Sign in")
        self.reads("Sign out")

    def is_signed_in(self) -> None:
        """Without the form: with a session of the server's own making."""
        assert self.user is not None
        client = Client()
        backend = "allauth.account.auth_backends.AuthenticationBackend"
        client.force_login(self.user, backend=backend)
        name = settings.SESSION_COOKIE_NAME
        session = client.cookies[name].value
        self.context.add_cookies([{"name": name, "value": session, "url": self.home}])

    def opens(self, path: str) -> None:
        self._look(self.page.goto(path))

    def follows(self, link: str) -> None:
        with self._arriving():
            self._named(link, "link").click()

    def presses(self, button: str) -> None:
        """A button, or a link that looks like one."""
        with self._arriving():
            self._named(button, *BUTTONS).click()

    def writes(self, label: str, text: str) -> None:
        self._labelled(label).fill(text)

    def writes_day(self, day: int, month: int, year: int) -> None:
        for label, number in (("Day", day), ("Month", month), ("Year", year)):
            self.writes(label, str(number))

    def ticks(self, label: str, *, of: str = "") -> None:
        """A box or one of several choices; `of` is the question where several have the same."""
        self._labelled(label, self.page.get_by_role("group", name=of) if of else None).check()

    def unticks(self, label: str) -> None:
        self._labelled(label).uncheck()

    def selects(self, label: str, choice: str) -> None:
        self.page.get_by_label(label).select_option(label=choice)

    def reads(self, *sentences: str) -> None:
        """Spaces and line ends count for nothing."""
        text = self.text
        for sentence in sentences:
            assert sentence in text, f"{sentence!r} is not on {self.page.url}:\n{text}"

    def does_not_read(self, *sentences: str) -> None:
        text = self.text
        for sentence in sentences:
            assert sentence not in text, f"{sentence!r} is on {self.page.url}"

    def has_button(self, name: str) -> bool:
        return any(self.page.get_by_role(role, name=name, exact=True).count() for role in BUTTONS)

    def asks_the_api(self, call: str, **questions: Any) -> dict[str, Any]:
        """What a program of somebody without a token is answered."""
        answer = self.page.request.get(f"/api/v1/{call}", params=questions)
        assert answer.ok, answer.text()
        found: dict[str, Any] = answer.json()
        return found

    def uses_keys(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def tabs_to(self, words: str) -> None:
        """With the Tab key alone, as somebody without a mouse does."""
        for _ in range(80):
            self.page.keyboard.press("Tab")
            if words in self.page.evaluate(HAS_FOCUS):
                return
        raise AssertionError(f"The Tab key never came to {words!r} on {self.page.url}.")

    @contextmanager
    def goes_on(self) -> Iterator[None]:
        """What is done within leads to another page."""
        with self._arriving():
            yield

    @property
    def text(self) -> str:
        return " ".join(self.page.locator("body").inner_text().split())

    @property
    def path(self) -> str:
        return "/" + self.page.url.split("/", 3)[3]

    def has_nothing_to_complain_of(self) -> None:
        assert self.complaints == [], self.complaints

    @contextmanager
    def _arriving(self) -> Iterator[None]:
        with self.page.expect_navigation() as arrived:
            yield
        self._look(arrived.value)

    def _look(self, answer: Response | None) -> None:
        """Nothing broken, no rule of accessibility broken, nothing wider than the screen."""
        assert answer is None or answer.status < SERVER_ERROR, self.page.url
        if answer is not None and answer.headers.get("content-type", "").startswith("text/html"):
            wide = self.page.evaluate("document.documentElement.scrollWidth")
            assert wide <= self.page.viewport_size["width"], self.page.url  # type: ignore[index]  # it was given one
            if self.seen.is_new(self.page):
                assert broken(self.page) == [], self.page.url
        self.has_nothing_to_complain_of()

    def _hear(self, said: ConsoleMessage) -> None:
        """A page that answers "not possible" is no fault; a script, style or picture is."""
        refused = said.text.startswith("Failed to load resource: the server responded with a")
        of_the_page = "/static/" not in said.location["url"]
        if said.type == "error" and not (refused and of_the_page):
            self.complaints.append(said.text)

    def _named(self, name: str, *roles: Role) -> Locator:
        """What is called exactly so, or else begins so."""
        for role in roles:
            if (exact := self.page.get_by_role(role, name=name, exact=True)).count():
                return exact.first
        return self.page.get_by_role(roles[0], name=re.compile(f"^{re.escape(name)}")).first

    def _labelled(self, label: str, within: Page | Locator | None = None) -> Locator:
        where = within or self.page
        exact = where.get_by_label(label, exact=True)
        return (
            exact if exact.count() else where.get_by_label(re.compile(rf"^\s*{re.escape(label)}"))
        )


HAS_FOCUS = """() => {
  const element = document.activeElement;
  const label = element.labels && element.labels.length ? element.labels[0].innerText : "";
  return [label, element.innerText, element.getAttribute("aria-label")].join(" ");
}"""
