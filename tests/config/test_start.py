"""How the program refuses to start: with sentences, and no traceback."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


def run(environment: dict[str, str], *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.processes
def test_a_command_refuses_wrong_settings_in_sentences(process_environment: dict[str, str]) -> None:
    wrong = process_environment | {"KEYHOLDER_THEME": "pink", "KEYHOLDER_TIME_ZONE": "Mars"}
    done = run(wrong, "manage.py", "check")
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "KEYHOLDER_TIME_ZONE must be a time zone such as Europe/London, not 'Mars'.",
        "KEYHOLDER_THEME must be neutral or nhs, not 'pink'.",
    ]


@pytest.mark.processes
def test_the_server_refuses_wrong_settings_in_sentences(
    process_environment: dict[str, str],
) -> None:
    done = run(process_environment | {"KEYHOLDER_THEME": "pink"}, "-c", "import config.wsgi")
    assert done.returncode != 0
    assert done.stderr.splitlines() == ["KEYHOLDER_THEME must be neutral or nhs, not 'pink'."]


@pytest.mark.processes
def test_the_server_refuses_to_start_without_the_master_key(
    process_environment: dict[str, str], tmp_path: Path
) -> None:
    missing = {"KEYHOLDER_MASTER_KEY_FILE": str(tmp_path / "master.key")}
    done = run(process_environment | missing, "-c", "import config.wsgi")
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    assert "master" in done.stderr
