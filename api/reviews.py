"""Reviews over REST: what is, was and will be looked at, by the day it is due."""

from __future__ import annotations

import datetime
import hashlib

import orjson
from django.db.models import Q
from django.http import HttpResponse
from django.utils import timezone
from rest_framework.request import Request

from api import descriptions
from api.documents import ReviewDocument
from api.parameters import Parameters
from api.views import View, answer, cached, link, tags, unchanged
from governance.models import Review
from governance.published.cursors import Cursor
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
        found, more = _page(wanted, size, cursor)
        onward, backward = _cursors(found, more, cursor)
        today = {"today": timezone.localdate()}
        body = {
            "next": link(request, onward),
            "previous": link(request, backward),
            "results": ReviewDocument(found, many=True, context=today).data,
        }
        content = orjson.dumps(body)
        tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
        if tag in tags(request):
            return unchanged(request, tag)
        return cached(request, answer(content), tag)


def _wanted(asked: Parameters) -> Q:
    wanted = Q()
    if before := asked.day("due_before"):
        wanted &= Q(due_on__lt=before)
    if state := asked.choice("state", Review.State.values):
        wanted &= Q(state=state)
    if kind := asked.choice("kind", Review.Kind.values):
        wanted &= Q(kind=kind)
    return wanted


def _page(wanted: Q, size: int, cursor: Cursor | None) -> tuple[list[Review], bool]:
    """Soonest first, by keyset. Says whether there is more in the direction that was read."""
    back = cursor is not None and cursor.back
    if cursor:
        side, day = ("lt" if back else "gt"), cursor.at.date()
        wanted &= Q(**{f"due_on__{side}": day}) | Q(due_on=day, **{f"pk__{side}": cursor.id})
    order = ("-due_on", "-pk") if back else ("due_on", "pk")
    found = list(Review.objects.filter(wanted).order_by(*order)[: size + 1])
    more, found = len(found) > size, found[:size]
    return (found[::-1] if back else found), more


def _cursors(
    found: list[Review], more: bool, cursor: Cursor | None
) -> tuple[Cursor | None, Cursor | None]:
    back = cursor is not None and cursor.back
    if not found:
        return None, None
    onward = _cursor(found[-1]) if more or back else None
    backward = _cursor(found[0], back=True) if (more if back else cursor) else None
    return onward, backward


def _cursor(review: Review, *, back: bool = False) -> Cursor:
    at = datetime.datetime.combine(review.due_on, datetime.time(), datetime.UTC)
    return Cursor(at, review.pk, back)
