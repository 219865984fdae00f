"""An officer's word that the keys still work, after signing in with them. It makes nothing due."""

from datetime import date, timedelta

from ledger.acts import Act, act
from ledger.questions import Asked, guard
from ledger.refusals import RefusedError
from vault import evidence, fields, holdings, permissions
from vault.custodians import unretired
from vault.models.custodian import Custodian
from vault.models.version import Version
from vault.permissions import may_test
from vault.rotations import held

WITHIN = timedelta(days=1)
NAMED = 3


def _said(custodian: Custodian, asked: Asked) -> str:
    return (
        "Open the keys and sign in with them on the platform first. Within the last day you have"
        f" not looked at: {', '.join(unseen(custodian, asked))}."
    )


@guard(_said, helps="grant.request")
def signed_in_with_them(custodian: Custodian, asked: Asked) -> bool:
    return not unseen(custodian, asked)


def _others(custodian: Custodian, asked: Asked) -> list[str]:
    people = permissions.approvers(custodian)
    return [str(person) for person in people if person.pk != asked.by.pk]


def _somebody_else(custodian: Custodian, asked: Asked) -> str:
    names = ", ".join(_others(custodian, asked)[:NAMED])
    return f"You put these keys here yourself, so somebody else tests them, such as {names}."


@guard(_somebody_else)
def not_ones_own(custodian: Custodian, asked: Asked) -> bool:
    """Where there is another officer."""
    current = _current(custodian)
    mine = current is not None and current.made_by_id == asked.by.pk
    return not mine or not _others(custodian, asked)


@act(
    "custodian.test",
    Custodian,
    label="Say that the keys work",
    who=may_test,
    guards=[unretired, held, signed_in_with_them, not_ones_own],
    silent="It is good news, and stands on the page of the keys.",
)
def record(custodian: Custodian, act: Act) -> None:
    """Of the current keys: after a rotation they are tested anew."""
    holding = holdings.of(custodian)
    number = holdings.current(holding)["version"]
    tested = custodian.versions.filter(number=number)
    tested.update(tested_by_id=act.by.pk, tested_on=act.today)
    holdings.note(custodian, act, holding, version=number)


def tested_on(custodian: Custodian) -> date | None:
    """When the current keys were last tested."""
    current = _current(custodian)
    return current.tested_on if current else None


def unseen(custodian: Custodian, asked: Asked) -> list[str]:
    """In words, what one signs in with and this person was not shown lately."""
    current = _current(custodian)
    if current is None:
        return []
    held_now = {fields.name_of(name) for name in current.sealed.values_list("field", flat=True)}
    seen = _shown(custodian, current, asked)
    missing = [
        fields.LABELS[name].lower()
        for name in (fields.USERNAME, fields.PASSWORD)
        if name in held_now - seen
    ]
    second = held_now & {fields.TOTP_SEED, fields.BACKUP_CODES}
    if second and not second & seen:
        missing.append("a code for the second step")
    return missing or ([] if seen else ["anything of them"])


def _shown(custodian: Custodian, current: Version, asked: Asked) -> set[str]:
    """As the ledger has it, without what could not be shown."""
    since = asked.at - WITHIN
    try:
        shown = evidence.by_person(asked.by.pk, "grant.reveal", since=since)
        back = evidence.by_person(asked.by.pk, "grant.give_back", since=since)
    except RefusedError:
        return set()
    failed = {(each.subject, each.facts["gives_back"]) for each in back}
    return {
        fields.name_of(each.facts["field"])
        for each in shown
        if (each.subject, each.facts["turn"]) not in failed
        and each.facts["custodian"] == str(custodian.pk)
        and each.facts["version"] == current.number
    }


def _current(custodian: Custodian) -> Version | None:
    return custodian.versions.filter(standing=Version.Standing.CURRENT).first()
