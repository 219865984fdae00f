"""Makes what a first start in development needs: .env, keys, database, sample organisation."""

import hashlib
import json
import os
import secrets
import subprocess
import sys
from pathlib import Path

from installation import CONSTRAINTS, PYTHON, ROOT

VAR = Path(os.environ.get("KEYHOLDER_VAR") or ROOT / "var")  # the bench has its own
STAMP = VAR / "prepared.json"
SAMPLE = VAR / "sample.json"
PREPARE = Path(__file__).parent / "prepare_database.py"


def prepare() -> None:
    """Quick where nothing has changed since the last time."""
    os.umask(0o077)
    VAR.mkdir(mode=0o700, exist_ok=True)
    make_env_file()
    digest = _digest()
    if not _prepared(digest):
        STAMP.unlink(missing_ok=True)
        done = subprocess.run([PYTHON, PREPARE, STAMP, SAMPLE, digest], cwd=ROOT, check=False)
        if done.returncode:
            sys.exit(1)


def make_env_file() -> None:
    """Development keys, which git ignores; a file that is there already is left alone."""
    text = f"DEBUG=true\nSECRET_KEY={secrets.token_urlsafe(64)}\n"
    try:
        descriptor = os.open(ROOT / ".env", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(descriptor, "w") as file:
        file.write(text)


def says(name: str) -> bool:
    """Whether the environment or .env has a value for it."""
    lines = (ROOT / ".env").read_text(encoding="utf-8").splitlines()
    in_file = any(line.startswith(f"{name}=") and len(line) > len(name) + 1 for line in lines)
    return bool(os.environ.get(name, "").strip()) or in_file


def sign_ins() -> str:
    """The people of the sample as lines to print, or nothing."""
    if not SAMPLE.exists():
        return ""
    sample = json.loads(SAMPLE.read_text(encoding="utf-8"))
    rows = [
        (user["role"], user["email"], user["password"], user["totp_secret"] or "")
        for user in sample["users"]
    ]
    rows.insert(0, ("role", "e-mail", "password", "secret of the second step"))
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    lines = ("  ".join(map(str.ljust, row, widths)).rstrip() for row in rows)
    return "\n".join([f"Sign-ins of {sample['organisation']}:", "", *lines])


def _prepared(digest: str) -> bool:
    """Only what stands in files can be known without asking; a server is always asked."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    files = [Path(name) for name in stamp["files"]]
    return stamp["digest"] == digest and bool(files) and all(file.exists() for file in files)


def _digest() -> str:
    """What a prepared database depends on: the migrations and the settings."""
    digest = hashlib.sha256()
    for path in [ROOT / ".env", CONSTRAINTS, *sorted(ROOT.glob("*/migrations/*.py"))]:
        digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    names = ("DATABASE_URL", "DEBUG", "CACHE_URL")
    settings = [
        f"{name}={value}"
        for name, value in sorted(os.environ.items())
        if name in names or name.startswith("KEYHOLDER_")
    ]
    digest.update("\0".join(settings).encode())
    return digest.hexdigest()
