"""What reviews owe: an answer, a closing word, and that what they found is put right."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.db.models import Q
from django.utils import timezone

from governance.channels.states import REVIEWED
from governance.models import Channel, Finding, Holder, Plan, Reach, Review
from governance.models.channel import LapseCause
from governance.obligations.kinds import AGAIN, WEEK, But, Of, Owing, Scope, at, ladder, owed
from people.models import User

UNCLOSED = [Review.State.SCHEDULED, Review.State.OPEN, Review.State.ANSWERED]
FROM_LEAD = ladder(
    (Reach.LEAD, -WEEK), (Reach.LEAD, 1), (Reach.MANAGER, 14), (Reach.HEAD, 30), repeat=AGAIN
)
FROM_OWNER = ladder(
    (Reach.PERSON, -WEEK), (Reach.PERSON, 0), (Reach.LEAD, WEEK), (Reach.OFFICERS, 14), repeat=AGAIN
)
OWNED, SAID, LEFT = "owned", "said", "left"
PUT_RIGHT = "Put it right: {about}"
TICKED = ladder((Reach.OFFICERS, -WEEK), (Reach.OFFICERS, 1), (Reach.HEAD, 14), repeat=AGAIN)
OFFICERS = ladder((Reach.OFFICERS, 0), (Reach.HEAD, 14), repeat=AGAIN)


@owed(
    "review",
    label="a review",
    sentence={
        Review.State.SCHEDULED: "Answer the {about}",
        Review.State.OPEN: "Answer the {about}",
        Review.State.ANSWERED: "Close the {about}",
    },
    act="review.close",
    href=at("review", by="subject_id"),
    ladders={
        Review.State.SCHEDULED: FROM_LEAD,
        Review.State.OPEN: FROM_LEAD,
        Review.State.ANSWERED: OFFICERS,
    },
    what_if_not="One that is live is taken off the list, also where nobody closes it.",
    patience=lambda rules: rules.review_overdue_days,
    subject=Review,
    hears=[Channel],
)
def review(scope: Scope) -> Iterator[Owing]:
    """Also where its channel is off the list because of it, and comes back with its answer, or
    when it is closed. Whoever closes it has the same time from its answer on."""
    in_hand = [Review.State.OPEN, Review.State.ANSWERED]
    came_of_it = Q(channel__state=Channel.State.LAPSED, state__in=in_hand)
    came_of_it &= Q(channel__lapse_cause=LapseCause.REVIEW_OVERDUE)
    found = Review.objects.filter(
        Q(channel__state__in=REVIEWED) | came_of_it,
        scope.within(Of.CHANNELS, "channel"),
        state__in=UNCLOSED,
    )
    for each in found.select_related("channel__platform"):
        at = each.answered_at if each.state == Review.State.ANSWERED else None
        answered = timezone.localdate(at) if at else None
        yield Owing.of(
            each.channel,
            subject_id=each.pk,
            about=f"{each.get_kind_display().lower()} review: {each.channel}",
            since=answered or each.opened_on or each.opens_on,
            due_on=max(each.due_on, answered) if answered else each.due_on,
            stage=each.state,
        )


@owed(
    "finding",
    label="something to put right",
    sentence={
        "": PUT_RIGHT,
        OWNED: PUT_RIGHT,
        SAID: "Look whether it is put right: {about}",
        LEFT: "Remove who has left: {about}",
    },
    act="finding.fix",
    href=at("finding", by="subject_id"),
    ladders={"": FROM_LEAD, OWNED: FROM_OWNER, SAID: TICKED, LEFT: OFFICERS},
    but={
        SAID: But(act="finding.tick"),
        LEFT: But(
            act="access.remove",
            href=at("channel-access"),
            what_if_not="Somebody who should not can still act on it.",
            subject=Holder,
        ),
    },
    what_if_not="It is named in the next decision.",
    subject=Finding,
    hears=[Review, Plan, Channel, User],
)
def finding(scope: Scope) -> Iterator[Owing]:
    """What a review found and what an approval asked for, until an officer has ticked it off.

    It is its owner's first; where the owner has left it begins at the lead. Once somebody says that
    it is done it is the officers', a week for it.
    """
    found = Finding.objects.filter(scope.within(Of.CHANNELS, "channel"), ticked_on=None)
    going_on = found.exclude(channel__state=Channel.State.RETIRED)
    for each in going_on.select_related("channel__platform", "review", "owner"):
        if each.fixed_on:
            by = each.fixed_on + datetime.timedelta(days=WEEK)
            said = {"subject_id": each.pk, "since": each.fixed_on, "due_on": by}
            yield Owing.of(each.channel, **said, stage=SAID)
            continue
        here = each.owner is not None and each.owner.is_active
        yield Owing.of(
            each.channel,
            subject_id=each.pk,
            since=each.review.closed_on if each.review else None,
            due_on=each.deadline,
            person_id=each.owner_id if here else None,
            stage=OWNED if here else "",
        )
    yield from _leavers(scope)


def _leavers(scope: Scope) -> Iterator[Owing]:
    """Lines of access lists that an officer must take away on the platform itself."""
    lines = Holder.objects.filter(
        scope.within(Of.CHANNELS, "channel"), removal_wanted_on__isnull=False, removed_on=None
    ).exclude(channel__state=Channel.State.RETIRED)
    for line in lines.select_related("channel__platform"):
        day = line.removal_wanted_on
        yield Owing.of(line.channel, subject_id=line.pk, since=day, due_on=day, stage=LEFT)
