"""Whoever is told that something is owed can open the page where it is done."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from governance.models import Obligation
from governance.obligations import checking
from governance.obligations.climbing import People, joined
from governance.obligations.kinds import KINDS
from tests.cast import TODAY


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
    assert shut == []
    assert len({kind for kind, _ in tried}) >= 8
