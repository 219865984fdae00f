"""One's own e-mail: how often it comes."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse

from governance.web.acting import act_page
from governance.web.doors import PersonRequest, opens, signed_in
from people.mail import choose_digest
from people.models import User


@opens(choose_digest, route="mail", args=lambda _: [])
@signed_in
def choose(request: PersonRequest) -> HttpResponse:
    user = User.objects.get(pk=request.user.pk)
    return act_page(
        request,
        choose_digest,
        user,
        back=reverse("mfa_index"),
        done=reverse("mail"),
        initial={"digest": user.digest},
        submit="Save my choice",
        said=lambda _: f"Saved: {user.get_digest_display().lower()}.",
    )
