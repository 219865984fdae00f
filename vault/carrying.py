"""Owns what a new version takes over from those before it, and which of its values are new.

Values are compared here, in memory and before any transaction, and nothing of it is kept but the
number of the version in which a value was new.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ledger.acts import one_transaction
from ledger.refusals import Refusal, RefusedError
from vault import fields, holdings, totp, versions
from vault.cipher import CannotOpen
from vault.models.custodian import Custodian
from vault.models.version import Version
from vault.secret import Secret

NONE_HELD = "No keys are held yet: deposit them."


@dataclass(frozen=True, slots=True)
class Carried:
    """Every value of the new version. It `amends` what is proposed already, or else follows it."""

    values: dict[str, Secret]
    since: dict[str, int]
    upon: int
    amends: bool


def over(custodian: Custodian, given: Mapping[str, Secret]) -> Carried:
    """What is given beside what is not. It asks the provider, so never call it in a transaction.

    What is added to a proposal that says nothing of it yet amends the proposal.
    """
    holding = _holding(custodian)
    current, proposed = holdings.current(holding), holding["proposed"]
    names = {fields.name_of(field) for field in given}
    amends = proposed is not None and not names & _new_in(proposed, current)
    upon = proposed if amends else current
    spent = holding["spent"].get(str(upon["version"]), [])
    values = {
        field: value
        for field, value in versions.open_all(custodian, upon).items()
        if fields.name_of(field) not in names and field not in spent
    }
    since = {field: holdings.since(upon, field) for field in values}
    since |= _known_before(custodian, current, given)
    return Carried(values | dict(given), since, upon["version"], amends)


def renewed(name: str, current: holdings.Facts, proposed: holdings.Facts) -> bool:
    """Whether all that is proposed under this name is new since the current keys."""
    found = [field for field in proposed["sealed"] if fields.name_of(field) == name]
    return bool(found) and all(
        holdings.since(proposed, field) > current["version"] for field in found
    )


def _new_in(proposed: holdings.Facts, current: holdings.Facts) -> set[str]:
    names = {fields.name_of(field) for field in proposed["sealed"]}
    return {name for name in names if renewed(name, current, proposed)}


def _holding(custodian: Custodian) -> holdings.Facts:
    with one_transaction():
        locked = Custodian.objects.select_for_update(no_key=True).get(pk=custodian.pk)
        holding = holdings.of(locked)
    if holding["current"] is None:
        raise RefusedError(Refusal(NONE_HELD, helps="custodian.deposit"))
    return holding


def _known_before(
    custodian: Custodian, current: holdings.Facts, given: Mapping[str, Secret]
) -> dict[str, int]:
    """Of values given as new those that are not, with the version in which they were."""
    found: dict[str, int] = {}
    for field, value, since in _earlier(custodian, current):
        for name, new in given.items():
            same_kind = fields.name_of(name) == fields.name_of(field)
            if same_kind and _same(field, value, new):
                found[name] = min(since, found.get(name, since))
    return found


def _earlier(custodian: Custodian, current: holdings.Facts) -> Iterator[tuple[str, Secret, int]]:
    """The current values, and those before them that are not shredded yet."""
    for field, value in versions.open_all(custodian, current).items():
        yield field, value, holdings.since(current, field)
    old = custodian.versions.filter(standing=Version.Standing.OLD).select_related("data_key")
    for version in old:
        rows = list(version.sealed.all())
        try:
            values = versions.opened(version, rows)
        except CannotOpen:
            continue
        for row in rows:
            yield row.field, values[row.field], row.since


def _same(field: str, old: Secret, new: Secret) -> bool:
    """In constant time. A seed is the same in whatever letters it is written."""
    if field != fields.TOTP_SEED:
        return old == new
    first, second = (totp.parameters(each) for each in (old, new))
    return old == new if first is None or second is None else first.seed == second.seed
