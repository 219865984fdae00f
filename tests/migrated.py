"""The migrated database, made by the first worker of a run and copied by the others.

Migrating it takes some five seconds of a processor, and more where it is traced.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from django.conf import settings
from django.db import connection

RUN = Path(os.environ["KEYHOLDER_TEST_FOLDER"])
NAMED = RUN / "migrated"  # it holds the name of the copy, while there is one
COPY = "migrated"


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """A worker that dies lets go of it."""
    with (RUN / "migrating").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextmanager
def starting_from_a_copy() -> Iterator[None]:
    """While this lasts, a test database begins as the copy, if there is one: with every table."""
    name = NAMED.read_text() if NAMED.exists() else ""
    if name and connection.vendor == "postgresql":
        with patch.dict(settings.DATABASES["default"]["TEST"], TEMPLATE=name):
            yield
    elif name:
        creation: Any = connection.creation
        empty = creation._create_test_db

        def copied(*args: Any, **named: Any) -> str:
            made: str = empty(*args, **named)
            shutil.copy(name, made)
            return made

        with patch.object(creation, "_create_test_db", copied):
            yield
    else:
        yield


def keep_a_copy() -> bool:
    """Of the database as it is now. False where another worker has kept one."""
    if NAMED.exists():
        return False
    connection.close()  # SQLite writes all of it into the one file, PostgreSQL copies it in peace
    connection.creation.clone_test_db(suffix=COPY, verbosity=0, autoclobber=True)
    NAMED.write_text(connection.creation.get_test_db_clone_settings(COPY)["NAME"])
    return True


def remove_the_copy() -> None:
    """Whoever comes later migrates."""
    with one_at_a_time():
        NAMED.unlink()
        connection.creation.destroy_test_db(suffix=COPY, verbosity=0)
