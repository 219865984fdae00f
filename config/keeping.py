"""Nobody on the way, and no browser, keeps what was shown to somebody who was signed in.

The next person at a shared computer presses “back”; a proxy answers from what it has. Static files
are the same for everybody and never come here.
"""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest
from django.http.response import HttpResponseBase

Answers = Callable[[HttpRequest], HttpResponseBase]
LEFT_BEHIND = '"cache", "storage"'
"""Not the cookies: by one of them a browser that signed in before is known again."""


def nothing_is_kept(answer: Answers) -> Answers:
    """A middleware, outside of everything but the session."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        before = _signed_in(request)
        response = answer(request)
        after = _signed_in(request)
        if before or after:
            response["Cache-Control"] = "no-store, private"
        if before and not after:
            response["Clear-Site-Data"] = LEFT_BEHIND
        return response

    return middleware


def _signed_in(request: HttpRequest) -> bool:
    """Of a visitor without a session nothing is asked, so that what is public can be kept."""
    came_with_one = settings.SESSION_COOKIE_NAME in request.COOKIES
    return (came_with_one or request.session.modified) and SESSION_KEY in request.session
