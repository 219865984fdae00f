"""Is the program there, and can it serve?"""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from governance.obligations import pulse
from governance.web.doors import public


@public
def live(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked."""
    return _answer({"status": "live"})


@public
def ready(request: HttpRequest) -> HttpResponse:
    """The database answers too; and whether the sweep keeps what is owed moving.

    One that stands still is no reason to send people elsewhere: the pages work.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        behind = pulse.stands_still(timezone.localdate())
    except DatabaseError:
        return _answer({"status": "not ready", "reason": "The database does not answer."}, 503)
    return _answer({"status": "ready", "sweep": "behind" if behind else "in time"})


def _answer(body: dict[str, str], status: int = 200) -> HttpResponse:
    return JsonResponse(body, status=status, headers={"Cache-Control": "no-store"})
