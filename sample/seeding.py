"""Makes or restores the whole sample, and says how to sign in."""

import datetime
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.utils import timezone

from governance.models import Channel, PolicyVersion, Rules
from governance.policy import acts as policies
from ledger.models import Notice
from sample import estate, keys, people, tokens
from sample.answers import POLICY
from sample.organisation import CAST, MAILBOXES, NAME
from sample.people import Cast
from sample.scenes import LEADS_CHANNEL, SCENES
from sample.story import Story

Say = Callable[[str], object]
FIRST_POLICY, SECOND_POLICY = 700, 30  # published so many days ago


def seed(*, today: datetime.date, say: Say) -> dict[str, Any]:
    """What `seed_sample --json` prints. Run again it restores, and harms nothing else."""
    began = timezone.now()
    say("People and teams …")
    cast = people.restore(today=today)
    _policy("1.0", FIRST_POLICY, "The first version.", cast, today)
    for number, scene in enumerate(SCENES, start=1):
        story = Story(scene, cast, today=today)
        if not story.begun():
            say(f"Channels and plans: {number} of {len(SCENES)} …")
            story.play()
    say("Channels that were there before …")
    estate.take_over(by=cast["officer"], today=today)
    _policy("1.1", SECOND_POLICY, "Keys go into the vault before going live.", cast, today)
    say("Keys and tokens …")
    deposited = keys.deposit_afresh(_with_keys(cast, today), cast, today=today)
    issued = tokens.issue_afresh(cast)
    # Nobody reads these addresses; without this a first start would print a hundred mails.
    Notice.objects.filter(
        sent_at=None, owed_at__gte=began, to__in=[user.pk for user in cast.people.values()]
    ).update(sent_at=timezone.now())
    return {"organisation": NAME, "users": _users(cast), "tokens": issued, "keys": deposited}


def _with_keys(cast: Cast, today: datetime.date) -> list[Channel]:
    """A live channel of the lead's, made anew where theirs has gone, and another of somebody's."""
    live = Channel.objects.filter(state=Channel.State.LIVE, access_method="keys")
    mine = live.filter(lead=cast["lead"]).order_by("created_at").first()
    if mine is None:
        number = Channel.objects.filter(team=cast.teams[LEADS_CHANNEL.team]).count() + 1
        story = Story(
            replace(
                LEADS_CHANNEL,
                name=f"{LEADS_CHANNEL.name} {number}",
                handle=f"{LEADS_CHANNEL.handle}{number}",
            ),
            cast,
            today=today,
        )
        story.play()
        mine = story.channel
    others = live.filter(team__in=cast.teams.values()).exclude(pk=mine.pk)
    return [mine, *others.order_by("created_at")[:1]]


def _policy(number: str, days_ago: int, changes: str, cast: Cast, today: datetime.date) -> None:
    """Published once; all but the newest version is acknowledged by everybody."""
    version = PolicyVersion.objects.filter(number=number).first()
    published_on = today - datetime.timedelta(days=days_ago)
    if version is None:
        version = policies.publish(
            PolicyVersion(
                number=number,
                title="Social media policy",
                changes=changes,
                text=POLICY,
                published_on=published_on,
                review_on=today + datetime.timedelta(days=365),
            ),
            by=cast["officer"],
            today=published_on,
        )
        Rules.objects.filter(pk=1, communications_mailbox="").update(
            communications_mailbox=list(MAILBOXES)[1], communications_phone="01632 960000"
        )
    yet = {"member", "outsider"} if days_ago == SECOND_POLICY else set()
    waiting = [cast[key] for key in yet]
    for user in cast.people.values():
        if user not in waiting:
            policies.acknowledge(version, by=user, today=published_on)


def _users(cast: Cast) -> list[dict[str, Any]]:
    return [
        {
            "email": player.email,
            "password": people.password_of(player),
            "totp_secret": people.totp_secret_of(player),
            "role": player.key,
            "teams": [player.team] if player.team else [],
        }
        for player in CAST
    ]
