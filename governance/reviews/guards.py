"""What must hold before a review opens or closes, and before a finding is added or put right."""

from governance.channels.states import REVIEWED
from governance.models import Finding, Review
from ledger.questions import Asked, clock, guard


@guard("Only a channel that is live or suspended is reviewed.")
def may_be_reviewed(review: Review, asked: Asked) -> bool:
    return review.channel.state in REVIEWED


@guard("The lead has not answered yet.", helps="review.answer")
def answered_or_over(review: Review, asked: Asked) -> bool:
    """The clock closes the reviews of a channel that is retired; officers wait until it is due."""
    if review.state == Review.State.ANSWERED or clock.permits(review, asked):
        return True
    return asked.today > review.due_on


@guard("Findings are added to a review that was closed with findings.")
def found_something(review: Review, asked: Asked) -> bool:
    closed = review.state == Review.State.CLOSED
    return closed and review.outcome == Review.Outcome.FINDINGS


@guard("It was put right already.")
def not_fixed(finding: Finding, asked: Asked) -> bool:
    return finding.fixed_on is None


@guard("Nobody has said that it was put right.", helps="finding.fix")
def said_to_be_fixed(finding: Finding, asked: Asked) -> bool:
    return finding.fixed_on is not None


@guard("It was ticked off already.")
def not_ticked(finding: Finding, asked: Asked) -> bool:
    return finding.ticked_on is None
