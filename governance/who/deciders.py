"""Who is eligible to take a plan up, to approve it and to sign it off."""

from django.db.models import Q

from governance.models import Plan
from people.models import Team, User, with_roles, with_teams
from people.roles import Role

State = Plan.State


def is_communications_own(plan: Plan) -> bool:
    return plan.team.kind == Team.Kind.COMMUNICATIONS


def may_consult(plan: Plan, user: User) -> bool:
    """Nobody consults with themselves."""
    return user.is_officer and user.pk != plan.author_id


def may_take_up(plan: Plan, user: User) -> bool:
    if not user.is_officer or user.pk == plan.author_id:
        return False
    return is_communications_own(plan) or plan.team_id not in user.team_ids


def may_be_taken_up_by(user: User) -> Q:
    """The same rule as a question to the database, for an officer."""
    teams = user.memberships.filter(ended_on=None).values("team_id")
    return ~Q(author=user) & (Q(team__kind=Team.Kind.COMMUNICATIONS) | ~Q(team_id__in=teams))


def may_approve(plan: Plan, user: User) -> bool:
    """Never the author or the proposing team; communications' own plans go to the head."""
    if user.pk == plan.author_id:
        return False
    if not is_communications_own(plan):
        return user.is_officer and plan.officer_id == user.pk and may_take_up(plan, user)
    if user.holds(Role.HEAD):
        return True
    return user.holds(Role.EXECUTIVE) and not _heads(plan)


def still_decides(plan: Plan) -> bool:
    """Whether the officer who had it in hand could take it up today."""
    officer = plan.officer
    return officer is not None and officer.is_active and may_take_up(plan, officer)


def may_sign_off(plan: Plan, user: User) -> bool:
    """A team that they left is theirs no more."""
    return (
        user.holds(Role.EXECUTIVE)
        and user.pk not in (plan.author_id, plan.approved_by_id)
        and plan.team_id not in user.team_ids
    )


def may_be_signed_off_by(user: User) -> Q:
    """The same as `may_sign_off` as a question to the database, for an executive."""
    teams = user.memberships.filter(ended_on=None).values("team_id")
    return ~Q(author=user) & (Q(approved_by=None) | ~Q(approved_by=user)) & ~Q(team_id__in=teams)


def deciders(plan: Plan) -> list[User]:
    """Everybody who could decide this plan, were it taken up."""
    if is_communications_own(plan):
        heads = _heads(plan)
        executives = User.objects.holding(Role.EXECUTIVE).exclude(pk=plan.author_id)
        return heads or list(executives)
    return takers(plan)


def takers(plan: Plan) -> list[User]:
    """Everybody who could take it up."""
    officers = with_teams(with_roles(User.objects.holding(Role.OFFICER, Role.HEAD)))
    return [user for user in officers if may_take_up(plan, user)]


def executives(plan: Plan, approver: User | None = None) -> list[User]:
    """Everybody who could sign it off, if the approver has approved it."""
    holding = with_teams(with_roles(User.objects.holding(Role.EXECUTIVE)))
    return [user for user in holding if may_sign_off(plan, user) and user != approver]


def whom_to_ask(plan: Plan) -> list[User]:
    """Who leads a plan in hand on; where nobody is left, the stewards, who name somebody."""
    if plan.state not in Plan.TO_DECIDE:
        return []
    return _having_it(plan) or list(User.objects.holding(Role.STEWARD))


def _having_it(plan: Plan) -> list[User]:
    if plan.state == State.AWAITING_EXECUTIVE:
        return executives(plan)
    if plan.state == State.SUBMITTED:
        return takers(plan)
    if is_communications_own(plan):
        return deciders(plan)
    return [plan.officer] if plan.officer and still_decides(plan) else takers(plan)


def _heads(plan: Plan) -> list[User]:
    return list(User.objects.holding(Role.HEAD).exclude(pk=plan.author_id))
