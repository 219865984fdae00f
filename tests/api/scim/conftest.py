"""A directory, as Entra speaks: with a token of its scope."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from people import tokens
from people.models import Scope

USERS = "/scim/v2/Users"
CORE = "urn:ietf:params:scim:schemas:core:2.0:User"
Sends = Callable[..., Any]


@pytest.fixture
def directory(db: None) -> Sends:
    """`directory("patch", person.pk, {…}, query="dryRun=true")`: the response."""
    _, text = tokens.issue("directory", scopes=[Scope.SCIM], days=None, person=None)
    client = Client(headers={"authorization": f"Bearer {text}"})

    def send(method: str, place: Any = "", body: Any = None, *, query: str = "") -> Any:
        address = f"{USERS}/{place}" if place else USERS
        if query:
            address += f"?{query}"
        if method == "get":
            return client.get(address)
        return getattr(client, method)(address, body, content_type="application/scim+json")

    return send


def told(name: str = "New Person", **more: Any) -> dict[str, Any]:
    return {
        "schemas": [CORE],
        "userName": "new@riverside.invalid",
        "displayName": name,
        "active": True,
    } | more


def patch(*operations: dict[str, Any]) -> dict[str, Any]:
    schema = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
    return {"schemas": [schema], "Operations": list(operations)}


GONE = patch({"op": "Replace", "path": "active", "value": "False"})
"""As Entra sends it: the operation with a capital, the value as a text."""


def renamed(path: str, value: Any) -> dict[str, Any]:
    return patch({"op": "Replace", "path": path, "value": value})
