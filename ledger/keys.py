"""The HMAC keys of the ledger: a file that only the program's user can read.

The file is JSON: `{"active": "<name>", "keys": {"<name>": "<64 hex digits>"}}`. Old keys stay,
because each entry names the key that its HMAC was made with.
"""

import functools
import json
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

KEY_BYTES = 32


@dataclass(frozen=True)
class KeyRing:
    """Every HMAC key by name, and which one signs now."""

    active: str
    keys: dict[str, bytes] = field(repr=False)


def ensure(path: Path) -> bool:
    """Make the key file where there is none. True if it was made."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
    except FileExistsError:
        return False
    name = f"ledger-{secrets.token_hex(4)}"
    with os.fdopen(descriptor, "w") as file:
        json.dump({"active": name, "keys": {name: secrets.token_hex(KEY_BYTES)}}, file)
    return True


def ring() -> KeyRing:
    """The keys of this installation, read once a process."""
    return _read(Path(settings.KEYHOLDER_LEDGER_KEY_FILE))


@functools.lru_cache(maxsize=4)
def _read(path: Path) -> KeyRing:
    try:
        content = json.loads(path.read_text())
        keys = {name: bytes.fromhex(key) for name, key in content["keys"].items()}
        active = content["active"]
        usable = active in keys and all(len(key) == KEY_BYTES for key in keys.values())
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        usable = False
    if not usable:
        # No cause: what is in a key file belongs in no traceback.
        raise ImproperlyConfigured(
            f"KEYHOLDER_LEDGER_KEY_FILE ({path}) is not a readable ledger key file. "
            "Make one with `manage.py ledger make-key`, or put the right one back."
        ) from None
    return KeyRing(active, keys)
