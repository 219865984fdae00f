"""What every test may use: the database of either engine, the browser, other processes."""

import gc
import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis
from pytest_django import DjangoDbBlocker

from ledger import keys
from tests import engines, migrated
from tests.cast import TODAY, cast, first_cast  # noqa: F401  found where they are imported
from tests.untraced import tracing
from vault.masterkeys import keyfile
from vault.masterkeys.document import new_document

BROWSER = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)

LONGEST_VALUE = 32  # in the id of a test
ENDS = 14

# Playwright runs an event loop in the test's thread; Django takes that for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# What a busy machine takes says nothing about the program.
hypothesis.register_profile(
    "keyholder", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis.load_profile("keyholder")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if not BROWSER:
        for item in items:
            if item.get_closest_marker("journey"):
                item.add_marker(pytest.mark.skip("there is no Chromium on this machine"))


def pytest_make_parametrize_id(val: object) -> str | None:
    """What is long is named by its two ends: an id is read, typed and sent about."""
    if not isinstance(val, str | bytes) or len(val) <= LONGEST_VALUE:
        return None
    text = val if isinstance(val, str) else val.decode("latin-1")
    ends = f"{text[:ENDS]}...{text[-ENDS:]}"
    return "".join(each if each.isascii() and each.isprintable() else "?" for each in ends)


def pytest_collection_finish() -> None:
    """The program and the tests themselves are never garbage: do not look through them for it."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> None:
    tracing.fit(item)


@pytest.fixture(scope="session", autouse=True)
def keys_of_this_run() -> None:
    keys.ensure(Path(settings.KEYHOLDER_LEDGER_KEY_FILE))
    master_key = Path(settings.KEYHOLDER_MASTER_KEY_FILE)
    if not master_key.exists():
        keyfile.write_file(master_key, new_document(today=TODAY))


@pytest.fixture(autouse=True)
def nobody_was_here_before() -> None:
    """Tests share an hour and an address: what one signed in must not count against another."""
    for name in settings.CACHES:
        caches[name].clear()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> Iterator[ExitStack]:
    """Closed once the database stands: until then another worker waits, and copies it."""
    with ExitStack() as until_it_stands:
        if "PYTEST_XDIST_WORKER" in os.environ:
            until_it_stands.enter_context(migrated.one_at_a_time())
            until_it_stands.enter_context(migrated.starting_from_a_copy())
        yield until_it_stands


@pytest.fixture(scope="session")
def django_db_setup(
    keys_of_this_run: None,
    django_db_modify_db_settings: ExitStack,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[None]:
    """Between tests that commit, the database goes back to what the migrations made."""
    shared = "PYTEST_XDIST_WORKER" in os.environ
    with django_db_blocker.unblock():
        with django_db_modify_db_settings:
            mine = shared and migrated.keep_a_copy()
        kept = engines.rows_of_migrations()
    with engines.flushing_to(kept):
        yield
    with django_db_blocker.unblock():
        engines.end_other_sessions()
        if mine:
            migrated.remove_the_copy()


@pytest.fixture
def process_environment(transactional_db: None) -> dict[str, str]:
    """The environment in which `manage.py` meets the database and the keys of this test."""
    return os.environ | {
        "DATABASE_URL": engines.address(connection),
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, object]) -> dict[str, object]:
    """The system's Chromium, which refuses its sandbox to root."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    arguments = ["--no-sandbox"] if root else []
    return browser_type_launch_args | {"executable_path": BROWSER, "args": arguments}
