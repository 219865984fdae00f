"""How keys are opened in hours and out of hours; loosening it takes two people."""

from datetime import date

from ledger import acts
from ledger.actors import Actor
from ledger.questions import Permission
from vault import holdings
from vault.custodians import unretired
from vault.models.custodian import Custodian, Policy, PolicyChange
from vault.permissions import approvers, may_manage, person_id

_STRICT_FIRST = [Policy.DUAL, Policy.IMMEDIATE]

second_person = Permission(
    "somebody else than who asked for it, who may change how keys are opened",
    lambda change, asked: change.asked_by_id != asked.by.pk and may_manage.permits(change, asked),
)


def change(
    custodian: Custodian, *, in_hours: Policy, out_of_hours: Policy, by: Actor, today: date
) -> PolicyChange | None:
    """Stricter: at once, and None. Looser: a change that waits for somebody else."""
    with acts.performing(
        "custodian.change_policy",
        custodian,
        by=by,
        today=today,
        who=may_manage,
        label="change how its keys are opened",
        guards=[unretired],
    ) as act:
        fresh: Custodian = act.subject
        holding = holdings.of(fresh)
        PolicyChange.objects.filter(custodian=fresh).delete()
        waiting = None
        if _looser(fresh.in_hours, in_hours) or _looser(fresh.out_of_hours, out_of_hours):
            waiting = PolicyChange.objects.create(
                custodian=fresh,
                in_hours=in_hours,
                out_of_hours=out_of_hours,
                asked_by_id=person_id(by),
                asked_at=act.asked.at,
            )
            act.tell("keys_policy_asked_for", approvers(fresh), name=fresh.name, path=fresh.path)
        else:
            _set(fresh, holding, in_hours, out_of_hours)
        holdings.note(fresh, act.asked, holding, **_said(in_hours, out_of_hours, waiting))
        fresh.save()
    custodian.__dict__.update(fresh.__dict__)
    return waiting


def agree(waiting: PolicyChange, *, by: Actor, today: date) -> None:
    """The second person."""
    with acts.performing(
        "policychange.agree",
        waiting,
        by=by,
        today=today,
        who=second_person,
        label="agree to loosen how keys are opened",
        lock=[waiting.custodian],
        refusals_matter=True,
    ) as act:
        loosened = act.fresh(waiting.custodian)
        _loosen(loosened, act.subject, by=by, today=today)
        act.asked.facts["custodian"] = str(loosened.pk)
        PolicyChange.objects.filter(pk=waiting.pk).delete()


def _loosen(custodian: Custodian, waiting: PolicyChange, *, by: Actor, today: date) -> None:
    with acts.performing(
        "custodian.loosen_policy",
        custodian,
        by=by,
        today=today,
        who=may_manage,
        label="loosen how its keys are opened",
        guards=[unretired],
    ) as act:
        fresh: Custodian = act.subject
        holding = holdings.of(fresh)
        in_hours, out_of_hours = Policy(waiting.in_hours), Policy(waiting.out_of_hours)
        _set(fresh, holding, in_hours, out_of_hours)
        asked_by = str(waiting.asked_by_id)
        said = _said(in_hours, out_of_hours, None)
        holdings.note(fresh, act.asked, holding, asked_by=asked_by, **said)
        fresh.save()
        act.tell("keys_policy_loosened", fresh.responsible.all(), name=fresh.name, path=fresh.path)


def _set(
    custodian: Custodian, holding: holdings.Facts, in_hours: Policy, out_of_hours: Policy
) -> None:
    custodian.in_hours, custodian.out_of_hours = in_hours, out_of_hours
    holding["policy"] = holdings.policy(custodian)


def _said(in_hours: Policy, out_of_hours: Policy, waiting: PolicyChange | None) -> holdings.Facts:
    return {
        "in_hours": str(in_hours),
        "out_of_hours": str(out_of_hours),
        "waits_for_a_second_person": waiting is not None,
    }


def _looser(now: str, then: Policy) -> bool:
    return _STRICT_FIRST.index(then) > _STRICT_FIRST.index(Policy(now))
