"""What a directory asks before it sends anything: what we know, and how it is spelled."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from rest_framework.request import Request
from scim2_models import Context, Meta, Resource, ResourceType, Schema

from api.scim import documents
from api.scim.views import ScimView, answer, error, listed
from people.models import Scope

READ = {"GET": (Scope.SCIM,)}


class Config(ScimView):
    needs = READ

    def get(self, request: Request) -> HttpResponse:
        found = documents.CONFIG.model_copy()
        where = f"{self.base(request)}/ServiceProviderConfig"
        found.meta = Meta(resource_type="ServiceProviderConfig", location=where)
        return answer(found.model_dump(scim_ctx=Context.RESOURCE_QUERY_RESPONSE))


class _Several(ScimView):
    """All of them, or the one of this id."""

    needs = READ
    of: type[Resource[Any]]

    def all(self) -> tuple[Resource[Any], ...]:
        raise NotImplementedError

    def get(self, request: Request, ident: str | None = None) -> HttpResponse:
        found = [each.model_copy() for each in self.all()]
        for each in found:
            name = self.of.__name__
            where = f"{self.base(request)}/{name}s/{each.id}"
            each.meta = Meta(resource_type=name, location=where)
        if ident is None:
            if "filter" in request._request.GET:
                return error(403, "These are not filtered (RFC 7644, section 4).")
            return listed(found, len(found), 1, self.of)
        for each in found:
            if str(each.id).lower() == ident.lower():
                return answer(each.model_dump(scim_ctx=Context.RESOURCE_QUERY_RESPONSE))
        raise Http404


class ResourceTypes(_Several):
    of = ResourceType

    def all(self) -> tuple[Resource[Any], ...]:
        return documents.PROVIDER.resource_types


class Schemas(_Several):
    of = Schema

    def all(self) -> tuple[Resource[Any], ...]:
        return documents.PROVIDER.schemas
