"""Who sees which kind of what is owed: each role, each kind, at every door."""

import csv
import datetime
import io
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client

from governance.desk import waiting
from governance.models import Channel, Obligation, Reach
from governance.obligations import reading
from governance.obligations.kinds import KINDS
from people.models import User
from tests import cast as given
from tests.api.conftest import BASE, Caller, caller  # noqa: F401  the fixture
from tests.cast import NOON, TODAY, Cast
from tests.pages.conftest import SignIn, sign_in  # noqa: F401  the fixture

OFFICERS = {"officer", "officer2", "head", "auditor"}
ANSWER = {"lead", "administrator", "manager"}
ITS_OWN = {"outsider"}  # the person whom the row names
WIDE = OFFICERS | ANSWER | ITS_OWN | {"member", "executive"}
SEEN_BY = dict.fromkeys(KINDS, WIDE) | {
    "policy": OFFICERS | ITS_OWN | {"executive", "manager"},
    "second_step": OFFICERS | ANSWER | ITS_OWN,
    "account": OFFICERS | ITS_OWN,
}
KEPT_FROM_PROGRAMS = {"second_step", "account"}
EVERYBODY = sorted(["lead", "member", "administrator", "manager", "outsider", "officer"])
EVERYBODY += sorted(["officer2", "head", "executive", "on_call", "auditor", "steward"])


@pytest.fixture
def noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=True):
        yield


@pytest.fixture
def channel(cast: Cast, noon: None) -> Channel:
    """One row of each kind, late, that names somebody of another team and has reached the head."""
    found = given.live_channel(cast)
    Obligation.objects.all().delete()
    for kind in KINDS.values():
        Obligation.objects.create(
            kind=kind.name,
            subject_id=uuid.uuid4(),
            key=found.pk,
            about=kind.name,
            channel=found,
            team=cast.team,
            person=cast.outsider,
            stage=next(iter(kind.ladders)),
            owner=Reach.HEAD,
            reaches=Reach.HEAD,
            since=TODAY,
            due_on=TODAY - datetime.timedelta(days=1),
            opened_on=TODAY,
        )
    return found


def kinds_for(name: str) -> set[str]:
    return {kind for kind, people in SEEN_BY.items() if name in people}


def labels(names: set[str]) -> set[str]:
    return {KINDS[name].label for name in names}


def test_the_table_has_everybody(cast: Cast) -> None:
    assert set(EVERYBODY) == set(cast.everybody)


@pytest.mark.parametrize("name", EVERYBODY)
def test_each_role_sees_its_kinds(cast: Cast, channel: Channel, name: str) -> None:
    user = cast.everybody[name]
    rows = Obligation.objects.filter(reading.seen(user))
    assert set(rows.values_list("kind", flat=True)) == kinds_for(name)


@pytest.mark.parametrize("name", EVERYBODY)
def test_page_and_file_show_the_same(
    cast: Cast,
    channel: Channel,
    sign_in: SignIn,  # noqa: F811
    name: str,
) -> None:
    client, query = sign_in(cast.everybody[name]), "?whose=around"
    answer: Any = client.get(f"/obligations/owed.csv{query}")
    text = b"".join(answer.streaming_content).decode()
    assert {row["Kind"] for row in csv.DictReader(io.StringIO(text))} == labels(kinds_for(name))
    number = len(kinds_for(name))
    said = f"{number} thing{'' if number == 1 else 's'} "
    assert (said if number else "Nothing of this is owed.") in client.get(
        f"/obligations/{query}"
    ).text


@pytest.mark.parametrize("name", EVERYBODY)
def test_home_counts_no_more_than_they_see(cast: Cast, channel: Channel, name: str) -> None:
    """Of what others are late with: the officers all, the manager what the circles leave."""
    others = waiting.look(cast.everybody[name], TODAY).owed.others
    asks = {"officer", "officer2"}
    expected = len(kinds_for(name)) if name in asks | {"manager"} else 0
    assert others == expected


@pytest.mark.parametrize("kind", KINDS)
def test_programs_are_told_what_is_nobodys_secret(
    cast: Cast,
    channel: Channel,
    caller: Caller,  # noqa: F811
    kind: str,
) -> None:
    found = caller("register:read").get(f"{BASE}/obligations?kind={kind}").json()["results"]
    assert [each["kind"] for each in found] == ([] if kind in KEPT_FROM_PROGRAMS else [kind])


@pytest.mark.parametrize("kind", sorted(KEPT_FROM_PROGRAMS))
def test_nor_by_whose_they_are(
    cast: Cast,
    channel: Channel,
    caller: Caller,  # noqa: F811
    kind: str,
) -> None:
    owed = f"{BASE}/obligations?kind={kind}&owed_by={cast.head.email}"
    assert caller("register:read").get(owed).json()["results"] == []


def test_who_is_reached_sees_it_whatever_they_are(cast: Cast, channel: Channel) -> None:
    """Without a head the executives hear of an account that nobody gives."""
    given.dismiss(cast.head)
    executive = User.objects.get(pk=cast.executive.pk)
    rows = Obligation.objects.filter(reading.seen(executive), kind="account")
    assert rows.exists()


def test_a_visitor_sees_nothing(channel: Channel) -> None:
    assert Client().get("/obligations/?whose=around").status_code == 302
