"""What programs send as JSON, and the sentence for what is something else."""

from collections.abc import Callable
from typing import Any

import pytest

from governance.plans import json_values as sent
from tests.cast import Cast


@pytest.mark.parametrize("value", [None, 0, 1.5, {}, ["yes"], "true"])
def test_only_true_and_false_are_ticks(value: Any) -> None:
    assert [sent.yes_no(each) for each in (True, False)] == [True, False]
    with pytest.raises(ValueError, match="Give true or false"):
        sent.yes_no(value)


@pytest.mark.parametrize("read", [sent.text, sent.number, sent.person])
@pytest.mark.parametrize("value", [None, True, [], {}])
def test_what_is_no_text_is_refused(read: Callable[[Any], str], value: Any) -> None:
    with pytest.raises(ValueError, match="Give a text"):
        read(value)


@pytest.mark.parametrize("value", [None, True, "a", {}, [1], ["a", None]])
def test_what_is_no_list_of_texts_is_refused(value: Any) -> None:
    with pytest.raises(ValueError, match="Give a list of choices"):
        sent.choices(value)
    with pytest.raises(ValueError, match="Give a list of ids or e-mail addresses"):
        sent.people(value)


def test_numbers_are_sent_as_numbers_or_as_text() -> None:
    assert [sent.number(each) for each in (3, 2.5, "2.5")] == ["3", "2.5", "2.5"]


def test_people_are_known_by_address_or_id(cast: Cast) -> None:
    ident = str(cast.lead.pk)
    assert sent.person("LEAD@riverside.invalid") == ident
    assert sent.people([ident, "lead@riverside.invalid"]) == [ident, ident]
    assert sent.person("nobody@riverside.invalid") == "nobody@riverside.invalid"
    assert sent.person("a@\0") == "a@\0"
