"""The platforms that Keyholder brings along, from platforms.json."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from addresses.rules import PlatformRules

FILE = Path(__file__).resolve().parent / "platforms.json"


def rows() -> list[dict[str, Any]]:
    """One row a platform, with the fields of the table."""
    found: list[dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))
    return found


@cache
def shipped() -> tuple[PlatformRules, ...]:
    return tuple(PlatformRules.of(row) for row in rows())
