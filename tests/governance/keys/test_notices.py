"""What the clock does about keys: names, who is told, and accounts that are owed."""

import pytest
from django.db import connection
from django.db.models.signals import post_init
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from governance.keys import acts as keys
from governance.keys import notices
from governance.models import Channel, Tool
from people.roles import Role
from tests import cast as given
from tests.cast import TODAY, Cast
from tests.ledger.reading import acts, last
from vault.models import Custodian


@pytest.fixture
def held(cast: Cast, channel: Channel) -> Channel:
    keys.deposit(channel, given.keys(), by=cast.lead, today=TODAY)
    return channel


def test_nothing_is_done_while_all_is_in_step(held: Channel) -> None:
    before = acts()
    assert notices.keep_in_step(today=TODAY) == 0
    assert acts() == before


def test_a_new_officer_is_told_from_now_on(cast: Cast, held: Channel) -> None:
    new = given.person("new", cast.communications, roles=[Role.OFFICER])
    assert notices.keep_in_step(today=TODAY) == 1
    assert held.custodian is not None
    assert held.custodian.responsible.filter(pk=new.pk).exists()
    assert last("custodian.tell_from_now_on").actor == "the clock"


def test_custodian_takes_the_new_name_of_its_channel(held: Channel) -> None:
    Channel.objects.filter(pk=held.pk).update(name="Therapies for children")
    notices.keep_in_step(today=TODAY)
    assert Custodian.objects.get().name == "Therapies for children on Instagram"


def test_and_of_its_tool(cast: Cast, through_a_tool: Channel) -> None:
    keys.deposit(through_a_tool, given.keys(), by=cast.officer, today=TODAY)
    Tool.objects.update(name="Planner")
    notices.keep_in_step(today=TODAY)
    assert Custodian.objects.get().name == "Planner"


def test_retired_custodian_is_left_as_it_was(cast: Cast, held: Channel) -> None:
    keys.retire(held, by=cast.officer, today=TODAY)
    given.person("new", cast.communications, roles=[Role.OFFICER])
    assert notices.keep_in_step(today=TODAY) == 0


def test_what_is_retired_is_not_read(cast: Cast, held: Channel) -> None:
    """The years bring ever more of it, and the sweep does this each time."""
    made: list[object] = []

    def count(instance: object, **_: object) -> None:
        made.append(instance)

    keys.retire(held, by=cast.officer, today=TODAY)
    for model in (Channel, Custodian):
        post_init.connect(count, sender=model)
    try:
        assert notices.keep_in_step(today=TODAY) == 0
    finally:
        for model in (Channel, Custodian):
            post_init.disconnect(count, sender=model)
    assert made == []


def test_many_in_step_are_asked_about_as_often_as_one(
    cast: Cast, held: Channel, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with CaptureQueriesContext(connection) as of_one:
        notices.keep_in_step(today=TODAY)
    for number in range(3):
        another = given.approved_channel(cast, answers={"handle": f"another{number}"})
        keys.deposit(another, given.keys(), by=cast.lead, today=TODAY)
    with django_assert_num_queries(len(of_one)):
        notices.keep_in_step(today=TODAY)
