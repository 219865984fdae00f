"""SCIM as RFC 7643 and RFC 7644 have it, tried by a tester that is not ours."""

from __future__ import annotations

import uuid
from typing import Annotated

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from pydantic import Field
from scim2_client.engines.wsgi import WSGISCIMClient
from scim2_models import Required, ScimProvider, Uniqueness
from scim2_tester import Status, check_server

from api.scim import documents
from people import tokens
from people.models import Scope

BAD = (Status.ERROR, Status.CRITICAL)
NEITHER = ("check_remove_attribute", "Failed to remove attribute 'active'")
"""Somebody is here or is not: this attribute is never without a value."""


class WithExamples(documents.Person):
    """The tester invents any text for a name; ours are addresses."""

    user_name: Annotated[str | None, Required.true, Uniqueness.server] = Field(
        None, examples=[f"{uuid.UUID(int=each)}@riverside.example" for each in range(10_000)]
    )


@pytest.mark.django_db
def test_a_tester_of_the_standard_finds_nothing() -> None:
    _, text = tokens.issue("directory", scopes=[Scope.SCIM], days=1, person=None)
    client = WSGISCIMClient(
        WSGIHandler(),
        base_url="http://testserver/scim/v2",
        headers={"Authorization": f"Bearer {text}"},
        provider=ScimProvider([WithExamples], [documents.KIND], documents.CONFIG),
    )
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        found = check_server(client)
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)
    wrong = [(each.title, each.reason) for each in found if each.status in BAD]
    assert [(title, str(reason).partition(":")[0]) for title, reason in wrong] == [NEITHER]
    assert sum(each.status == Status.SUCCESS for each in found) > 30
