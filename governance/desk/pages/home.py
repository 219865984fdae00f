"""The landing page, and what is said about using these pages."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from governance.desk import waiting
from governance.models import Rules
from governance.web.days import today
from governance.web.doors import public
from people.models import User


@public
def home(request: HttpRequest) -> HttpResponse:
    """What waits for somebody who is signed in; everybody else is shown the official channels."""
    user = request.user
    if not isinstance(user, User):
        return redirect("/official/" if settings.KEYHOLDER_PUBLIC_DIRECTORY else "account_login")
    day = today()
    now, ahead = waiting.look(user, day)
    context = {
        "waiting": now[: waiting.MOST],
        "left_out": len(now[waiting.MOST :]),
        "coming": ahead[: waiting.MOST],
        "days": waiting.DAYS_AHEAD,
        "today": day,
    }
    return render(request, "desk/home.jinja", context)


@public
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/accessibility.jinja", {"rules": Rules.current()})
