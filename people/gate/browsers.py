"""Browsers that somebody has signed in with before, by a signed cookie that names their people."""

from __future__ import annotations

import datetime
import secrets
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from people.models import User

SALT = "people.gate.browser"
KEPT_FOR = datetime.timedelta(days=365)
MOST_PEOPLE = 5  # of a shared computer
REMEMBERED = "gate_remembered"


@dataclass
class Browser:
    """Its `id` is random and says nothing; the newest of its `people` come last."""

    id: str = field(default_factory=lambda: secrets.token_urlsafe(12))
    people: list[str] = field(default_factory=list)


def known(request: HttpRequest) -> bool:
    """Whether anybody has signed in with it before."""
    return _of(request) is not None


def known_for(request: HttpRequest, person: uuid.UUID) -> str:
    """The browser's id where this person has signed in with it, or else nothing."""
    browser = _of(request)
    return browser.id if browser and str(person) in browser.people else ""


def known_by_name(request: HttpRequest, name: str, plain: Callable[[str], str]) -> str:
    """The same, by the name that was typed. Whom the browser knows is looked up whatever the name
    is, so that how long it takes says nothing of the name."""
    browser = _of(request)
    if browser is None:
        return ""
    emails = User.objects.filter(pk__in=browser.people).values_list("email", flat=True)
    return browser.id if name in [plain(each) for each in emails] else ""


def remember(request: HttpRequest, user: User) -> None:
    """This person showed here who they are; the answer takes it along."""
    vars(request)[REMEMBERED] = str(user.pk)


def keep(request: HttpRequest, response: HttpResponse) -> None:
    person = vars(request).get(REMEMBERED)
    if person is None:
        return
    browser = _of(request) or Browser()
    people = [each for each in browser.people if each != person]
    said = {"id": browser.id, "people": [*people, person][-MOST_PEOPLE:]}
    name: str = settings.KEYHOLDER_BROWSER_COOKIE
    response.set_cookie(
        name,
        signing.dumps(said, salt=SALT),
        max_age=KEPT_FOR,
        secure=name.startswith("__Host-"),
        httponly=True,
        samesite="Lax",
    )


def _of(request: HttpRequest) -> Browser | None:
    text = request.COOKIES.get(settings.KEYHOLDER_BROWSER_COOKIE, "")
    if not text:
        return None
    try:
        said: dict[str, Any] = signing.loads(text, salt=SALT, max_age=KEPT_FOR)
    except signing.BadSignature:
        return None
    return Browser(str(said["id"]), [str(each) for each in said["people"]])
