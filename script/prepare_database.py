"""Run in .venv by preparation.py: keys, migrations and, in a new database, the sample."""

import io
import json
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from config.environment import ConfigurationError


def prepare(sample: Path) -> list[str]:
    """The files that stand for a database that is ready; none where it is a server's."""
    from django.conf import settings
    from django.contrib.auth import get_user_model
    from django.db import connection

    call_command("ledger", "make-key", stdout=io.StringIO())
    call_command("migrate", verbosity=0)
    call_command("createcachetable")
    if settings.DEBUG:
        _make_master_key(settings)
        if not get_user_model().objects.exists():
            print("Making the sample organisation …", flush=True)
            _write_sample(sample)
    if connection.vendor != "sqlite":
        return []
    files = [settings.DATABASES["default"]["NAME"], settings.KEYHOLDER_LEDGER_KEY_FILE]
    if settings.KEYHOLDER_MASTER_KEY_PROVIDER == "file":
        files.append(settings.KEYHOLDER_MASTER_KEY_FILE)
    return [str(file) for file in files]


def _make_master_key(settings: object) -> None:
    """Beside an empty vault only: a key that is missed is never made again."""
    from vault import canary

    by_file = settings.KEYHOLDER_MASTER_KEY_PROVIDER == "file"
    if by_file and not Path(settings.KEYHOLDER_MASTER_KEY_FILE).exists() and not canary.find():
        call_command("masterkey", "make", "--without-escrow", stdout=io.StringIO())


def _write_sample(path: Path) -> None:
    text = io.StringIO()
    call_command("seed_sample", "--json", stdout=text)
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(json.loads(text.getvalue()), file)


def main() -> None:
    stamp, sample, digest = sys.argv[1:]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        django.setup()
        files = prepare(Path(sample))
    except (ConfigurationError, ImproperlyConfigured, CommandError) as error:
        sys.exit(str(error))
    Path(stamp).write_text(json.dumps({"digest": digest, "files": files}), encoding="utf-8")


if __name__ == "__main__":
    main()
