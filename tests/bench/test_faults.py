"""The table of faults names tests that are there."""

import re

import pytest

from tests.bench.faults import FAULTS
from tests.bench.place import ROOT


@pytest.mark.parametrize("node", [node for fault in FAULTS for node in fault.tests])
def test_every_test_it_names_is_there(node: str) -> None:
    path, _, name = node.partition("::")
    assert re.search(rf"^def {name}\(", (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE)
