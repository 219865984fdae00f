"""Pages in a real browser: no rule of accessibility broken, and as narrow as a phone."""

from collections.abc import Callable

from playwright.sync_api import Page

from people.models import User
from tests.accessibility import broken

WIDTHS = (1280, 320)
Browse = Callable[[User | None, int], Page]


def holds(page: Page, path: str) -> None:
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == 200, path
    assert broken(page) == [], path
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= page.viewport_size["width"], path  # type: ignore[index]  # it was given one
    assert complaints == [], path
