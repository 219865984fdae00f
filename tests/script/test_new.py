"""script/new writes the files of a change, and they stand where they belong."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
Part = Callable[[str], ModuleType]

NEEDED = (
    "governance/channels/acts.py",
    "governance/channels/owed.py",
    "governance/models/channel.py",
    "governance/plans/questions.py",
    "governance/register/columns.py",
    "pyproject.toml",
)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in NEEDED:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


CHANGES = {
    "act": ("channels", "set_aside", '"channel.set_aside"', "governance/channels/acts.py"),
    "state": ("channels", "paused", 'PAUSED = "paused", "Paused"', "governance/models/channel.py"),
    "question": ("topics", "", "TOPICS = Question(", "governance/plans/questions.py"),
    "column": ("archive", "", "ARCHIVE = Column(", "governance/register/columns.py"),
    "notice": ("channel_set_aside", "", "subject", "templates/emails/channel_set_aside.txt.jinja"),
    "obligation": ("channels", "archive", '"archive"', "governance/channels/owed.py"),
}


@pytest.mark.parametrize("kind", CHANGES)
def test_change_is_begun(kind: str, tree: Path, part: Part) -> None:
    begin = part("beginnings").begin
    place, name, words, path = CHANGES[kind]
    written, left = begin(kind, place, name, tree)
    assert path in written
    assert words in (tree / path).read_text()
    assert left
    python = [str(tree / each) for each in written if each.endswith(".py")]
    done = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--isolated", "--select", "E9,F", *python],
        capture_output=True,
        text=True,
        check=False,
    )
    assert not python or done.returncode == 0, done.stdout


@pytest.mark.parametrize("subject", ["access", "channels", "keys", "plans", "policy", "reviews"])
def test_act_has_what_it_names(subject: str, tree: Path, part: Part) -> None:
    acts = tree / "governance" / subject / "acts.py"
    acts.parent.mkdir(exist_ok=True)
    shutil.copy(ROOT / "governance" / subject / "acts.py", acts)
    part("beginnings").begin("act", subject, "set_aside", tree)
    ruff = [sys.executable, "-m", "ruff", "check", "--config", str(ROOT / "pyproject.toml")]
    done = subprocess.run(
        [*ruff, "--select", "E,F,I", acts], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_state_stands_among_its_states(tree: Path, part: Part) -> None:
    part("beginnings").begin("state", "channels", "paused", tree)
    text = (tree / "governance/models/channel.py").read_text()
    assert text.index("class ChannelState") < text.index("PAUSED") < text.index("class Channel(")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("act", "nowhere", "set_aside"), "no subject"),
        (("act", "channels", "Set aside"), "small letters"),
        (("state", "keys", "paused"), "have states"),
        (("obligation", "nowhere", "archive"), "no subject"),
    ],
    ids=["subject", "name", "stateless", "obligation"],
)
def test_what_cannot_be_begun_says_why(
    asked: tuple[str, str, str], said: str, tree: Path, part: Part
) -> None:
    beginnings = part("beginnings")
    before = sorted(path.read_bytes() for path in tree.rglob("*") if path.is_file())
    with pytest.raises(beginnings.BeginningError, match=said):
        beginnings.begin(*asked, tree)
    assert sorted(path.read_bytes() for path in tree.rglob("*") if path.is_file()) == before


def test_nothing_is_written_over(tree: Path, part: Part) -> None:
    beginnings = part("beginnings")
    beginnings.begin("notice", "channel_set_aside", "", tree)
    with pytest.raises(beginnings.BeginningError, match="there already"):
        beginnings.begin("notice", "channel_set_aside", "", tree)
