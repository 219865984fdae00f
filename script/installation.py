"""Makes .venv and keeps what is installed in it as pyproject.toml and constraints.txt say."""

import hashlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
CONSTRAINTS = ROOT / "constraints.txt"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
PACKAGE_MANAGERS = {
    "apt-get": "apt-get install -y python3-venv",
    "dnf": "dnf install -y python3",
    "zypper": "zypper install -y python3",
    "apk": "apk add python3",
    "pacman": "pacman -S python",
}


def install(*extras: str) -> None:
    """Everything pyproject.toml asks for. Nothing is done where the stamp says it is done."""
    wanted = _requirements(extras)
    stamp = VENV / f"installed-{'-'.join(extras) or 'to-serve'}"
    digest = _digest(wanted)
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == digest:
        return
    if not _works():
        _make()
    print("Installing what Keyholder needs into .venv (a minute or two) …", flush=True)
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    done = subprocess.run([*pip, "--constraint", CONSTRAINTS, *wanted], cwd=ROOT, check=False)
    if done.returncode:
        sys.exit("pip could not install it; the reason stands above.")
    stamp.write_text(digest)


def _requirements(extras: tuple[str, ...]) -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    optional = project.get("optional-dependencies", {})
    return sum((optional[extra] for extra in extras), list(project["dependencies"]))


def _digest(wanted: list[str]) -> str:
    parts = [platform.python_version(), *wanted, CONSTRAINTS.read_text(encoding="utf-8")]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _works() -> bool:
    if not PYTHON.exists():
        return False
    asked = subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True, check=False)
    return asked.returncode == 0


def _make() -> None:
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        sys.exit(f"Python's venv is missing. This installs it: {_how_to_get_venv()}")
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], check=False)
    if made.returncode:
        sys.exit(f"Python could not make {VENV.name}; the reason stands above.")


def _how_to_get_venv() -> str:
    sudo = "" if hasattr(os, "geteuid") and os.geteuid() == 0 else "sudo "
    found = (line for tool, line in PACKAGE_MANAGERS.items() if shutil.which(tool))
    line = next(found, None)
    return sudo + line if line else "the installer from https://www.python.org/downloads/"
