"""A directory says that somebody left: until their whole work list is there, against a second."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.bench import program
from tests.bench.measuring import seconds
from tests.bench.place import Place
from tests.bench.row import Limit, Row, Sides

LED = 15
GONE = {
    "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
    "Operations": [{"op": "replace", "path": "active", "value": False}],
}


@contextmanager
def against_a_second(place: Place) -> Iterator[Sides]:
    """Each time somebody else leaves, who led fifteen channels of the large register."""
    program.start(place)
    from django.test import Client

    from governance.models import Holder
    from people import tokens
    from people.models import Scope

    _, text = tokens.issue("directory", scopes=[Scope.SCIM], days=None, person=None)
    client = Client(headers={"authorization": f"Bearer {text}"})
    numbers = itertools.count()

    def measured() -> float:
        person = _lead(next(numbers))
        address = f"/scim/v2/Users/{person.pk}"
        took = seconds(lambda: client.patch(address, GONE, "application/scim+json"))()
        left = Holder.objects.filter(user=person, removal_wanted_on__isnull=False)
        if left.count() != LED:
            raise AssertionError(f"{left.count()} of {LED} lines are to be removed")
        return took

    yield measured, lambda: 1.0


def _lead(number: int) -> Any:
    """Somebody new, who leads channels that others led until now."""
    from django.utils import timezone

    from governance.models import Channel, Holder
    from people.models import User

    person = User.objects.create(email=f"leaver{number}@bench.invalid", name=f"Leaver {number}")
    found = list(Channel.objects.order_by("pk")[number * LED : (number + 1) * LED])
    Channel.objects.filter(pk__in=[each.pk for each in found]).update(lead=person)
    for channel in found:
        channel.administrators.add(person)
    today = timezone.localdate()
    Holder.objects.bulk_create(
        Holder(
            channel=each,
            kind="person",
            user=person,
            level="full",
            added_on=today,
            answers_for_it=True,
        )
        for each in found
    )
    return person


ROW = Row("somebody leaves, seconds", against_a_second, target=Limit(at_most=1.0))
