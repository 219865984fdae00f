"""The settings of the tests: key files and database of their own, nothing sent anywhere."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

# The processes that tests start share the folder of those tests; each worker has its own.
if "KEYHOLDER_TEST_FOLDER" not in os.environ:
    os.environ["KEYHOLDER_TEST_FOLDER"] = tempfile.mkdtemp(prefix="keyholder-")
    atexit.register(shutil.rmtree, os.environ["KEYHOLDER_TEST_FOLDER"], ignore_errors=True)
RUN = Path(os.environ["KEYHOLDER_TEST_FOLDER"])
FOLDER = RUN / os.environ.get("PYTEST_XDIST_WORKER", "alone")
FOLDER.mkdir(mode=0o700, exist_ok=True)

os.environ.setdefault("DATABASE_URL", f"sqlite:///{FOLDER / 'keyholder.sqlite3'}")
os.environ.update(
    DEBUG="true",
    SECRET_KEY="for-the-tests-alone-" * 3,
    ALLOWED_HOSTS="localhost,127.0.0.1,testserver",
    EMAIL_URL="memorymail://",
    KEYHOLDER_BASE_URL="http://testserver",
    KEYHOLDER_ORGANISATION="Example organisation",
    KEYHOLDER_TIME_ZONE="Europe/London",
    KEYHOLDER_THEME="neutral",
    KEYHOLDER_PUBLIC_DIRECTORY="on",
    KEYHOLDER_LEDGER_KEY_FILE=str(FOLDER / "ledger.key"),
    KEYHOLDER_MASTER_KEY_PROVIDER="file",
    KEYHOLDER_MASTER_KEY_FILE=str(FOLDER / "master.key"),
    KEYHOLDER_PROXIES="0",
    KEYHOLDER_MAIL_DOMAINS="",
    KEYHOLDER_RATE_WITHOUT_TOKEN="300/min",
    KEYHOLDER_RATE_WITH_TOKEN="6000/min",
)

from jinja2 import FileSystemBytecodeCache  # noqa: E402  as below

from config.settings import *  # noqa: E402, F403  the environment had to stand first

# Named after the run's folder, so that two runs on one server never share a database.
postgresql = DATABASES["default"]["ENGINE"].endswith("postgresql")  # noqa: F405
DATABASES["default"]["TEST"] = {  # noqa: F405
    "NAME": RUN.name.replace("-", "_") if postgresql else str(FOLDER / "test.sqlite3"),
}
# Nothing here must survive a crash: what must is tested with processes of its own.
if postgresql:
    DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c synchronous_commit=off"  # noqa: F405
else:
    DATABASES["default"]["OPTIONS"]["init_command"] += "; PRAGMA synchronous=OFF"  # noqa: F405
DATABASES["default"]["CONN_MAX_AGE"] = 0  # noqa: F405  the end of a run closes the database
CACHES = {
    name: {"BACKEND": "config.caches.memory.MemoryCache", "LOCATION": name}
    for name in ("default", "rates")
}
# Each theme and each worker reads the design system's templates; they are parsed once a run.
PARSED = RUN / "templates"
PARSED.mkdir(mode=0o700, exist_ok=True)
TEMPLATES[1]["OPTIONS"]["bytecode_cache"] = FileSystemBytecodeCache(str(PARSED))  # type: ignore[index]  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
SOCIALACCOUNT_PROVIDERS.clear()  # noqa: F405
WHITENOISE_AUTOREFRESH = True  # each test client would read every file there is
STATIC_ROOT = FOLDER / "static"  # WhiteNoise warns where there is none
STATIC_ROOT.mkdir(exist_ok=True)
