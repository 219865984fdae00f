"""An upload that waits is plain data, and comes back as it was."""

import uuid
from dataclasses import replace

import pytest
from django.core.cache import cache

from governance.register import uploads
from governance.register.judging import Result, Verdict
from tests.cast import Cast

CONTENT = "Channel,Where\nRiverside “§”,Twitter\n".encode()
VERDICTS = [
    Verdict(2, Result.ADDED, None, uuid.UUID(int=1), "Riverside"),
    Verdict(3, Result.REFUSED, "It has no address."),
]


@pytest.mark.parametrize(("judged", "done"), [(None, None), (VERDICTS, None), (VERDICTS, [])])
def test_comes_back_as_it_was(
    cast: Cast, judged: list[Verdict] | None, done: list[Verdict] | None
) -> None:
    taken = uploads.take("old.csv", CONTENT, by=cast.officer, public=False)
    full = replace(taken, columns={"name": 0, "platform": 1}, judged=judged, done=done)
    uploads.keep(full, by=cast.officer)
    found = uploads.find(taken.id, by=cast.officer)
    assert found == full
    assert found.sheet().header == taken.sheet().header
    assert uploads.find(taken.id, by=cast.lead) is None
    assert isinstance(cache.get(f"import:{cast.officer.pk}:{taken.id}"), dict)
