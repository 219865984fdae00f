"""A steward who adds a platform is told what is wrong with its rules."""

import time
from typing import Any

import pytest

from addresses import AddressBook, PlatformRules, check_rules, rows, shipped
from addresses.expressions import problems

NEWSLETTER: dict[str, Any] = {
    "slug": "beehiiv",
    "name": "beehiiv",
    "hosts": ["beehiiv.com", "*.beehiiv.com"],
    "url_template": "https://{handle}.beehiiv.com/",
    "patterns": [{"host": "*.beehiiv.com", "example": "https://our-news.beehiiv.com/"}],
    "handle_pattern": "[A-Za-z0-9-]{1,63}",
    "reserved": ["//www.beehiiv.com", "//app.beehiiv.com"],
}


@pytest.mark.parametrize("row", rows(), ids=lambda row: str(row["slug"]))
def test_rules_that_come_along_are_sound(row: dict[str, Any]) -> None:
    assert check_rules(row) == []
    assert row["access_method"] in {"keys", "roles", "parent", "device"}
    assert row["password_min"] <= row["password_max"]


def test_a_newsletter_service_can_be_added() -> None:
    assert check_rules(NEWSLETTER) == []
    address = AddressBook([*shipped(), PlatformRules.of(NEWSLETTER)]).parse(
        "http://Our-News.beehiiv.com/p/first-issue"
    )
    assert address is not None
    assert address.key == "our-news.beehiiv.com"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"slug": "Bee Hive"}, "The slug is"),
        ({"name": " "}, "name"),
        ({"hosts": []}, "one host at least"),
        ({"hosts": ["https://beehiiv.com/"]}, "is not a host"),
        ({"hosts": ["Beehiiv.com"]}, "small letters"),
        ({"hosts": ["com"]}, "is not a host"),
        ({"hosts": ["*.com"]}, "is not a host"),
        ({"hosts": [5]}, "is not a host"),
        ({"hosts": ["*", "beehiiv.com"]}, "stands alone"),
        ({"hosts": ["*.beehiiv.com", "*.beehiiv.com"]}, "listed twice"),
        ({"url_template": "http://beehiiv.com/{handle}"}, "begins with https://"),
        ({"url_template": "https://beehiiv.com/"}, "{handle}"),
        ({"url_template": "https://beehiiv.com/{handle.__class__}"}, "{handle}"),
        ({"url_template": None}, "begins with https://"),
        ({"reserved": ["search"]}, "like /search"),
        ({"aliases": "Bee"}, "a list of texts"),
        ({"handle_pattern": "["}, "is not a regular expression"),
        ({"patterns": []}, "a list of 1 to"),
        ({"patterns": "x"}, "a list of 1 to"),
        ({"patterns": ["/x"]}, "Pattern 1 is not an object"),
        ({"patterns": [{"pth": "/x"}]}, "do not know: pth"),
        ({"patterns": [{"path": 5}]}, "wrong value in path"),
        ({"patterns": [{"path": "/(?P<handle>x", "example": ""}]}, "is not a regular expression"),
        ({"patterns": [{"path": "/[a-z]+"}]}, "(?P<handle>…)"),
        ({"patterns": [{"path": "(?P<handle>(?:a+)+)"}]}, "very long to match"),
        ({"patterns": [{"path": "x(?P<handle>a)"}]}, "begins with a slash"),
        ({"patterns": [{"host": "*.other.com"}]}, "not in the list of hosts"),
        ({"patterns": [{"host": "*.beehiiv.com", "path": "/(?P<handle>a)"}]}, "no path"),
        ({"patterns": [{"host": "*.beehiiv.com", "url": "https://x.com/"}]}, "{handle}"),
        ({"patterns": [{"host": "*.beehiiv.com", "shown": "news"}]}, "{handle}"),
        ({"patterns": [{"host": "*.beehiiv.com"}]}, "an example"),
        (
            {"patterns": [{"host": "*.beehiiv.com", "example": "https://x.com/nhs"}]},
            "is not read by these rules",
        ),
        (
            {
                "patterns": [
                    {
                        "host": "*.beehiiv.com",
                        "url": "https://elsewhere.com/{handle}",
                        "example": "https://our.beehiiv.com",
                    }
                ]
            },
            "do not read back",
        ),
    ],
)
def test_what_is_wrong_is_said(change: dict[str, Any], says: str) -> None:
    found = check_rules({**NEWSLETTER, **change})
    assert any(says in sentence for sentence in found), found
    assert all(sentence.endswith(".") for sentence in found)


def test_empty_rules_are_refused_and_not_an_error() -> None:
    assert check_rules({})


@pytest.mark.parametrize(
    "expression",
    [
        "(a+)+",
        "(a*)*b",
        "([a-z]+x?)*",
        "((a{2,}))+",
        "(a|b{1,9}){3,}",
        "(a|a)+",
        "(?:a|a?)+",
        "(?:(?:a+)?b?)+",
    ],
)
def test_repeat_within_a_repeat_is_refused(expression: str) -> None:
    assert any("very long" in problem for problem in problems(expression))


@pytest.mark.parametrize(
    "expression",
    [
        "[",
        "(",
        "a" * 201,
        "(?i)a",
        "(?#x)a",
        r"(a)\1",
        r"(?P<a>x)(?P=a)",
        "a+b+c+d+",
        5,
        "a{99999999999}",
    ],
)
def test_expression_is_refused(expression: object) -> None:
    assert problems(expression)


@pytest.mark.parametrize(
    "expression",
    [
        "",
        "a+",
        "[(+*]+",
        r"\(a+\)+",
        "(?:ab)+",
        "(?:a|b)?c+",
        "(?:ab){1,4}",
        "[^]+]+x",
        "(?:a+)?",
        r"a\++",
    ],
)
def test_expression_is_taken(expression: str) -> None:
    assert problems(expression) == []


@pytest.mark.parametrize(
    "text",
    [
        "https://x.com/" + "a" * 1900,
        "https://www.facebook.com/" + "-" * 1900,
        "https://www.facebook.com/pages/" + "a/" * 900,
        "https://www.facebook.com/profile.php?" + "id=1&" * 380,
        "https://" + "a." * 950 + "com/@x",
        "https://x.com/" + "%41" * 600,
        "@" + "a" * 900 + "@" + "b" * 900,
        "https://" + "@" * 1900,
        "https://www.youtube.com/" + "é" * 1900,
        "https://www.linkedin.com/groups/" + "-1" * 900 + "x",
    ],
)
def test_hostile_text_is_read_quickly(text: str) -> None:
    book = AddressBook(shipped())
    began = time.perf_counter()
    book.parse(text)
    assert time.perf_counter() - began < 0.05
