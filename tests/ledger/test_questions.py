"""The two questions: whose rule it is, in which words, and what a rule may be asked of."""

import pytest
from django.contrib.auth.models import AnonymousUser

from ledger.actors import CLOCK, Actor
from ledger.acts import asking
from ledger.questions import Asked, Guard, Permission, clock, guard, permission
from ledger.refusals import Refusal
from tests.cast import TODAY, Cast
from vault.permissions import anybody


def rule(phrase: str, *, allows: bool) -> Permission[object]:
    return Permission(phrase, lambda thing, asked: allows)


def asked_by(by: Actor) -> Asked:
    return asking(by=by, today=TODAY)


def test_one_rule_or_the_other_in_the_order_they_are_said() -> None:
    either = rule("the author", allows=False) | rule("a lead", allows=True)
    assert either.phrase == "the author or a lead"
    assert (either | rule("the clock", allows=False)).phrase == "the author or a lead or the clock"


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [(True, False, True), (False, True, True), (True, True, True), (False, False, False)],
)
def test_either_allows(first: bool, second: bool, found: bool) -> None:
    either = rule("a", allows=first) | rule("b", allows=second)
    assert either.permits(object(), asked_by(CLOCK)) is found


def test_the_sentence_says_who_can() -> None:
    said = rule("an officer", allows=True).sentence("Take it up")
    assert said == "Only an officer can do this: take it up."


def test_it_may_say_more_of_this_thing_and_what_helps() -> None:
    more = Refusal("Fern has it.", helps="plan.take_over")
    rule_: Permission[object] = Permission(
        "an officer", lambda *_: False, otherwise=lambda *_: more
    )
    for each in (rule_, rule_ | rule("the head", allows=False)):
        found = each.refusal("Approve it", object(), asked_by(CLOCK))
        assert found.sentence.endswith("can do this: approve it. Fern has it.")
        assert found.helps == "plan.take_over"
    said = rule("an officer", allows=False).refusal("Approve it", object(), asked_by(CLOCK))
    assert (said.sentence, said.helps) == ("Only an officer can do this: approve it.", None)


def test_whoever_left_or_is_not_signed_in_may_nothing(cast: Cast) -> None:
    assert anybody.permits(None, asked_by(cast.lead))
    cast.lead.is_active = False
    assert not anybody.permits(None, asked_by(cast.lead))
    assert not anybody.permits(None, asked_by(AnonymousUser()))


def test_the_clock_is_the_clock_alone(cast: Cast) -> None:
    assert clock.permits(None, asked_by(CLOCK))
    assert not clock.permits(None, asked_by(cast.steward))


def test_a_predicate_becomes_a_permission() -> None:
    @permission("somebody whose day it is")
    def today(thing: object, asked: Asked) -> bool:
        return asked.today == TODAY

    assert isinstance(today, Permission)
    assert today.phrase == "somebody whose day it is"
    assert today.permits(None, asked_by(CLOCK))


def test_a_predicate_becomes_a_guard_with_its_sentence() -> None:
    @guard("It is too long.", helps="plan.write")
    def short(thing: str, asked: Asked) -> bool:
        return len(thing) < 3

    assert isinstance(short, Guard)
    assert short.refusal("ab", asked_by(CLOCK)) is None
    found = short.refusal("abc", asked_by(CLOCK))
    assert found == Refusal("It is too long.", helps="plan.write")
    assert found is not None
    assert found.guard is short


def test_a_sentence_may_depend_on_the_thing_and_the_day() -> None:
    def too_long(thing: str, asked: Asked) -> str:
        return f"“{thing}” was too long on {asked.today}."

    @guard(too_long)
    def short(thing: str, asked: Asked) -> bool:
        return False

    assert short.said("abc", asked_by(CLOCK)) == "“abc” was too long on 2027-01-04."
    assert str(short.refusal("abc", asked_by(CLOCK))) == short.said("abc", asked_by(CLOCK))
