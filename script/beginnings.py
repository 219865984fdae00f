"""What script/new writes: the first lines of an act, a state, a question, a column or a notice."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from installation import ROOT

SUBJECTS = ("access", "channels", "keys", "plans", "policy", "reviews")
MODELS = {
    "access": ("Holder", "holder"),
    "channels": ("Channel", "channel"),
    "keys": ("Channel", "channel"),
    "plans": ("Plan", "plan"),
    "policy": ("PolicyVersion", "version"),
    "reviews": ("Review", "review"),
}
STATES = {
    "channels": ("channel", "ChannelState"),
    "plans": ("plan", "PlanState"),
    "reviews": ("review", "ReviewState"),
}
NAME = re.compile(r"[a-z][a-z_]*[a-z]")


class BeginningError(Exception):
    """Nothing was written; the message says why."""


@dataclass
class Change:
    """The files of one change below `root`, in the order in which they were written."""

    root: Path
    written: list[str] = field(default_factory=list)

    def new(self, path: str, text: str) -> None:
        file = self.root / path
        if file.exists():
            raise BeginningError(f"{path} is there already.")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        self.written.append(path)

    def append(self, path: str, text: str) -> None:
        file = self.root / path
        there = _with_imports(file.read_text(encoding="utf-8"))
        file.write_text(f"{there.rstrip()}\n\n\n{text}", encoding="utf-8")
        self.written.append(path)

    def before(self, path: str, mark: str, text: str) -> None:
        """Write lines before the last line that begins with the mark."""
        file = self.root / path
        lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
        places = [at for at, line in enumerate(lines) if line.startswith(mark)]
        if not places:
            raise BeginningError(f"{path} has no line that begins with {mark!r}.")
        lines.insert(places[-1], text)
        file.write_text("".join(lines), encoding="utf-8")
        self.written.append(path)


def _with_imports(text: str) -> str:
    """What the first lines of an act need, where no act of the subject has needed it yet."""
    text = text.replace("from ledger.acts import Act\n", "from ledger.acts import Act, act\n")
    if " as may\n" in text:
        return text
    return text.replace(
        "from ledger", "from governance.who import permissions as may\nfrom ledger", 1
    )


def begin(kind: str, place: str, name: str, root: Path = ROOT) -> tuple[list[str], list[str]]:
    """The paths that were written, and what is left to do. Raises BeginningError."""
    change = Change(root)
    left = KINDS[kind](change, place, name)
    return change.written, left


def _named(name: str, example: str) -> str:
    if not NAME.fullmatch(name):
        raise BeginningError(f"Give a name in small letters, for example {example}.")
    return name


def _words(name: str) -> str:
    return name.replace("_", " ").capitalize()


def act(change: Change, subject: str, name: str) -> list[str]:
    if subject not in SUBJECTS:
        raise BeginningError(f"There is no subject {subject}; there are {', '.join(SUBJECTS)}.")
    verb = _named(name, "script/new act channels set_aside")
    model, thing = MODELS[subject]
    change.new(
        f"tests/governance/{subject}/test_{verb}.py",
        f'"""{_words(verb)}."""\n\n'
        "import pytest\n\n"
        f"from governance.{subject} import acts\n"
        "from tests.cast import TODAY, Cast\n\n\n"
        f'@pytest.mark.skip("it is only begun")\n'
        f"def test_who_may(cast: Cast) -> None:\n"
        f"    assert acts.{verb}.who.phrase\n"
        f"    assert TODAY\n",
    )
    change.append(
        f"governance/{subject}/acts.py",
        f"@act(\n"
        f'    "{thing}.{verb}",\n'
        f"    {model},\n"
        f'    label="{_words(verb)}",\n'
        f"    who=may.officer,\n"
        f'    silent="Say why nobody needs to be told, or name letters in tells.",\n'
        f'    within="It has no door yet.",\n'
        f")\n"
        f"def {verb}({thing}: {model}, act: Act) -> None:\n"
        f'    """Change the facts here; the {thing} is saved afterwards."""\n',
    )
    return [
        f"governance/{subject}/acts.py: who may, its guards, its form, its letters; the facts.",
        f"governance/{subject}/inputs.py and guards.py, if it asks for something or can say no.",
        f"A door: a view with @opens(acts.{verb}, …) and its line in governance/{subject}/urls.py; "
        "then take `within` away.",
        "tokens=True and a line in api/doors.py, if a program may take it.",
        f"tests/governance/{subject}/test_{verb}.py: a test named for each behaviour.",
        "WRITE_DOCS=1 .venv/bin/pytest tests/house/test_matrix.py, which writes docs/who-may.md; "
        "manage.py draw_states, if it is a step.",
    ]


def state(change: Change, subject: str, name: str) -> list[str]:
    if subject not in STATES:
        raise BeginningError(f"Only {', '.join(STATES)} have states here.")
    word = _named(name, "script/new state channels paused")
    file, enum = STATES[subject]
    model = change.root / "governance" / "models" / f"{file}.py"
    lines = model.read_text(encoding="utf-8").splitlines(keepends=True)
    start = next(at for at, line in enumerate(lines) if line.startswith(f"class {enum}("))
    end = start + 1
    while lines[end].startswith("    ") or not lines[end].strip():
        end += 1
    last = max(at for at in range(start, end) if lines[at].strip())
    lines.insert(last + 1, f'    {word.upper()} = "{word}", "{_words(word)}"\n')
    model.write_text("".join(lines), encoding="utf-8")
    change.written.append(f"governance/models/{file}.py")
    return [
        f"governance/{subject}/states.py: its row says what it means; without it nothing starts.",
        "manage.py makemigrations: the database knows the states as well.",
        f"governance/{subject}/acts.py: the steps that lead to it, and those that lead out of it.",
        f"static/keyholder/keyholder.css: the class keyholder-state-{word} in pictures.",
        "manage.py draw_states, and WRITE_DOCS=1 .venv/bin/pytest tests/house/test_matrix.py.",
    ]


def question(change: Change, name: str, _: str) -> list[str]:
    word = _named(name, "script/new question topics")
    change.before(
        "governance/plans/questions.py",
        "def every(",
        f"# To be put into its section above.\n"
        f"{word.upper()} = Question(\n"
        f'    "{word}",\n'
        f"    Kind.TEXT,\n"
        f'    "What do you ask?",\n'
        f'    "What helps to answer it.",\n'
        f'    otherwise="Say what is missing.",\n'
        f")\n\n\n",
    )
    return [
        f"governance/models/plan.py: a column {word} of the kind's type; manage.py makemigrations.",
        f"governance/plans/questions.py: put {word.upper()} into its section; its kind, its words, "
        "whether it is published, and what of the channel takes it over.",
        "tests/cast.py and sample/answers.py: an answer, where it is required.",
    ]


def column(change: Change, name: str, _: str) -> list[str]:
    word = _named(name, "script/new column archive")
    change.before(
        "governance/register/columns.py",
        "Columns = ",
        f"{word.upper()} = Column(\n"
        f'    name="{word}",\n'
        f'    label="{_words(word)}",\n'
        f"    clean=cleaning.as_written,\n"
        f'    read=itemgetter("{word}"),\n'
        f'    sql="channel.{word}",\n'
        f'    taking=taking.text("{word}"),\n'
        f"    public=False,\n"
        f")\n\n",
    )
    return [
        f"governance/register/columns.py: {word.upper()} into COLUMNS, at its place in a file.",
        f"governance/published/documents.py: a field {word}, where the document has none yet; then "
        "manage.py rebuild_listings.",
        "docs/contract.md and docs/api.md, if programs are to know it.",
    ]


def notice(change: Change, name: str, _: str) -> list[str]:
    word = _named(name, "script/new notice plan_set_aside")
    change.new(
        f"templates/emails/{word}.txt.jinja",
        '{% extends "emails/base.txt.jinja" %}\n'
        f"{{% block subject %}}{_words(word)}: {{{{ name|line }}}}{{% endblock %}}\n"
        "{% block body -%}\n"
        "{{ actor|line }} …\n\n"
        "See it here:\n"
        "{%- endblock %}\n",
    )
    return [
        f"templates/emails/{word}.txt.jinja: what happened, what is wanted and by when.",
        f"governance/letters.py: a row for {word}, and whether it can wait for the day's mail.",
        f'An act that tells it: tells=[Tell("{word}", recipients.…)].',
    ]


def obligation(change: Change, subject: str, name: str) -> list[str]:
    if subject not in SUBJECTS:
        raise BeginningError(f"There is no subject {subject}; there are {', '.join(SUBJECTS)}.")
    kind = _named(name, "script/new obligation channels archive")
    place = f"governance/{subject}/owed.py"
    change.append(
        place,
        f"@owed(\n"
        f'    "{kind}",\n'
        f'    label="{_words(kind).lower()}",\n'
        f'    sentence="{_words(kind)}: {{about}}",\n'
        f'    act="channel.prepare_closing",\n'
        f'    href=lambda owing: f"/channels/{{owing.channel_id}}",\n'
        f"    ladders=ladder((Reach.LEAD, 0), (Reach.MANAGER, 14), (Reach.HEAD, 30)),\n"
        f'    what_if_not="Say what comes of it if nobody does it.",\n'
        f"    subject=Channel,\n"
        f"    within=MONTH,\n"
        f")\n"
        f"def {kind}(scope: Scope) -> Iterator[Owing]:\n"
        f'    """Say here which channels owe it; nothing but facts, never the day."""\n'
        f"    yield from ()\n",
    )
    return [
        f"{place}: its sentence, the act that discharges it and its page, its ladder, its facts.",
        "`hears`: every other model whose acts change these facts.",
        f"tests/governance/{subject}/test_owed.py: opened by one act and discharged by another, "
        "`checking.differences` empty after both.",
        "manage.py obligations rebuild, where there is data already; CHANGELOG.md.",
    ]


KINDS: dict[str, Callable[[Change, str, str], list[str]]] = {
    "act": act,
    "state": state,
    "question": question,
    "column": column,
    "notice": notice,
    "obligation": obligation,
}
