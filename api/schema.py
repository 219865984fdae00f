"""The schema of the API (OpenAPI 3), and the page that shows it."""

import hashlib
from functools import cache
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer
from drf_spectacular.settings import patched_settings
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from api.descriptions import SECURITY
from api.permissions import OPEN
from api.views import View, answer, cached, tags, unchanged


@extend_schema(exclude=True)
class Schema(View):
    needs = {"GET": (OPEN,)}

    def get(self, request: Request) -> HttpResponse:
        self.nothing_asked(request)
        content, tag = _written()
        if tag in tags(request):
            return unchanged(request, tag)
        return cached(request, answer(content), tag)


@extend_schema(exclude=True)
class Docs(View):
    needs = {"GET": (OPEN,)}

    def get(self, request: Request) -> HttpResponse:
        self.nothing_asked(request)
        return render(request._request, "api/docs.jinja")


@cache
def _written() -> tuple[bytes, str]:
    """Made once a process: it changes with the program only."""
    generator: Any = SchemaGenerator
    # Without hooks choices stay where they are used, instead of under names made up for them.
    with patched_settings(
        {"POSTPROCESSING_HOOKS": [], "APPEND_COMPONENTS": {"securitySchemes": SECURITY}}
    ):
        found = generator().get_schema(request=None, public=True)
    content: bytes = OpenApiJsonRenderer().render(found, renderer_context={})
    return content, f'"{hashlib.sha256(content).hexdigest()[:32]}"'
