"""Which scope a call needs. A view that does not say is for nobody."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from django.conf import settings
from rest_framework.exceptions import MethodNotAllowed, NotAuthenticated, PermissionDenied
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from people.models import Scope, Token

if TYPE_CHECKING:
    from rest_framework.views import APIView

PUBLIC = "public"
OPEN = "open"
Needs = Mapping[str, tuple[str, ...]]


class NobodyByDefault(BasePermission):
    """What a view has that forgot to say who may use it."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        return False


class HasScope(BasePermission):
    """The view's `needs` names, for each method, the scopes of which one is enough.

    PUBLIC is what everybody may read while the public directory is on; OPEN is always open.
    """

    def has_permission(self, request: Request, view: APIView) -> bool:
        needs: Needs = getattr(view, "needs", {})
        method = "GET" if request.method == "HEAD" else str(request.method)
        if method not in needs:
            raise MethodNotAllowed(method)
        wanted = needs[method]
        if OPEN in wanted or (PUBLIC in wanted and settings.KEYHOLDER_PUBLIC_DIRECTORY):
            return True
        scopes = reading_scopes() if PUBLIC in wanted else wanted
        demand(request, *scopes)
        return True


def reading_scopes() -> tuple[str, ...]:
    return (Scope.CHANNELS_READ, Scope.REGISTER_READ)


def demand(request: Request, *scopes: str, what: str = "This") -> None:
    """Refuse a request whose token has none of the scopes."""
    if request.auth is None:
        raise NotAuthenticated(f"{what} needs a token with the scope {' or '.join(scopes)}.")
    if not has(request, *scopes):
        raise PermissionDenied(
            f"{what} needs the scope {' or '.join(scopes)}, which this token does not have."
        )


def has(request: Request, *scopes: str) -> bool:
    token = carried(request)
    return token is not None and any(scope in token.scopes for scope in scopes)


def carried(request: Request) -> Token | None:
    """The token that the request carries."""
    return cast("Token | None", request.auth)
