"""Roles that wait for somebody else: one's own, and those to agree to."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from governance.web.acting import act_page
from governance.web.doors import PersonRequest, opens, signed_in
from governance.web.offering import may
from people import appointments
from people.models import Appointment
from people.roles import DECIDE, Role

DECIDED_HERE = {each.verb: each for each in (appointments.agree, appointments.refuse)}
ADVICE = {
    "agree": "Ask the steward or the person if you did not expect this. Do not agree because "
    "an e-mail says so.",
    "refuse": "Nothing changes. The steward who gave the role is told.",
}


@signed_in
def index(request: PersonRequest) -> HttpResponse:
    """What one's own roles wait for; to those who may agree, what waits for them."""
    user = request.user
    looks = user.holds(*DECIDE, Role.STEWARD, Role.AUDITOR)
    waiting = Appointment.objects.filter(state=Appointment.State.PROPOSED)
    found = waiting.select_related("person", "given_by") if looks else []
    rows = [(each, may(appointments.agree, each, request)) for each in found]
    return render(request, "desk/roles.jinja", {"rows": rows, "looks": looks})


@opens(*DECIDED_HERE.values(), route="role-decide")
@signed_in
def decide(request: PersonRequest, pk: uuid.UUID, verb: str) -> HttpResponse:
    """Two taps: the button on the list, and the one here."""
    step = DECIDED_HERE.get(verb)
    if step is None:
        raise Http404
    found = get_object_or_404(Appointment.objects.select_related("person"), pk=pk)
    back = reverse("roles")
    if not may(step, found, request) and found.person != request.user:
        raise Http404
    return act_page(request, step, found, back=back, advice=ADVICE[verb])
