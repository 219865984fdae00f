"""The id of a test can be read, typed and found in a report."""

import pytest

LONGEST = 150


def test_ids_are_short(request: pytest.FixtureRequest) -> None:
    ids = [item.nodeid for item in request.session.items]
    assert [f"{each[:LONGEST]}…" for each in ids if len(each) > LONGEST] == []


@pytest.mark.parametrize("value", ["x" * 20 + "\n…" * 10_000, "x" * 33, b"\x00" * 33, "x" * 32])
def test_long_value_is_named_by_its_ends(
    value: str | bytes, request: pytest.FixtureRequest
) -> None:
    assert len(request.node.name) <= len("test_long_value_is_named_by_its_ends[]") + 32
    assert request.node.name.isascii()
