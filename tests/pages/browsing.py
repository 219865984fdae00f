"""Pages in a real browser: no rule of accessibility broken, and as narrow as a phone."""

from collections.abc import Callable

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from people.models import User

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
WIDTHS = (1280, 320)
Browse = Callable[[User | None, int], Page]


def holds(page: Page, path: str) -> None:
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == 200, path
    broken = Axe().run(page, options=RULES).response["violations"]
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in broken] == [], path
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= page.viewport_size["width"], path  # type: ignore[index]  # it was given one
    assert complaints == [], path
