"""How often one visitor may ask for public pages: counted together with the API's calls."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from rest_framework.exceptions import Throttled

from api import rates

TOO_MANY = 429
RESET = {
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
}
"""The pages by which a stranger can make us write mails or try keys."""

NEVER = {"health-live", "health-ready"}
"""Whoever watches the machine asks as often as they like, also while the counters are away."""

Respond = Callable[[HttpRequest], HttpResponse]


class Throttling:
    """For whoever is not signed in, on every page that `doors.public` opens, and the reset's."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if not _counted(request, view) or request.user.is_authenticated:
            return None
        try:
            rates.charge(rates.address_key(request), rates.without_token())
        except Throttled as error:
            return _refused(request, int(getattr(error, "wait", None) or 1))
        return None


def _counted(request: HttpRequest, view: Any) -> bool:
    name = request.resolver_match.url_name if request.resolver_match else None
    return name in RESET or (getattr(view, "is_public_page", False) and name not in NEVER)


def _refused(request: HttpRequest, seconds: int) -> HttpResponse:
    said = f"Too many pages were asked for from your address. Try again in {seconds} seconds."
    answer = render(request, "errors/429.jinja", {"detail": said, "wait": False}, status=TOO_MANY)
    answer["Retry-After"] = str(seconds)
    return answer
