"""A pasted list of addresses and days: each line is done on its own and gets its verdict."""

import pytest

from governance.leaving import inputs
from governance.leaving.several import let_go
from people.models import User
from tests.cast import TODAY, Cast

PASTED = """\
member@riverside.invalid
ADMINISTRATOR@riverside.invalid;\t8 January 2027

nobody@riverside.invalid, 2027-01-08
lead@riverside.invalid, the day after
outsider@riverside.invalid, 31/01/2099
member@riverside.invalid, 2027-01-04
"""


def test_each_line_gets_its_verdict(cast: Cast) -> None:
    found = let_go(PASTED, by=cast.steward, today=TODAY)
    assert [(each.line.number, each.done, each.said) for each in found] == [
        (1, True, "Member has left. Nothing is left to do."),
        (2, True, "Administrator leaves on 8 January 2027. Until then nothing changes."),
        (4, False, "Nobody here has this address."),
        (5, False, "Enter a real date, like 4 January 2027 or 4/1/2027."),
        (6, False, "31 January 2099 is more than two years ahead."),
        (7, False, "This person has left already."),
    ]
    assert set(User.objects.filter(is_active=False)) == {cast.member}


def test_a_manager_lets_go_whom_they_manage(cast: Cast) -> None:
    found = let_go(
        "outsider@riverside.invalid\nmember@riverside.invalid", by=cast.manager, today=TODAY
    )
    assert [each.done for each in found] == [False, True]
    assert found[0].said.startswith("Only a steward, the manager of a team that they are in")


def test_a_very_long_list_is_done_as_far_as_it_goes(cast: Cast) -> None:
    found = let_go("nobody@riverside.invalid\n" * 501, by=cast.steward, today=TODAY)
    assert found[-1].said == "At most 500 lines at once: paste this one again."


@pytest.mark.parametrize(
    ("pasted", "email", "day"),
    [
        ("Ann Bell <ann@example.org>, 31/01/2027", "ann@example.org", "31/01/2027"),
        ('"Bell, Ann" <ann@example.org>; 1 March 2027', "ann@example.org", "1 March 2027"),
        ("Ann Bell\tann@example.org\t2027-01-31", "ann@example.org", "2027-01-31"),
        ("<ann@example.org>", "ann@example.org", TODAY.isoformat()),
        ("somebody 31/01/2027", "somebody", "31/01/2027"),
    ],
)
def test_an_address_is_found_as_people_write_it(pasted: str, email: str, day: str) -> None:
    [line] = inputs.lines(pasted, TODAY)
    assert (line.email, line.day) == (email, day)
