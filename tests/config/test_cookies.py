"""In earnest the cookies of a session are this very host's; see `__Host-` in RFC 6265bis."""

import os
import subprocess
import sys

from tests.config.test_environment import PRODUCTION

ASKS = """
from django.conf import settings as s
for kind in ("SESSION", "CSRF"):
    said = [getattr(s, f"{kind}_COOKIE_{each}") for each in ("NAME", "SECURE", "PATH", "DOMAIN")]
    print(*said)
"""


def test_only_this_host_sets_them() -> None:
    environment = os.environ | PRODUCTION | {"DEBUG": "false"}
    environment |= {"DJANGO_SETTINGS_MODULE": "config.settings"}
    command = [sys.executable, "-c", ASKS]
    said = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert said.stdout.splitlines() == [
        "__Host-session True / None",
        "__Host-csrf True / None",
    ]
