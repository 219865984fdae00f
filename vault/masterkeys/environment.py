"""Master keys in an environment variable: for development only."""

from django.conf import settings

from vault.masterkeys.document import read
from vault.masterkeys.local import LocalKeys
from vault.masterkeys.provider import KeysUnusable
from vault.secret import Secret

VARIABLE = "KEYHOLDER_MASTER_KEY"


def load() -> LocalKeys:
    text = settings.KEYHOLDER_MASTER_KEY
    if not text:
        raise KeysUnusable(f"{VARIABLE} is not set, and it is where the master keys should be.")
    return LocalKeys(read(Secret(text), called=VARIABLE))
