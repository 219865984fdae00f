"""Whoever is told that something is owed can open the page where it is done."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from governance.models import Obligation, Plan, Review
from governance.obligations import checking
from governance.obligations.climbing import People, joined
from governance.obligations.kinds import KINDS
from ledger.acts import find
from people.models import User
from tests.cast import TODAY

HEARD_OF = {"decision", "account", "policy", "keys"}


def _leads_on(row: Obligation, person: User) -> bool:
    """Whether they may do it; those above a decision or an account hear that it is late."""
    kind, today = KINDS[row.kind], timezone.localdate()
    if row.kind in HEARD_OF:
        return True
    unanswered = (Review.State.SCHEDULED, Review.State.OPEN)
    act = find("review.answer") if row.stage in unanswered else kind.discharging
    assert act is not None
    if act.model is Plan:
        thing: Any = Plan(kind=Plan.Kind.RENEWAL, channel=row.channel, team=row.team)
    else:
        thing = kind.subject._default_manager.get(pk=row.subject_id)
    if act.permits(thing, by=person, today=today):
        return True
    # The head and the officers name others, who can.
    names = find("channel.name_people")
    return bool(row.channel and names and names.permits(row.channel, by=person, today=today))


@pytest.fixture
def sample(db: None, settings: Settings) -> None:
    settings.DEBUG = True  # pytest-django turns it off
    call_command("seed_sample", json=True, stdout=StringIO())


def test_every_line_of_the_sample_leads_on(sample: None) -> None:
    """The sample owes what its facts say; one row of each kind and stage is tried by everybody
    whom any of its rungs reaches."""
    assert list(checking.differences(timezone.localdate())) == []
    people, tried, shut = People(TODAY), set(), []
    for row in joined(Obligation.objects.filter(discharged_on=None)):
        if (row.kind, row.stage) in tried:
            continue
        tried.add((row.kind, row.stage))
        kind = KINDS[row.kind]
        for rung in kind.ladder(row.stage).rungs:
            for person in people.reached(row, rung.reaches):
                client = Client()
                client.force_login(person)
                status = client.get(kind.href(row)).status_code
                if status != 200:
                    shut.append(f"{row.kind} {row.stage}: {person} at {kind.href(row)}: {status}")
                elif not _leads_on(row, person):
                    shut.append(f"{row.kind} {row.stage}: {person} may do nothing about it")
    assert shut == []
    assert len({kind for kind, _ in tried}) >= 8
