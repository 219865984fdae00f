"""Whoever is told that something is owed can do something about it, from the page it leads to.

Generated: each declared kind, at each stage and for each reason, in each state of its channel; the
people whom each rung of its ladder reaches, on the day on which it reaches them.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from unittest.mock import patch

import pytest
import time_machine
from django.core.exceptions import ObjectDoesNotExist

from governance.models import Obligation, Reach, Review
from governance.obligations import reading
from governance.obligations.climbing import People
from governance.obligations.kinds import KINDS, Rung
from governance.plans.owed import OWN
from ledger import acts
from ledger.days import in_words
from ledger.refusals import RefusedError
from people.models import User
from tests.cast import NOON, TODAY, Cast
from tests.governance.reviews.days import LAPSES, run_sweep
from tests.house import owing, paying, things
from tests.house.leading import OK, Browser, Page
from tests.house.owing import EVERYWHERE, MAKERS, OWED_AT, OWED_IN, State, owed_in
from tests.house.paying import HELPS, HELPS_AT, HELPS_WHERE, PAYMENTS, PAYMENTS_WHERE, Payment

things.everywhere()
FOUND = 302
STAGES = [(kind.name, stage) for kind in KINDS.values() for stage in kind.ladders]
CASES = [
    (kind, stage, reason, state)
    for kind, stage in STAGES
    for reason in MAKERS.get((kind, stage), {})
    for state in EVERYWHERE
    if state or state in owed_in(kind, stage)
]
BY_THE_CLOCK = {("review", str(Review.State.SCHEDULED))}
"""Nobody is told before the clock has led it on; the page says on which day it does."""

BY_ANOTHER: dict[tuple[str, str], set[str]] = {
    ("decision", OWN): {Reach.EXECUTIVES},
    ("policy", ""): {Reach.MANAGER},
}
"""By kind, and reason or stage: rungs that hear of what only others can do. The page says who, and
how to reach them."""


def _name(case: tuple[str, ...]) -> str:
    *words, state = case
    return "-".join([*filter(None, words), state or "planned"])


def at_noon(day: datetime.date) -> time_machine.travel:
    noon = datetime.datetime.combine(day, datetime.time(12), datetime.UTC)
    return time_machine.travel(noon, tick=False)


def test_every_kind_and_stage_has_a_world() -> None:
    """A new one joins here: how it comes to be owed, where, what helps and what discharges it."""
    assert set(MAKERS) == set(STAGES)
    assert set(PAYMENTS) | BY_THE_CLOCK == set(STAGES)
    assert set(OWED_IN) == set(HELPS) == set(KINDS)
    assert {*OWED_AT, *HELPS_AT} <= set(STAGES)


def test_what_helps_is_declared() -> None:
    helping = set[str]().union(*HELPS.values(), *HELPS_WHERE.values(), *HELPS_AT.values())
    helping |= {each.act for each in [*PAYMENTS.values(), *PAYMENTS_WHERE.values()]}
    assert {name for name in helping if acts.find(name) is None} == set()
    acts_of = {(name, stage): KINDS[name].discharging(stage).name for name, stage in STAGES}
    wrong = [at for at, act in acts_of.items() if act not in _all_that_help(*at)]
    assert wrong == []


def _all_that_help(kind: str, stage: str) -> set[str]:
    return set[str]().union(
        *(paying.helping(kind, stage, reason) for reason in MAKERS[kind, stage]), HELPS[kind]
    )


@pytest.mark.parametrize("case", CASES, ids=map(_name, CASES))
def test_whoever_is_told_can_go_on(cast: Cast, case: tuple[str, str, str, str]) -> None:
    kind, stage, reason, state = case
    row = _row(cast, *case)
    if state not in owed_in(kind, stage):
        assert row is None
        return
    assert row is not None, "No row says that it is owed."
    shut = [f"{KINDS[kind].href(row)}: {said}" for said in _dead_ends(row, reason, state)]
    assert not shut, "\n".join(shut)
    if (kind, stage) in BY_THE_CLOCK:
        _is_led_on_by_the_clock(row)
    else:
        _is_discharged(cast, row, reason, state)


def _row(cast: Cast, kind: str, stage: str, reason: str, state: str) -> Obligation | None:
    """Some states refuse the acts by which a kind is owed: nothing is, then."""
    with time_machine.travel(NOON, tick=False):
        try:
            return owing.make(cast, kind, stage, reason, state)
        except (RefusedError, ObjectDoesNotExist):
            assert state not in owed_in(kind, stage)
            return None


def _day(row: Obligation, rung: Rung, state: str) -> datetime.date:
    """The rung's, but not before the world has come to its state."""
    begun = LAPSES if state == State.LAPSED else TODAY
    return max(row.due_on + datetime.timedelta(days=rung.days), begun)


