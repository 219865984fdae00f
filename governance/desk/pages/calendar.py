"""The calendar of what somebody owes: for whoever is signed in, and by a private address."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from governance.desk import calendars
from governance.web.doors import PersonRequest, public, signed_in
from people.models import User


@signed_in
def own(request: PersonRequest) -> HttpResponse:
    return _calendar(request.user)


@public
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever knows the address may read it: days and names, and nothing else."""
    user = calendars.owner(token)
    if user is None:
        raise Http404
    return _calendar(user)


@signed_in
def about(request: PersonRequest) -> HttpResponse:
    path = reverse("reviews-feed", args=[calendars.token(request.user)])
    context = {"address": settings.KEYHOLDER_BASE_URL + path}
    answer = render(request, "desk/calendar.jinja", context)
    answer["Cache-Control"] = "no-store"
    return answer


def _calendar(user: User) -> HttpResponse:
    answer = HttpResponse(calendars.of(user, timezone.now()), content_type="text/calendar")
    answer["Content-Disposition"] = 'attachment; filename="owed.ics"'
    answer["Cache-Control"] = "private, no-store"
    answer["Referrer-Policy"] = "no-referrer"
    return answer
