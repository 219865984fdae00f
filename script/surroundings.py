"""What the tests need beside Python: a browser and, where one answers, a PostgreSQL server."""

import os
import shutil
import subprocess
from pathlib import Path

from installation import PYTHON, ROOT

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
LOCAL_SERVER = "postgres://postgres@127.0.0.1:5432/postgres"
CONNECT = "import os, psycopg; psycopg.connect(os.environ['ASKED'], connect_timeout=3).close()"


def ensure_browser() -> bool:
    """Installs Debian's chromium where this process may."""
    if _browser():
        return True
    if _may_install():
        print("Installing Chromium …", flush=True)
        _apt("update")
        _apt("install", "-y", "--no-install-recommends", "chromium")
    return _browser()


def postgresql() -> str:
    """The address of a server that answers, or nothing."""
    address = os.environ.get("TEST_POSTGRES_URL", "").strip() or LOCAL_SERVER
    asked = subprocess.run(
        [PYTHON, "-c", CONNECT],
        cwd=ROOT,
        env=os.environ | {"ASKED": address},
        capture_output=True,
        check=False,
    )
    return "" if asked.returncode else address


def _apt(*words: str) -> None:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", "-qq", *words]
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False)


def _browser() -> bool:
    return any(map(shutil.which, BROWSERS))


def _may_install() -> bool:
    release = Path("/etc/os-release")  # Ubuntu's package of that name is only a snap's stub
    debian = release.exists() and "ID=debian" in release.read_text(encoding="utf-8").splitlines()
    return debian and os.geteuid() == 0 and shutil.which("apt-get") is not None
