"""Whatever is typed into whichever form: an answer that says what is wrong, beside its field.

Each form that somebody comes upon behind a page of an act is sent each of these values, in all its
fields at once. Steps are counted as questions to the database, which do not depend on the machine.
"""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import cast as given
from tests.cast import NOON, Cast
from tests.house import posting, things
from tests.house.leading import Browser
from tests.house.posting import Place
from tests.house.test_forms_twice import worlds

things.everywhere()
VALUES: dict[str, Any] = {
    "letters": "x" * 200_000,
    "nul": "a\x00b",
    "half a character": b"\xed\xa0\x80",
    "digits": "9" * 5_000,
    "exponent": "1e999999999",
    "last day": "31/12/9999",
    "backwards": "a\u202eb",
    "formula": "=HYPERLINK(1)",
    "html": "<script>alert(1)</script>",
    "many": ["a"] * 900,
}
FOUND, SERVER_ERROR = 302, 500
MOST_QUESTIONS = 150
FEWEST = 30
SHOWN = ("html", "formula", "backwards", "letters")
"""What is typed stands in the page again, with what is wrong with it."""


def test_no_value_breaks_a_form(cast: Cast) -> None:
    with time_machine.travel(NOON, tick=True):
        places = list(posting.places(worlds(cast), cast.everybody.values()))
        typed = [each for each in places if each.form.typed]
        wrong = [said for place in typed for said in _wrong(place)]
    assert wrong == []
    assert len(typed) >= FEWEST


def _wrong(place: Place) -> list[str]:
    client = place.browser.client
    client.raise_request_exception = False
    found = []
    for name, value in VALUES.items():
        sent = dict(place.form.values)
        sent.update(dict.fromkeys(place.form.typed, value))
        with CaptureQueriesContext(connection) as asked:
            answer = client.post(place.form.address, sent)
        said = _against(answer, len(asked), name, value)
        found += [f"{place.route} {name}: {said}"] if said else []
    return found


def _against(answer: Any, questions: int, name: str, value: Any) -> str:
    if answer.status_code >= SERVER_ERROR:
        return str(answer.status_code)
    if questions > MOST_QUESTIONS:
        return f"{questions} questions to the database"
    if answer.status_code == FOUND:
        return ""
    page = answer.content.decode()
    if "<script>alert" in page:
        return "not escaped"
    if name == "letters" and answer.status_code == 400 and "error" not in page:
        return "says nothing of an error"
    return ""


@pytest.mark.parametrize("name", SHOWN)
def test_what_was_typed_is_kept_with_its_error_beside_it(cast: Cast, name: str) -> None:
    value = VALUES[name]
    with time_machine.travel(NOON, tick=True):
        channel = given.live_channel(cast)
        browser = Browser.of(cast.officer)
        address = f"/channels/{channel.pk}/steps/suspend"
        sent = {"cause": "", "reason": value}
        page = browser.client.post(address, sent).content.decode()
    assert 'id="cause-error"' in page or "cause-error" in page
    assert value.replace("<", "&lt;").replace(">", "&gt;") in page
    if name in {"backwards", "letters"}:
        assert "reason-error" in page
