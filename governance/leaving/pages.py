"""The pages of leaving: somebody, several at once, and what is still to be done afterwards."""

from __future__ import annotations

import uuid
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from governance.leaving import acts, inputs, reading
from governance.leaving.several import let_go
from governance.web.acting import BAD_REQUEST, act_page, press
from governance.web.days import today
from governance.web.doors import PersonRequest, opens, signed_in
from governance.web.offering import may
from people.models import User

ADVICE = (
    "Their sign-in, roles, teams and tokens end, and open keys close. They are no longer lead or "
    "administrator anywhere. Keys that they know must be changed. What is left to do on the "
    "platforms is put on a list for the manager and the communications team."
)


@signed_in
def index(request: PersonRequest) -> HttpResponse:
    """Whoever may say so gives an address and a day; everybody else learns who may."""
    posted = request.method == "POST"
    form = inputs.Who(request.POST if posted else None, initial={"day": today().isoformat()})
    status = 200
    if posted and form.is_valid():
        user = User.objects.filter(email__iexact=form.cleaned_data["email"]).first()
        if user is not None and may(acts.leave, user, request):
            day = form.cleaned_data["day"].isoformat()
            return redirect(
                f"{reverse('leaving-person', args=[user.pk])}?{urlencode({'day': day})}"
            )
        form.add_error("email", _not_yours(request))
    if form.errors:
        status = BAD_REQUEST
    context = {
        "form": form,
        "says": reading.says_for_somebody(request.user),
        "who": acts.may_say_who_leaves.phrase,
        "planned": reading.planned(request.user),
        "left": reading.left_lately(request.user, today()),
    }
    return render(request, "leaving/index.jinja", context, status=status)


def _not_yours(request: PersonRequest) -> str:
    if reading.says_for_everybody(request.user):
        return "Nobody here has this address."
    return "Nobody in the teams that you manage has this address."


@opens(acts.leave, acts.plan, route="leaving-person")
@signed_in
def person(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    """A second look before it happens: who it is, and from which day."""
    user = get_object_or_404(User, pk=pk)
    posted = request.method == "POST"
    day = request.GET.get("day") or (user.ends_on or today()).isoformat()

    def do(given: dict[str, Any]) -> str:
        return acts.says(user, given.get("day", ""), by=request.user, today=today())

    return act_page(
        request,
        acts.leave,
        user,
        back=reverse("leaving"),
        done=reverse("leaving"),
        do=do,
        form=inputs.LeavesOn(request.POST if posted else None, initial={"day": day}),
        advice=ADVICE,
        title="Somebody leaves",
        submit="They leave",
        said=str,
    )


@opens(acts.stay, route="leaving-stays", args=None)
@require_POST
@signed_in
def stays(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    user = get_object_or_404(User, pk=pk)
    press(partial(acts.stay, user, by=request.user, today=today()), f"{user} stays.", request)
    return redirect("leaving")


@opens(acts.leave, acts.plan, route="leaving-several", args=None)
@signed_in
def several(request: PersonRequest) -> HttpResponse:
    """A pasted list; each line is done on its own and gets its verdict."""
    posted = request.method == "POST"
    form = inputs.Several(request.POST if posted else None)
    verdicts = None
    if posted and form.is_valid():
        verdicts = let_go(form.cleaned_data["people"], by=request.user, today=today())
    context = {
        "form": form,
        "verdicts": verdicts,
        "says": reading.says_for_somebody(request.user),
        "who": acts.may_say_who_leaves.phrase,
    }
    status = BAD_REQUEST if form.errors else 200
    return render(request, "leaving/several.jinja", context, status=status)


@signed_in
def work(request: PersonRequest) -> HttpResponse:
    """What is still to be done after somebody has gone: each with its act."""
    return render(request, "leaving/work.jinja", {"parts": reading.work(request)})
