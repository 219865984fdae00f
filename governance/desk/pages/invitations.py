"""Who cannot sign in yet, and inviting them."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from governance.web.acting import act_page
from governance.web.doors import PersonRequest, opens, stewards
from people import domains, inviting
from people.models import User

MOST = 200
ADVICE = (
    "They get a letter with a link, by which they choose a password. It works once, and for "
    f"{inviting.DAYS} days. Look at the address twice: whoever reads what is sent there gets in."
)


@stewards
def index(request: PersonRequest) -> HttpResponse:
    """Imported leads among them: who is known here was not invited by it."""
    found = User.objects.without_password().order_by("name", "email")
    people = list(found[: MOST + 1])
    context = {
        "people": [(each, domains.refusal(each.email)) for each in people[:MOST]],
        "more": len(people) > MOST,
    }
    return render(request, "desk/invitations.jinja", context)


@opens(inviting.invite, route="invite", verb=False)
@stewards
def invite(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    user = get_object_or_404(User, pk=pk)
    return act_page(
        request,
        inviting.invite,
        user,
        back=reverse("invitations"),
        done=reverse("invitations"),
        about=f"{user} ({user.email})" if user.name != user.email else user.email,
        submit="Send the invitation",
        advice=ADVICE,
        said=lambda _: f"An invitation goes to {user.email}.",
    )
