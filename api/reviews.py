"""Reviews over REST: what is, was and will be looked at, by the day it is due."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpResponse
from django.utils import timezone
from rest_framework.request import Request

from api import by_day, descriptions
from api.documents import ReviewDocument
from api.parameters import Parameters
from api.views import View
from governance.models import Review
from people.models import Scope


class ReviewList(View):
    needs = {"GET": (Scope.REGISTER_READ,)}
    parameters = ("due_before", "state", "kind", "page_size", "cursor")

    @descriptions.reviews
    def get(self, request: Request) -> HttpResponse:
        asked = self.asked(request)
        size = asked.number("page_size", 50, 1, 200)
        cursor = asked.cursor()
        wanted = _wanted(asked)
        asked.done()
        found = by_day.page(Review.objects.filter(wanted), size, cursor)
        today = {"today": timezone.localdate()}
        documents = ReviewDocument(found.rows, many=True, context=today)
        return by_day.respond(request, found, list(documents.data))


def _wanted(asked: Parameters) -> Q:
    wanted = Q()
    if before := asked.day("due_before"):
        wanted &= Q(due_on__lt=before)
    if state := asked.choice("state", Review.State.values):
        wanted &= Q(state=state)
    if kind := asked.choice("kind", Review.Kind.values):
        wanted &= Q(kind=kind)
    return wanted
