"""No expression that a steward may write runs away, whatever strangers send. Steps are counted."""

import sys
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addresses import AddressBook, PlatformRules, rows
from addresses.expressions import MOST_WAYS, problems
from addresses.spelling import LONGEST_PATH
from tests.addresses.backtracking import Matcher, TooManyError

MOST_STEPS = 100_000
SHORT = 24
"""Letters at which what grows without end has left what does not behind."""


@pytest.fixture(autouse=True)
def deep() -> Iterator[None]:
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(20_000)
    yield
    sys.setrecursionlimit(before)


@pytest.mark.parametrize(
    "expression",
    [
        "/(?P<handle>" + "a?" * 30 + "a" * 30 + ")",
        "/(?P<handle>(?:a*){4}(?:a*){4}(?:a*){4})b",
        "/(?P<handle>(?:a+)+)b",
        "/(?P<handle>(?:a|aa){1,90})b",
        "/(?P<handle>a*a*a*)b",
        "/(?P<handle>" + "(?:a|a)" * 25 + ")b",
    ],
)
def test_what_runs_away_is_refused(expression: str) -> None:
    assert any("very long" in each for each in problems(expression, group="handle"))


def test_what_is_refused_does_run_away() -> None:
    """So that the counting of steps is shown to count."""
    with pytest.raises(TooManyError):
        Matcher("(?:a+)+b", "a" * SHORT, MOST_STEPS).matches()


ATOM = st.sampled_from(["a", "[ab]", "[^/]", ".", "\\w", "b", "-", "(?:ab|a)", "(?:a|b)"])
REPEAT = st.sampled_from(["", "", "?", "*", "+", "{1,3}", "{2}", "{0,30}", "{3,}"])
EXPRESSION = st.recursive(
    st.lists(st.tuples(ATOM, REPEAT).map("".join), min_size=1, max_size=5).map("".join),
    lambda inner: st.tuples(inner, REPEAT).map(lambda each: f"(?:{each[0]}){each[1]}"),
    max_leaves=4,
)


@settings(max_examples=400)
@given(
    expression=EXPRESSION,
    letter=st.sampled_from(["a", "b", "ab", "a-"]),
    end=st.sampled_from("!/b"),
)
def test_what_is_taken_stays_within_its_ways(expression: str, letter: str, end: str) -> None:
    """Twice the letters cost eight times the steps at most: not a thousand times."""
    if problems(expression):
        return
    steps = []
    for letters in (SHORT // 2, SHORT):
        matcher = Matcher(expression, (letter * letters)[:letters] + end, 50 * MOST_STEPS)
        matcher.matches()
        steps.append(matcher.steps)
    assert steps[1] <= 10 * steps[0] + 200


EXPRESSIONS = sorted(
    {
        each
        for row in rows()
        for pattern in [*row["patterns"], {"path": row.get("handle_pattern") or ""}]
        for each in (pattern.get(name, "") for name in ("path", "query", "bare"))
        if each
    }
)
TEXTS = ["a" * LONGEST_PATH, "/" + "1" * 299, "/pages/category/" + "a-" * 140, "/p/" + "-" * 290]
TEXTS += ["/groups/" + "1-" * 140 + "/", "a." * 150, "did:plc:" + "." * 290, "/a" * 150]


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_those_that_come_along_are_quick(expression: str) -> None:
    for text in TEXTS:
        matcher = Matcher(expression, text, MOST_STEPS)
        matcher.matches()
        assert matcher.steps <= MOST_STEPS


def test_longer_texts_are_not_matched_at_all() -> None:
    """Neither what stands in a query nor a handle alone."""
    row = {
        "slug": "a",
        "name": "A",
        "hosts": ["a.example"],
        "url_template": "https://a.example/?id={handle}",
        "patterns": [{"path": "/", "query": "id=(?P<handle>[a-z]+)", "bare": "[a-z]+"}],
        "handle_pattern": "[a-z]+",
    }
    book = AddressBook([PlatformRules.of(row)])
    for letters, found in ((200, True), (LONGEST_PATH, False)):
        address = book.parse("https://a.example/?id=" + "a" * letters)
        assert (address is not None) == found
    assert MOST_WAYS <= 10**7
