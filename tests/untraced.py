"""Tests that add nothing to the figures of coverage: tracing nearly doubles what a test costs.

Each line that does not depend on the engine is run on SQLite; on PostgreSQL only the tests of what
asks for its engine are traced. Journeys wait for a browser and meet what others have run.
"""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

ROOT = Path(__file__).resolve().parent
ASKING_FOR_THE_ENGINE = (
    "ledger",
    "vault",
    "governance/published",
    "governance/register",
    "pages/public",
)
POSTGRESQL = settings.DATABASES["default"]["ENGINE"].endswith("postgresql")


def is_untraced(item: pytest.Item) -> bool:
    if item.get_closest_marker("journey"):
        return True
    place = item.path.relative_to(ROOT).as_posix()
    return POSTGRESQL and not place.startswith(ASKING_FOR_THE_ENGINE)


class Tracing:
    """Goes off and on where a test differs from the one before it; nothing where none is asked."""

    on = True

    def fit(self, item: pytest.Item) -> None:
        asked: Any = item.config.pluginmanager.getplugin("_cov")
        wanted = not is_untraced(item)
        if asked is not None and asked.cov_controller and wanted != self.on:
            (asked.cov_controller.resume if wanted else asked.cov_controller.pause)()
            self.on = wanted


tracing = Tracing()
