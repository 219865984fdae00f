"""What is owed over REST: by which thing, by whom, until when, and where it is discharged."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpResponse
from django.utils import timezone
from rest_framework.request import Request

from api import by_day, descriptions
from api.parameters import Parameters
from api.views import View
from governance.desk.owing import documents
from governance.obligations import reading
from governance.obligations.climbing import joined
from governance.obligations.kinds import KINDS
from people.models import Scope, User


class ObligationList(View):
    needs = {"GET": (Scope.REGISTER_READ,)}
    parameters = ("owed_by", "kind", "due_before", "page_size", "cursor")

    @descriptions.obligations
    def get(self, request: Request) -> HttpResponse:
        today = timezone.localdate()
        asked = self.asked(request)
        size = asked.number("page_size", 50, 1, 200)
        cursor = asked.cursor()
        wanted = _wanted(asked)
        asked.done()
        owed = reading.owed(today).filter(wanted, reading.seen_by_programs())
        found = by_day.page(joined(owed), size, cursor)
        return by_day.respond(request, found, documents(found.rows, today))


def _wanted(asked: Parameters) -> Q:
    wanted = Q()
    if before := asked.day("due_before"):
        wanted &= Q(due_on__lt=before)
    if kind := asked.choice("kind", KINDS):
        wanted &= Q(kind=kind)
    if email := asked.text("owed_by"):
        person = User.objects.filter(email__iexact=email, is_active=True).first()
        wanted &= reading.reaching(person) if person else Q(pk=None)
    return wanted
