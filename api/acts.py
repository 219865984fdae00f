"""Every declared act: what it is called, who may, what it asks for, and where it is taken."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.request import Request

from api import descriptions, inputs
from api.documents import Input, page_of
from api.permissions import PUBLIC
from api.views import View, listed
from governance.published.serving import Document
from ledger import acts
from ledger.acts import Declared


class DoorDocument(Document):
    kind = serializers.ChoiceField(["page", "api", "scim", "command", "sweep", "admin"])
    place = serializers.CharField(help_text="The name of a route, a command or a job.")


class ActDocument(Document):
    """An act as it was declared. Without doors it is part of other acts; `within` says of which."""

    name = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # hides their own attribute
    about = serializers.CharField(
        source="model._meta.model_name", help_text="The kind of its subject in the ledger."
    )
    permission = serializers.CharField(
        source="who.phrase", help_text="Completes “Only … can do this”."
    )
    inputs = Input(many=True)
    doors = DoorDocument(many=True)
    within = serializers.CharField(allow_null=True)
    decides = serializers.BooleanField()
    tokens = serializers.BooleanField(help_text="Whether a token may take it.")

    def get_inputs(self, act: Declared[Any]) -> list[dict[str, Any]]:
        return inputs.of(act)


class ActList(View):
    needs = {"GET": (PUBLIC,)}

    @descriptions.call(
        "acts",
        "Every declared act",
        descriptions.responses(page_of(ActDocument), 400, 403) | descriptions.UNCHANGED,
        tag="acts",
    )
    def get(self, request: Request) -> HttpResponse:
        self.nothing_asked(request)
        found = sorted(acts.every(), key=lambda each: each.name)
        return listed(request, ActDocument(found, many=True).data)
