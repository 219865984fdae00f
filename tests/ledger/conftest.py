"""A thing to try acts on; what a test declares is gone after it."""

import pytest

from ledger import acts
from tests.cast import Cast
from vault.models import Custodian


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(acts, "_registry", dict(acts._registry))


@pytest.fixture
def thing(registry: None, cast: Cast) -> Custodian:
    return Custodian.objects.create(name="Instagram", path="/channels/1/keys")
