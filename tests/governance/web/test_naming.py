"""People named on a page by name or e-mail address."""

import pytest

from governance.web.naming import known
from people.models import User
from tests.cast import Cast, person


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", []),
        ("Officer2", ["Officer2"]),
        ("on call", ["On Call"]),
        ("  On   Call \r\nmember", ["On Call", "Member"]),
        ("lead@riverside.invalid MEMBER@riverside.invalid", ["Lead", "Member"]),
        ("lead@riverside.invalid; Member, head", ["Lead", "Member", "Head"]),
    ],
)
def test_by_name_or_address_a_line_or_between_commas(
    cast: Cast, text: str, names: list[str]
) -> None:
    users, errors = known(text)
    assert (list(map(str, users)), errors) == (names, [])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Nobody", "Nobody here is called Nobody."),
        ("nobody@riverside.invalid", "Nobody here has the address nobody@riverside.invalid."),
        ("@", "Nobody here has the address @."),
        ("a\0b", "Nobody here is called a\0b."),
        ("Twin", "Several people here are called Twin. Give the e-mail address of the one."),
        ("x" * 60_000, f"Nobody here is called {'x' * 80}. Check it"),
        ("\n".join(["x"] * 51), "Give 50 people at most."),
    ],
)
def test_what_names_nobody_or_several(cast: Cast, text: str, said: str) -> None:
    for number in (1, 2):
        User.objects.filter(pk=person(f"twin{number}").pk).update(name="Twin")
    users, errors = known(text)
    assert users == []
    assert errors[0].startswith(said)


def test_whoever_has_left_is_nobody(cast: Cast) -> None:
    User.objects.filter(pk=cast.member.pk).update(is_active=False)
    assert known("Member")[0] == known("member@riverside.invalid")[0] == []
