"""One's own e-mail address: asking for a new one, and the link that was sent to it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from governance.web.acting import act_page
from governance.web.doors import PersonRequest, opens, signed_in
from people import addresses, afresh, sign_in
from people.models import User

WITHIN = sign_in.FRESH_FOR
NO_SUCH_LINK = (
    "This link does not work: it is older than two hours, was used, or is another person's. "
    "Ask for a new one here."
)
View = Callable[..., HttpResponse]


def after_signing_in_again(view: View) -> View:
    """By every factor; who has no second step is told so by the act."""

    @wraps(view)
    def asking(request: PersonRequest, **args: str) -> HttpResponse:
        lately = sign_in.is_fresh(request, now=timezone.now(), within=WITHIN)
        if lately or not request.user.has_second_step:
            return view(request, **args)
        return afresh.asked_for(request.get_full_path())

    return asking


@opens(addresses.ask, route="address", args=lambda _: [])
@signed_in
@after_signing_in_again
def ask(request: PersonRequest) -> HttpResponse:
    user = User.objects.get(pk=request.user.pk)
    return act_page(
        request,
        addresses.ask,
        user,
        back=reverse("mfa_index"),
        done=reverse("mfa_index"),
        submit="Send the link",
        advice=f"Now it is {user.email}. Your roles stay as they are.",
        said=lambda _: f"Open the link that we send to {user.new_email}. It works for two hours.",
    )


@opens(addresses.change, route="address-link", args=None)
@signed_in
@after_signing_in_again
def confirm(request: PersonRequest, given: str) -> HttpResponse:
    user = User.objects.get(pk=request.user.pk)
    if not addresses.opens(user, given):
        messages.error(request, NO_SUCH_LINK)
        return redirect("address")
    return act_page(
        request,
        addresses.change,
        user,
        back=reverse("mfa_index"),
        done=reverse("mfa_index"),
        advice=f"From now on you sign in with {user.new_email}, and your e-mail goes there.",
        said=lambda _: f"Your e-mail address is {user.email}.",
    )
