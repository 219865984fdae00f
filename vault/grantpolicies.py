"""How keys are opened in hours and out of hours; loosening it takes two people."""

from ledger.acts import Act, Tell, act
from ledger.questions import Asked, permission
from vault import holdings, inputs
from vault.custodians import responsible, unretired
from vault.models.custodian import Custodian, Policy, PolicyChange
from vault.permissions import approvers, its_custodian, may_manage

_STRICT_FIRST = [Policy.DUAL, Policy.IMMEDIATE]


@permission("somebody else than who asked for it, who may change how keys are opened,")
def second_person(waiting: PolicyChange, asked: Asked) -> bool:
    return waiting.asked_by_id != asked.by.pk and may_manage.permits(waiting, asked)


@act(
    "custodian.change_policy",
    Custodian,
    label="Change how its keys are opened",
    who=may_manage,
    guards=[unretired],
    form=inputs.Policies,
    tells=["keys_policy_asked_for"],
)
def change(custodian: Custodian, act: Act) -> PolicyChange | None:
    """Stricter: at once, and None. Looser: a change that waits for somebody else."""
    in_hours, out_of_hours = _given(act)
    holding = holdings.of(custodian)
    PolicyChange.objects.filter(custodian=custodian).delete()
    waiting = None
    if _looser(custodian.in_hours, in_hours) or _looser(custodian.out_of_hours, out_of_hours):
        waiting = PolicyChange.objects.create(
            custodian=custodian,
            in_hours=in_hours,
            out_of_hours=out_of_hours,
            asked_by_id=act.person_id,
            asked_at=act.at,
        )
        act.tell("keys_policy_asked_for", approvers(custodian), **custodian.told())
    else:
        _set(custodian, holding, in_hours, out_of_hours)
    holdings.note(custodian, act, holding, waits_for_a_second_person=waiting is not None)
    return waiting


@act(
    "policychange.agree",
    PolicyChange,
    label="Agree to loosen how keys are opened",
    who=second_person,
    locks=its_custodian,
    silent="The loosening that it agrees to tells everybody responsible.",
    refusals_matter=True,
    decides=True,
    saves=False,
)
def agree(waiting: PolicyChange, act: Act) -> None:
    """The second person."""
    custodian = act.fresh(waiting.custodian)
    policies = {"in_hours": waiting.in_hours, "out_of_hours": waiting.out_of_hours}
    loosen(custodian, waiting, by=act.by, today=act.today, **policies)
    act.facts["custodian"] = str(custodian.pk)
    PolicyChange.objects.filter(pk=waiting.pk).delete()


@act(
    "custodian.loosen_policy",
    Custodian,
    label="Loosen how its keys are opened",
    who=may_manage,
    guards=[unretired],
    form=inputs.Policies,
    tells=[Tell("keys_policy_loosened", responsible)],
    within="It is what the second person agrees to.",
)
def loosen(custodian: Custodian, act: Act, waiting: PolicyChange) -> None:
    holding = holdings.of(custodian)
    _set(custodian, holding, *_given(act))
    asked_by = str(waiting.asked_by_id)
    holdings.note(custodian, act, holding, asked_by=asked_by, waits_for_a_second_person=False)


def _given(act: Act) -> tuple[Policy, Policy]:
    return Policy(act.inputs["in_hours"]), Policy(act.inputs["out_of_hours"])


def _set(
    custodian: Custodian, holding: holdings.Facts, in_hours: Policy, out_of_hours: Policy
) -> None:
    custodian.in_hours, custodian.out_of_hours = in_hours, out_of_hours
    holding["policy"] = holdings.policy(custodian)


def _looser(now: str, then: Policy) -> bool:
    return _STRICT_FIRST.index(then) > _STRICT_FIRST.index(Policy(now))
