"""What is served is what the schema says: each key has its field, each field its key and type."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import orjson
import pytest
from django.test import Client

from governance.models import Channel, Plan
from governance.published import listings
from people.models import Scope
from tests import cast as given
from tests.api.conftest import BASE, Caller
from tests.cast import Cast
from tests.governance.published import sample

Schema = dict[str, Any]
JSON = "application/json"
PROBLEM = "application/problem+json"
TYPES: dict[str, Any] = {
    "string": str,
    "boolean": bool,
    "integer": int,
    "array": list,
    "object": dict,
}
FORMATS: dict[str, Callable[[str], object]] = {
    "uuid": uuid.UUID,
    "date": datetime.date.fromisoformat,
    "date-time": datetime.datetime.fromisoformat,
}


class Described:
    """The schema, asked about what was served. Fields that are not required go together."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema

    def wrong(
        self, path: str, status: int, served: Any, *, whole: bool = True, kind: str = JSON
    ) -> list[str]:
        answer = self.schema["paths"][f"{BASE}/{path}"]["get"]["responses"][str(status)]
        return list(self._wrong(served, answer["content"][kind]["schema"], whole, path))

    def _wrong(self, value: Any, said: Schema, whole: bool, at: str) -> Iterator[str]:
        said = self._resolved(said)
        if value is None:
            if not (said.get("nullable") or None in said.get("enum", ())):
                yield f"{at} is null"
            return
        if "type" not in said:
            return  # anything at all
        if not isinstance(value, TYPES[said["type"]]) or value not in said.get("enum", [value]):
            yield f"{at} is {value!r}"
        elif said["type"] == "array":
            for each in value:
                yield from self._wrong(each, said["items"], whole, at)
        elif "properties" in said:
            wanted = set(said["properties"] if whole else said["required"])
            yield from (f"{at}.{name} is on one side only" for name in wanted ^ set(value))
            for name in wanted & set(value):
                yield from self._wrong(value[name], said["properties"][name], whole, f"{at}.{name}")
        elif said["type"] == "object":
            for each in value.values():
                yield from self._wrong(each, said["additionalProperties"] or {}, whole, at)
        elif not _reads(said.get("format", ""), value):
            yield f"{at} is {value!r}"

    def _resolved(self, said: Schema) -> Schema:
        """Without references, and with what stands beside them."""
        while "$ref" in said or "allOf" in said:
            parts = said.get("allOf", [])
            if "$ref" in said:
                parts = [self.schema["components"]["schemas"][said["$ref"].split("/")[-1]]]
            beside = {name: each for name, each in said.items() if name not in ("$ref", "allOf")}
            said = {name: each for part in parts for name, each in part.items()} | beside
        return said


def _reads(kind: str, value: str) -> bool:
    try:
        FORMATS.get(kind, str)(value)
    except ValueError:
        return False
    return True


@pytest.fixture
def described(anybody: Client) -> Described:
    return Described(anybody.get(f"{BASE}/schema").json())


@pytest.fixture
def channels(cast: Cast) -> list[Channel]:
    """One with everything in it, and one with next to nothing."""
    found = list(sample.channels(cast))
    Channel.objects.filter(pk=found[1].pk).update(state="live", url="https://x.com/b")
    listings.rebuild(Channel.objects.all())
    return found


@pytest.mark.parametrize("register", [False, True], ids=["public", "register"])
def test_channels(
    register: bool, channels: list[Channel], described: Described, anybody: Client, caller: Caller
) -> None:
    client = caller(Scope.REGISTER_READ) if register else anybody
    page = client.get(f"{BASE}/channels").json()
    assert len(page["results"]) == len(channels)
    assert described.wrong("channels", 200, page, whole=register) == []
    for channel in channels:
        one = client.get(f"{BASE}/channels/{channel.pk}").json()
        assert described.wrong("channels/{ident}", 200, one, whole=register) == []
    streamed: Any = client.get(f"{BASE}/channels.json")
    file = orjson.loads(streamed.getvalue())
    assert described.wrong("channels.json", 200, file, whole=register) == []
    answer = client.get(f"{BASE}/verify?url=https://x.com/b").json()
    assert answer["verdict"] == "official"
    assert described.wrong("verify", 200, answer, whole=register) == []


def test_choices(cast: Cast, described: Described, anybody: Client) -> None:
    for path in ("platforms", "teams"):
        assert described.wrong(path, 200, anybody.get(f"{BASE}/{path}").json()) == []


def test_reviews(channels: list[Channel], described: Described, caller: Caller) -> None:
    page = caller(Scope.REGISTER_READ).get(f"{BASE}/reviews").json()
    assert len(page["results"]) == 3
    assert described.wrong("reviews", 200, page) == []


def test_entries(cast: Cast, described: Described, caller: Caller) -> None:
    given.suspended_channel(cast)
    page = caller(Scope.LEDGER_READ).get(f"{BASE}/ledger").json()
    assert described.wrong("ledger", 200, page) == []


def test_plans(cast: Cast, described: Described, caller: Caller) -> None:
    given.approved_channel(cast)
    given.draft(cast, name="Second")
    author = caller(Scope.PLANS_WRITE, person=cast.lead)
    page = author.get(f"{BASE}/plans").json()
    assert described.wrong("plans", 200, page) == []
    for plan in Plan.objects.all():
        one = author.get(f"{BASE}/plans/{plan.pk}").json()
        assert described.wrong("plans/{ident}", 200, one) == []


def test_steps(cast: Cast, described: Described, caller: Caller) -> None:
    channel = given.live_channel(cast)
    program = caller(Scope.CHANNELS_WRITE, person=cast.officer)
    steps = program.get(f"{BASE}/channels/{channel.pk}/steps").json()
    assert described.wrong("channels/{ident}/steps", 200, steps) == []


def test_problems(cast: Cast, described: Described, anybody: Client) -> None:
    wrong = anybody.get(f"{BASE}/channels?page_size=0").json()
    assert wrong.pop("errors") == {"page_size": ["Give a whole number from 1 to 200."]}
    assert described.wrong("channels", 400, wrong, whole=False, kind=PROBLEM) == []


def test_what_is_wrong_is_found(channels: list[Channel], described: Described) -> None:
    """A field without a key, a key without a field, a type, a form, and null."""
    served = listings.public_document(channels[0])
    for change in (
        {"name": None},
        {"purpose": 3},
        {"colour": "red"},
        {"ends_on": "soon"},
        {"tier": "other"},
        {"team": {"slug": "a"}},
    ):
        assert len(described.wrong("channels/{ident}", 200, served | change, whole=False)) == 1
    del served["state"]
    assert len(described.wrong("channels/{ident}", 200, served, whole=False)) == 1
