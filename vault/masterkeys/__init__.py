"""Owns the choice of who holds the master keys. They are read once a process."""

from functools import cache
from pathlib import Path

from django.conf import settings

from vault.masterkeys import environment, keyfile
from vault.masterkeys.provider import KeysUnusable, Provider

__all__ = ["KeysUnusable", "Provider", "key_file", "provider"]


def provider() -> Provider:
    return _load(settings.KEYHOLDER_MASTER_KEY_PROVIDER, settings.KEYHOLDER_MASTER_KEY_FILE)


def key_file() -> Path:
    if not settings.KEYHOLDER_MASTER_KEY_FILE:
        raise KeysUnusable("KEYHOLDER_MASTER_KEY_FILE does not say where the master keys are.")
    return Path(settings.KEYHOLDER_MASTER_KEY_FILE)


@cache
def _load(kind: str, path: str) -> Provider:
    match kind:
        case "file":
            return keyfile.load(key_file())
        case "environment":
            return environment.load()
    raise KeysUnusable(
        f"KEYHOLDER_MASTER_KEY_PROVIDER is “{kind}”. It can be “file” or “environment”."
    )
