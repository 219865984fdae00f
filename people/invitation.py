"""The page that an invitation opens."""

from __future__ import annotations

from http import HTTPStatus

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from ledger.acts import Door, opens
from ledger.refusals import NotDoneError
from people import inviting
from people.gate import browsers, counters
from people.gate.forms import FirstPassword
from people.gate.passing import proving
from people.models import User

PAGE = "account/invitation.html"


@sensitive_post_parameters()
@never_cache
@login_not_required
def invitation(request: HttpRequest, given: str) -> HttpResponse:
    try:
        with proving(request, counters.link(request, given)) as tried:
            user = inviting.invited(given)
            tried.right = user is not None
    except ValidationError:
        return render(request, PAGE)
    if user is None:
        return _dead(request, inviting.NO_SUCH_LINK)
    form = FirstPassword(user, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, PAGE, {"form": form, "person": user})
    try:
        inviting.accept(user, given, form.choose, by=user, today=timezone.localdate())
    except NotDoneError as error:
        return _dead(request, str(error))
    return _saved(request, user)


def _dead(request: HttpRequest, why: str) -> HttpResponse:
    return render(request, PAGE, {"refusal": why}, status=HTTPStatus.NOT_FOUND)


def _saved(request: HttpRequest, user: User) -> HttpResponse:
    """Somebody else may have been signed in here."""
    if request.user.is_authenticated:
        get_adapter(request).logout(request)
    browsers.remember(request, user)
    messages.success(request, "Your password is saved. Sign in with it.")
    return redirect("account_login")


invitation.who_may = "whoever was sent an invitation"  # type: ignore[attr-defined]  # read by the house test
opens(Door("page", "invitation"), inviting.accept)
