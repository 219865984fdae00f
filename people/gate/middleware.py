"""What the gatekeeper adds to an answer."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from people.gate import browsers, refusing


class Gatekeeper:
    """That it is too early, and that this browser is known from now on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        refusing.mark(request, response)
        browsers.keep(request, response)
        return response
