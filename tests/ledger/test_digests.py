"""What can wait comes in one mail a person and working day, and nobody is drowned."""

import datetime
import re
from typing import Any

import pytest
from django.core import mail

from ledger import composing, letters, outbox
from ledger.letters import Letter
from ledger.models import Notice
from tests.cast import NOON, TODAY, Cast
from tests.ledger.test_outbox_templates import templates

TOMORROW = TODAY + datetime.timedelta(days=1)
DAY = datetime.timedelta(days=1)


def owe(cast: Cast, number: int, kind: str = "channel_live", *, to: str = "lead") -> None:
    context = {
        "actor": "Officer",
        "name": f"Channel {number}",
        "platform": "Instagram",
        "team": "Children's Therapies",
        "path": f"/channels/{number}",
        "kind": "security",
        "due_on": "4 January 2027",
    }
    at = NOON + datetime.timedelta(seconds=number - 200)
    outbox.owe(kind, [getattr(cast, to)], context=context, once=None, at=at)


def test_a_day_makes_one_mail(cast: Cast) -> None:
    owe(cast, 1)
    owe(cast, 2, "review_opened")
    owe(cast, 3)
    assert outbox.send_due(now=NOON) == 0
    assert outbox.send_due(now=NOON, day=TODAY) == 3
    (sent,) = mail.outbox
    assert sent.subject == "Keyholder: 3 things for you"
    body = str(sent.body)
    places = [
        body.index(words)
        for words in (
            "Hello Lead,",
            "To do\n",
            "Please answer by 4 January 2027: security review of Channel 2",
            "http://testserver/channels/2\n",
            "For you to know\n",
            "Now official: Channel 1",
            "http://testserver/channels/1\n",
            "Now official: Channel 3",
        )
    ]
    assert places == sorted(places)
    assert "\n\n\n" not in body
    assert len(re.findall("http://testserver/", body)) == 4
    assert set(Notice.objects.values_list("digest_on", flat=True)) == {TODAY}


def test_what_comes_later_waits_for_the_next_working_day(cast: Cast) -> None:
    owe(cast, 1)
    outbox.send_due(now=NOON, day=TODAY)
    owe(cast, 2)
    owe(cast, 3, to="officer")
    assert outbox.send_due(now=NOON, day=TODAY) == 1
    assert outbox.send_due(now=NOON + DAY, day=None) == 0
    assert outbox.send_due(now=NOON + DAY, day=TOMORROW) == 1
    assert [each.to[0].partition("@")[0] for each in mail.outbox] == ["lead", "officer", "lead"]


def test_one_thing_alone_is_its_own_letter(cast: Cast) -> None:
    owe(cast, 1)
    outbox.send_due(now=NOON, day=TODAY)
    assert mail.outbox[0].subject == "Now official: Channel 1 on Instagram"


def test_the_same_thing_stands_there_once(cast: Cast) -> None:
    for number in (1, 1, 2):
        owe(cast, number)
    outbox.send_due(now=NOON, day=TODAY)
    assert mail.outbox[0].subject == "Keyholder: 2 things for you"


def test_a_thousand_things_make_a_mail_that_can_be_read(cast: Cast) -> None:
    for number in range(100):
        owe(cast, number)
    assert outbox.send_due(now=NOON, day=TODAY) == 100
    body = str(mail.outbox[0].body)
    assert body.count("http://") == composing.SHOWN + 1
    assert f"And {100 - composing.SHOWN} more." in body


def test_a_name_of_two_lines_adds_none(cast: Cast) -> None:
    context = {"actor": "O", "name": "A\r\nB", "platform": "X", "team": "T", "path": "/1"}
    outbox.owe("channel_live", [cast.lead], context=context, once=None, at=NOON)
    owe(cast, 2)
    outbox.send_due(now=NOON, day=TODAY)
    assert "Now official: A B on X" in str(mail.outbox[0].body)


def test_what_is_owed_and_what_is_news_are_one_mail(cast: Cast) -> None:
    line = {"says": "Name a lead for Channel 9", "by": "is due today", "path": "/channels/9"}
    groups = [{"label": "a lead", "lines": [line], "more": 0}]
    context = {"number": 1, "parts": groups, "teams": [], "path": "/obligations/"}
    for minutes in (30, 20):
        at = NOON - datetime.timedelta(minutes=minutes)
        outbox.owe("digest", [cast.lead], context=context, once=None, at=at)
    owe(cast, 1)
    assert outbox.send_due(now=NOON, day=TODAY) == 3
    (sent,) = mail.outbox
    body = str(sent.body)
    assert sent.subject.startswith("1 thing waits for you")
    assert body.count("Name a lead for Channel 9") == 1
    assert "Now official: Channel 1 on Instagram\n  http://testserver/channels/1\n" in body
    assert "\n\n\n" not in body


def test_a_sweeper_that_died_leaves_nothing_behind(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    owe(cast, 1)
    owe(cast, 2)

    def dies(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("ledger.line.Line.send", dies)
        with pytest.raises(KeyboardInterrupt):
            outbox.send_due(now=NOON, day=TODAY)
    owe(cast, 3)
    assert outbox.send_due(now=NOON, day=TODAY) == 0
    assert outbox.send_due(now=NOON + datetime.timedelta(minutes=6), day=TODAY) == 3
    assert len(mail.outbox) == 1


def test_every_letter_has_a_row(cast: Cast) -> None:
    assert {letter.kind for letter in letters.every()} == templates()


def test_two_letters_cannot_have_one_name() -> None:
    with pytest.raises(TypeError, match="Two letters"):
        letters.declare(Letter("channel_live"))


def test_a_compromise_makes_new_keys_urgent() -> None:
    due = letters.of("keys_due")
    assert due.is_urgent({"cause": "the channel may be compromised"})
    assert not due.is_urgent({"cause": "somebody who knew the keys has left"})


def test_a_digest_that_was_held_up_is_said_with_the_next(cast: Cast) -> None:
    """Each holds only what was to be said on its day."""
    for number, says in enumerate(["Answer the review", "Put it right"]):
        line = {"says": says, "by": "is due on 4 January 2027", "path": f"/reviews/{number}"}
        context = {
            "number": 1,
            "parts": [{"label": "a review", "lines": [line], "more": 0}],
            "teams": [],
            "path": "/obligations/",
        }
        at = NOON + datetime.timedelta(seconds=number)
        outbox.owe("digest", [cast.lead], context=context, once=f"d{number}", at=at)
    assert outbox.send_due(now=NOON + datetime.timedelta(minutes=1), day=TODAY) == 2
    (sent,) = mail.outbox
    body = str(sent.body)
    assert sent.subject.startswith("2 things wait")
    assert body.index("Answer the review") < body.index("Put it right")


def test_the_larger_number_of_a_team_is_kept_with_its_link(cast: Cast) -> None:
    """A mail of before teams had a link has none."""
    with_link = {"team": "Therapies", "number": 3, "path": "/obligations/?team=therapies"}
    for number, team in enumerate([{"team": "Therapies", "number": 5}, with_link]):
        context = {"number": 1, "parts": [], "teams": [team], "path": "/obligations/"}
        at = NOON + datetime.timedelta(seconds=number)
        outbox.owe("digest", [cast.head], context=context, once=f"d{number}", at=at)
    outbox.send_due(now=NOON + datetime.timedelta(minutes=1), day=TODAY)
    (sent,) = mail.outbox
    assert "- Therapies: 5\n  http://testserver/obligations/?team=therapies\n" in str(sent.body)
