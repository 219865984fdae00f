"""The landing page, and what is said about using these pages."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from governance.desk import waiting
from governance.models import Rules
from governance.web.days import today
from governance.web.doors import public
from people.models import User

A_PAGE = 50


@public
def home(request: HttpRequest) -> HttpResponse:
    """What waits for somebody who is signed in; everybody else is shown the official channels."""
    user = request.user
    if not isinstance(user, User):
        return redirect("/official/" if settings.KEYHOLDER_PUBLIC_DIRECTORY else "account_login")
    day = today()
    found = waiting.look(user, day)
    context = {
        "owed": found.owed,
        "page": Paginator(found.now, A_PAGE).get_page(request.GET.get("page")),
        "coming": found.coming,
        "days": waiting.DAYS_AHEAD,
        "today": day,
    }
    return render(request, "desk/home.jinja", context)


@public
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/accessibility.jinja", {"rules": Rules.current()})
