"""`?dryRun=true`: what would be done is said, and nothing is. For a directory's first days, and for
whoever fears that its data are wrong. Entra keeps a query that stands in its tenant URL."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from rest_framework.exceptions import ParseError
from rest_framework.request import Request
from scim2_models import Context

from api.scim.documents import Person, document
from api.scim.views import answer
from governance.access import endings
from people.models import User

NAME = "dryRun"
SAYS = "urn:keyholder:params:scim:schemas:2.0:DryRun"


def asked(request: Request) -> bool:
    given = request._request.GET.get(NAME, "false").lower()
    if given not in ("true", "false"):
        raise ParseError(f"{NAME} is true or false.")
    return given == "true"


def of(person: User, base: str, *, leaves: bool) -> HttpResponse:
    """The person as they are, and what leaving would make due: names of channels and of keys."""
    due = vars(endings.foreseen(person)) if leaves else {}
    return _answer(document(person, base), {"leaves": leaves, "wouldBeDue": due})


def nobody_yet(told: Person) -> HttpResponse:
    return _answer(told, {"added": True})


def _answer(shown: Person, said: dict[str, Any]) -> HttpResponse:
    """200 whatever was asked: 201 and 204 would say that something was done."""
    return answer(shown.model_dump(scim_ctx=Context.RESOURCE_QUERY_RESPONSE) | {SAYS: said})
