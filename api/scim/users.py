"""People over SCIM: who is new, who changed, who has left, who is back. Each is an act."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from rest_framework.request import Request
from scim2_models import Context, InvalidValueException, PatchOp, ResponseParameters, SearchRequest

from api.scim import dry_runs, people
from api.scim.documents import Person, document, inputs
from api.scim.views import ScimView, answer, listed
from governance import leaving
from governance.leaving import directory
from ledger.actors import DIRECTORY
from ledger.performing import clean, one_transaction
from people.models import Scope, User

SHOWN = {
    "GET": Context.RESOURCE_QUERY_RESPONSE,
    "POST": Context.RESOURCE_CREATION_RESPONSE,
    "PUT": Context.RESOURCE_REPLACEMENT_RESPONSE,
    "PATCH": Context.RESOURCE_PATCH_RESPONSE,
}


class Users(ScimView):
    needs = dict.fromkeys(("GET", "POST"), (Scope.SCIM,))

    def get(self, request: Request) -> HttpResponse:
        return _found(self, request, request._request.GET.dict())

    def post(self, request: Request) -> HttpResponse:
        told = Person.model_validate(request.data, scim_ctx=Context.RESOURCE_CREATION_REQUEST)
        if dry_runs.asked(request):
            return dry_runs.nobody_yet(told)
        with one_transaction():
            person = _add(told)
            _settle(person, told, now=document(person, ""))
        made = _shown(self, request, people.one(str(person.pk)), 201)
        made["Location"] = made["Content-Location"]
        return made


class Search(ScimView):
    """The same question as a body, where an address would be too long (RFC 7644 §3.4.3)."""

    needs = {"POST": (Scope.SCIM,)}

    def post(self, request: Request) -> HttpResponse:
        return _found(self, request, request.data)


class OneUser(ScimView):
    needs = dict.fromkeys(("GET", "PUT", "PATCH", "DELETE"), (Scope.SCIM,))

    def get(self, request: Request, ident: str) -> HttpResponse:
        return _shown(self, request, people.one(ident))

    def put(self, request: Request, ident: str) -> HttpResponse:
        person = people.one(ident)
        now = document(person, "")
        told = Person.model_validate(request.data, scim_ctx=Context.RESOURCE_REPLACEMENT_REQUEST)
        told.replace(now)
        return self._change(request, person, told, now)

    def patch(self, request: Request, ident: str) -> HttpResponse:
        person = people.one(ident)
        now = document(person, "")
        told = now.model_copy(deep=True)
        operations = PatchOp[Person].model_validate(
            request.data, scim_ctx=Context.RESOURCE_PATCH_REQUEST
        )
        operations.patch(told)
        if told.active is None:
            raise InvalidValueException(detail="active is true or false: nobody is neither.")
        return self._change(request, person, told, now)

    def delete(self, request: Request, ident: str) -> HttpResponse:
        person = people.one(ident)
        today = timezone.localdate()
        if dry_runs.asked(request):
            return dry_runs.of(person, self.base(request), leaves=person.left_on is None)
        with one_transaction():
            if person.left_on is None:
                leaving.leave(person, by=DIRECTORY, today=today)
            directory.forget(person, by=DIRECTORY, today=today)
        return HttpResponse(status=204)

    def _change(self, request: Request, person: User, told: Person, now: Person) -> HttpResponse:
        if dry_runs.asked(request):
            leaves = bool(now.active) and told.active is False
            return dry_runs.of(person, self.base(request), leaves=leaves)
        with one_transaction():
            if inputs(told) != inputs(now):
                today = timezone.localdate()
                directory.change(person, by=DIRECTORY, today=today, **inputs(told))
            _settle(person, told, now)
        return _shown(self, request, people.one(str(person.pk)))


def _add(told: Person) -> User:
    """Whoever was deleted from the directory and is named again is back, as the same person."""
    today = timezone.localdate()
    clean(directory.Entry, inputs(told))
    known = User.objects.filter(
        email__iexact=told.user_name, in_directory__deleted_at__isnull=False
    ).first()
    if known is None:
        person = User()
        directory.add(person, by=DIRECTORY, today=today, **inputs(told))
        return person
    directory.come_back(known, by=DIRECTORY, today=today)
    directory.change(known, by=DIRECTORY, today=today, **inputs(told))
    return known


def _settle(person: User, told: Person, now: Person) -> None:
    """Whether they are here, where the directory says so and it is not so."""
    if told.active is None or told.active == now.active:
        return
    act = directory.come_back if told.active else leaving.leave
    act(person, by=DIRECTORY, today=timezone.localdate())


def _found(view: ScimView, request: Request, asked: Any) -> HttpResponse:
    known = {name: value for name, value in asked.items() if name != dry_runs.NAME}
    wanted = SearchRequest[Person].model_validate(known, scim_ctx=Context.SEARCH_REQUEST)
    found, total, start = people.search(wanted, view.base(request))
    return listed(found, total, start, Person, wanted)


def _shown(view: ScimView, request: Request, person: User, status: int = 200) -> HttpResponse:
    asked = request._request.GET.dict()
    known = {name: asked[name] for name in ("attributes", "excludedAttributes") if name in asked}
    wanted = ResponseParameters[Person].model_validate(known)
    found = document(person, view.base(request))
    body = found.model_dump(scim_ctx=SHOWN[str(request.method)], response_parameters=wanted)
    made = answer(body, status)
    made["Content-Location"] = f"{view.base(request)}/Users/{person.pk}"
    return made
