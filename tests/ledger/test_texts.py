"""Text is cleaned in one place, before anything is done with it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger import texts
from ledger.limits import LONGEST_FIELD, MOST_ITEMS
from ledger.texts import NO_TEXT


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("Ann", ""),
        ("", ""),
        (None, ""),
        (7, ""),
        ("a\x00b", NO_TEXT),
        ("\ud800", NO_TEXT),
        ("x" * LONGEST_FIELD, ""),
        (
            "x" * (LONGEST_FIELD + 1),
            "At most 50,000 characters can be given here; these are 50,001.",
        ),
        (["a"] * MOST_ITEMS, ""),
        (["a"] * (MOST_ITEMS + 1), "At most 200 can be given at once; these are 201."),
        ([["a", {"b": "\udfff"}]], NO_TEXT),
        ({"\x00": 1}, NO_TEXT),
    ],
)
def test_what_is_against_it(value: object, said: str) -> None:
    assert texts.problem(value) == said


@given(st.text(st.characters(codec=None)))
def test_what_was_cleaned_can_be_kept(text: str) -> None:
    """In one spelling, with nothing that moves a cursor, and the same when it is cleaned again."""
    if texts.problem(text):
        return
    found = texts.cleaned(text)
    assert unicodedata.is_normalized("NFC", found)
    assert {each for each in found if unicodedata.category(each) == "Cc"} <= set("\n\r\t")
    assert texts.cleaned(found) == found
    assert len(found.encode()) >= len(found)


def test_two_spellings_of_one_name_are_one() -> None:
    assert texts.cleaned(["Zoe\u0308", "Zo\xeb"]) == ["Zo\xeb", "Zo\xeb"]
    assert texts.cleaned("a\x07b\tc\r\n") == "ab\tc\r\n"
