"""Whom the notice of an act reaches."""

from collections.abc import Iterable

from governance.models import Channel, Plan, Review
from governance.who import deciders as eligible
from ledger.actors import CLOCK
from ledger.questions import Asked
from people.models import Team, User
from people.roles import Role


def here(*people: User | None) -> list[User]:
    """Those who have not left: nobody else is owed a notice."""
    return [person for person in people if person is not None and person.is_active]


def team_leads(team: Team) -> list[User]:
    return list(
        User.objects.filter(
            is_active=True,
            memberships__team=team,
            memberships__is_lead=True,
            memberships__ended_on=None,
        ).distinct()
    )


def officers(thing: object = None, asked: Asked | None = None) -> Iterable[User]:
    return User.objects.holding(Role.OFFICER, Role.HEAD)


def other_officers(plan: Plan) -> Iterable[User]:
    """Nobody consults with themselves."""
    return [user for user in officers() if user.pk != plan.author_id]


def heads() -> Iterable[User]:
    return User.objects.holding(Role.HEAD)


def deciders(plan: Plan, asked: Asked) -> Iterable[User]:
    """Those who decide; and where none of them could take it up, those who could."""
    takers = eligible.takers(plan)
    found = eligible.deciders(plan) if eligible.is_communications_own(plan) else takers
    return found if any(user in takers for user in found) else [*found, *takers]


def deciders_if_submitted(plan: Plan, asked: Asked) -> Iterable[User]:
    return deciders(plan, asked) if plan.state == Plan.State.SUBMITTED else []


def whose_changes_were_made(plan: Plan) -> Iterable[User]:
    """The officer who has it in hand again; for communications' own plans those who approve too."""
    own = eligible.is_communications_own(plan)
    return [*officer_of_plan(plan), *(eligible.deciders(plan) if own else [])]


def proposers(plan: Plan, asked: Asked | None = None) -> Iterable[User]:
    return here(plan.author, *team_leads(plan.team), plan.lead)


def proposers_if_approved(plan: Plan, asked: Asked) -> Iterable[User]:
    return proposers(plan) if plan.state == Plan.State.APPROVED else []


def proposers_and_officer(plan: Plan, asked: Asked) -> Iterable[User]:
    return [*proposers(plan), *officer_of_plan(plan, asked)]


def executives_if_awaited(plan: Plan, asked: Asked) -> Iterable[User]:
    awaited = plan.state == Plan.State.AWAITING_EXECUTIVE
    return eligible.executives(plan) if awaited else []


def officer_of_plan(plan: Plan, asked: Asked | None = None) -> Iterable[User]:
    return here(plan.officer)


def channel_people(channel: Channel, asked: Asked | None = None) -> Iterable[User]:
    """Those who answer for it and those who can act on it; without them, the team's manager, and
    at last the heads: somebody always hears of it."""
    people = here(channel.lead, *channel.administrators.all())
    return people or manager_of(channel) or team_leads(channel.team) or heads()


def channel_people_and_officers(channel: Channel, asked: Asked) -> Iterable[User]:
    return [*channel_people(channel), *officers()]


def manager_of(channel: Channel) -> list[User]:
    return here(channel.team.manager)


def manager_or_heads(channel: Channel) -> Iterable[User]:
    """Whom a channel without a lead is shown to."""
    return manager_of(channel) or heads()


def who_tidy_up(channels: Iterable[Channel]) -> Iterable[User]:
    """Whom the work after somebody's leaving reaches; without them stewards find somebody."""
    found = [*(person for channel in channels for person in manager_of(channel)), *officers()]
    return found or User.objects.holding(Role.STEWARD)


def told_of_opening(review: Review, asked: Asked) -> Iterable[User]:
    """Where the clock opens the review of a life span, the reminders say so."""
    if review.kind == Review.Kind.LIFE_SPAN and asked.by is CLOCK:
        return []
    return channel_people(review.channel)


def told_of_closing(review: Review, asked: Asked) -> Iterable[User]:
    """What makes the clock close it, a renewal or a retirement, tells people itself."""
    return [] if asked.by is CLOCK else channel_people(review.channel)
