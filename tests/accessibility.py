"""The rules of accessibility, asked of a page in the browser by axe."""

from axe_playwright_python.sync_playwright import Axe
from django.db import connection
from playwright.sync_api import Page

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
axe = Axe()


def broken(page: Page) -> list[tuple[str, str]]:
    """Each rule that the page breaks, with the first place.

    Asked on SQLite only: a page is the same on both engines, and axe takes longer than all the
    rest of its test.
    """
    if connection.vendor != "sqlite":
        return []
    found = axe.run(page, options=RULES).response["violations"]
    return [(rule["id"], rule["nodes"][0]["html"]) for rule in found]
