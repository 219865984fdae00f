"""What is too much, too deep or says two things is refused before anything is done with it."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ledger.limits import DEEPEST, LARGEST_BODY, MOST_ITEMS, MOST_VALUES
from people import tokens
from people.models import Scope
from tests import cast as given
from tests.api.conftest import BASE
from tests.cast import Cast


@pytest.fixture
def lead(cast: Cast) -> Client:
    _, text = tokens.issue("test", scopes=Scope.values, days=1, person=cast.lead)
    return Client(headers={"Authorization": f"Api-Key {text}"})


@pytest.mark.parametrize(
    ("content", "status", "said"),
    [
        (b'{"reason": "a", "reason": "b"}', 400, "“reason” is given twice"),
        (b'{"lead": {"id": 1, "id": 2}}', 400, "“id” is given twice"),
        (b'{"r": NaN}', 400, "not JSON"),
        (b'{"r": Infinity}', 400, "not JSON"),
        (b'{"reason": "\\ud800"}', 400, "not JSON"),
        (b'{"reason": "\xed\xa0\x80"}', 400, "not JSON"),
        (b'{"r":' + b"[" * DEEPEST + b"]" * DEEPEST + b"}", 400, "At most 12 levels"),
        (b'{"r":' * 900 + b"1" + b"}" * 900, 400, "At most 12 levels"),
        (b'{"r":' + b"[" * 300_000, 400, "not JSON"),
        (b'{"r": [' + b"1," * MOST_VALUES + b"1]}", 413, "At most 5,000 values"),
        (b'{"r": "' + b"x" * LARGEST_BODY + b'"}', 413, "At most 1,000,000 bytes"),
    ],
    ids=range(11),
)
def test_what_is_no_object_of_ours(
    cast: Cast, lead: Client, content: bytes, status: int, said: str
) -> None:
    plan = given.draft(cast)
    address = f"{BASE}/plans/{plan.pk}"
    refused = lead.patch(address, data=content, content_type="application/json")
    assert (refused.status_code, said in refused.json()["detail"]) == (status, True)


def test_many_people_are_refused_by_their_field(cast: Cast, lead: Client) -> None:
    plan = given.draft(cast)
    people = [f"p{n}@riverside.invalid" for n in range(4_000)]
    with CaptureQueriesContext(
        connection,
    ) as asked:
        refused = lead.patch(
            f"{BASE}/plans/{plan.pk}",
            data={"administrators": people},
            content_type="application/json",
        )
    assert refused.status_code == 400
    assert refused.json()["errors"] == {
        "administrators": [f"At most {MOST_ITEMS} can be given at once; these are 4,000."]
    }
    assert len(asked) < 20


def test_people_are_looked_up_at_once(cast: Cast, lead: Client) -> None:
    """However many they are, and as many as a list may have."""
    plan = given.draft(cast)

    def questions(*emails: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            answer = lead.patch(
                f"{BASE}/plans/{plan.pk}",
                data={"administrators": emails},
                content_type="application/json",
            )
        assert answer.status_code == 400, answer.content
        return len(asked)

    nobody = [f"p{n}@riverside.invalid" for n in range(MOST_ITEMS)]
    assert questions(*nobody) == questions(nobody[0])
