"""What a notice is about, by the ledger's names; and nobody where no room says who reads it."""

import pytest

from ledger import addressing
from ledger.addressing import NOTHING, Subject


def test_what_has_no_uuid_is_nothing_to_ask_about() -> None:
    assert Subject.of(object()) == NOTHING


def test_nobody_reads_instead_where_nobody_said_who(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addressing, "_instead", [addressing._nobody])
    assert addressing.instead("channel", NOTHING) is None
    assert addressing.instead("person", NOTHING) is None
