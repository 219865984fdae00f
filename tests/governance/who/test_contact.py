"""Whom somebody rings who cannot get in: a number before a mailbox, and in any case somebody."""

import pytest

from governance.models import Rules
from governance.who import contact


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("phone", "mailbox", "said"),
    [
        ("01632 960123", "comms@riverside.invalid", "the communications team on 01632 960123"),
        (
            "",
            "comms@riverside.invalid",
            "the communications team, or write to comms@riverside.invalid",
        ),
        ("", "", "the communications team"),
    ],
)
def test_it_says_what_the_rules_have(phone: str, mailbox: str, said: str) -> None:
    known = {"communications_phone": phone, "communications_mailbox": mailbox}
    Rules.objects.update_or_create(pk=1, defaults=known)
    assert contact.in_words() == said
