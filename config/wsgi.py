"""The web application that gunicorn serves, once the keys at hand have proved the right ones."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

from config.environment import ConfigurationError

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

# gunicorn starts a worker that fails again for ever, unless it fails with this number.
BOOT_FAILURE = 3


def refuse(reason: Exception) -> None:
    print(reason, file=sys.stderr, flush=True)
    sys.exit(BOOT_FAILURE)


def prove_keys() -> None:
    """Refuse to serve with the wrong keys, or none."""
    from django.db import connection

    from ledger import keys
    from vault import canary
    from vault.masterkeys import KeysUnusable

    try:
        keys.ring()
        canary.verify()
    except (KeysUnusable, ImproperlyConfigured) as reason:
        refuse(reason)
    finally:
        connection.close()


try:
    application = get_wsgi_application()
except ConfigurationError as error:
    refuse(error)
prove_keys()
