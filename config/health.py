"""Is the program there, and can it serve?"""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from governance.web.doors import public


@public
def live(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked."""
    return _answer({"status": "live"})


@public
def ready(request: HttpRequest) -> HttpResponse:
    """The database answers too."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return _answer({"status": "not ready", "reason": "The database does not answer."}, 503)
    return _answer({"status": "ready"})


def _answer(body: dict[str, str], status: int = 200) -> HttpResponse:
    return JsonResponse(body, status=status, headers={"Cache-Control": "no-store"})