def _told(row: Obligation, state: str) -> Iterator[tuple[Rung, datetime.date, User]]:
    """Everybody whom a rung reaches, once before its day is past and once after it."""
    tried = set()
    for rung in KINDS[row.kind].ladder(row.stage).rungs:
        day = _day(row, rung, state)
        for person in People(day).reached(row, rung.reaches):
            if (person.pk, day > row.due_on) not in tried:
                tried.add((person.pk, day > row.due_on))
                yield rung, day, person


def _is_listed(row: Obligation, rung: Rung, person: User) -> bool:
    """Whoever is told of it finds it at home."""
    Obligation.objects.filter(pk=row.pk).update(reaches=rung.reaches)
    return Obligation.objects.filter(reading.reaching(person), pk=row.pk).exists()


def _dead_ends(row: Obligation, reason: str, state: str) -> Iterator[str]:
    kind = KINDS[row.kind]
    for rung, day, person in _told(row, state):
        with at_noon(day):
            browser = Browser.of(person)
            page = browser.open(kind.href(row))
            if not _is_listed(row, rung, person):
                yield f"{person} does not find it among what is theirs."
            if page.status != OK:
                yield f"{person} finds {page.status}."
            elif (row.kind, row.stage) in BY_THE_CLOCK:
                if in_words(_opens_on(row)) not in page.says:
                    yield f"{person} is not told when it opens."
            elif not _leads_on(browser, page, row, reason) and not (
                rung.reaches in _hearing(row, reason) and _says_whom_to_ask(page, person)
            ):
                yield f"{person} ({rung.reaches}) can do nothing on {day}."


def _leads_on(browser: Browser, page: Page, row: Obligation, reason: str) -> bool:
    return any(browser.ways(page, paying.helping(row.kind, row.stage, reason)))


def _hearing(row: Obligation, reason: str) -> set[str]:
    return BY_ANOTHER.get((row.kind, reason or row.stage), set())


def _says_whom_to_ask(page: Page, person: User) -> bool:
    """An address of somebody else among what the page says."""
    reached = [each.removeprefix("mailto:") for each in page.links if each.startswith("mailto:")]
    return any(each != person.email for each in reached)


def _opens_on(row: Obligation) -> datetime.date:
    return Review.objects.get(pk=row.subject_id).opens_on


def _is_led_on_by_the_clock(row: Obligation) -> None:
    day = _opens_on(row)
    first = KINDS[row.kind].ladder(row.stage).rungs[0]
    assert day <= row.due_on + datetime.timedelta(days=first.days)
    with at_noon(day):
        run_sweep(day)
    assert not _is_as_it_was(row)


def _is_discharged(cast: Cast, row: Obligation, reason: str, state: str) -> None:
    """With good input, by its owner; where that rung only hears of it, the first that acts."""
    payment = paying.payment_for(row.kind, row.stage, reason, state)
    hearing = _hearing(row, reason)
    doing = (
        (day, person) for rung, day, person in _told(row, state) if rung.reaches not in hearing
    )
    day, person = next(doing)
    with at_noon(day):
        _pay(cast, row, person, payment, day)
    assert not _is_as_it_was(row), f"{payment.act} leaves it as it was."


def _pay(cast: Cast, row: Obligation, person: User, payment: Payment, day: datetime.date) -> None:
    browser = Browser.of(person)
    if payment.first:
        payment.first(cast, row, person, day)
    with patch("vault.keytests.unseen", return_value=[]):  # nobody signs in to a platform here
        ways = [*browser.ways(browser.open(KINDS[row.kind].href(row)), {payment.act})]
        own = [each for each in ways if str(row.subject_id) in each]  # where each line has its own
        way = next(iter(own or ways), None)
        assert way, f"{person} cannot do it: {payment.act}."
        answer = browser.client.post(way, payment.given(cast))
    assert answer.status_code == FOUND, f"{payment.act} at {way}: {answer.status_code}."
    if payment.then:
        payment.then(cast, row, person, day)


def _is_as_it_was(row: Obligation) -> bool:
    """Neither discharged, nor at another stage, nor due on another day."""
    now = Obligation.objects.get(pk=row.pk)
    return now.discharged_on is None and (now.stage, now.due_on) == (row.stage, row.due_on)
