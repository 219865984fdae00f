"""Plays a scene through the acts: each kind of ending is the one before it and a little more."""

import datetime

from governance.access import second_step
from governance.channels import acts as channels
from governance.keys import acts as keys_acts
from governance.models import Channel, Plan, Platform, Review
from governance.plans import acts as plans
from governance.plans import consultations, writing
from governance.reviews import acts as reviews
from ledger.actors import CLOCK
from people.models import User
from sample import keys
from sample.answers import answers
from sample.organisation import TEAMS, SampleTeam
from sample.people import Cast
from sample.scenes import Scene

DESCRIBED = {team.slug: team for team in TEAMS}
ANSWERS = dict.fromkeys(("people_right", "two_step", "recovery", "monitored", "needed"), "yes")
REASON = {"reason": "The team has said who answers, and how it will end."}
CHECKED = {"two_step": True, "recovery": True, "branding": True, "monitoring": True}


class Story:
    """One scene, with its people. Acts happen on days that count from when the plan was begun."""

    def __init__(self, scene: Scene, cast: Cast, *, today: datetime.date) -> None:
        self.scene, self.cast, self.today = scene, cast, today
        self.team: SampleTeam = DESCRIBED[scene.team]
        self.lead, self.second = cast.person(self.team.lead), cast.person(self.team.second)
        self.platform = Platform.objects.get(slug=scene.platform)
        own = scene.team == "communications"
        self.author: User = cast["officer2"] if own else self.lead
        self.officer: User = cast["officer"]
        self.approver: User = cast["head"] if own else cast["officer"]
        self.plan: Plan

    def day(self, after: int) -> datetime.date:
        """So many days after the plan was begun, and never later than today."""
        began = self.today - datetime.timedelta(days=self.scene.age)
        return min(self.today, began + datetime.timedelta(days=after))

    @property
    def channel(self) -> Channel:
        if self.plan.channel is None:
            raise LookupError(f"{self.plan} has no channel yet")
        return self.plan.channel

    def begun(self) -> bool:
        """Whether it was played in an earlier run, however it has gone on since."""
        return Plan.objects.filter(
            team=self.cast.teams[self.scene.team], platform=self.platform, name=self.scene.name
        ).exists()

    def play(self) -> None:
        getattr(self, self.scene.reached)()

    # Plans

    def draft(self) -> None:
        self.plan = writing.start(
            by=self.author,
            today=self.day(0),
            team=self.cast.teams[self.scene.team],
            platform=self.platform,
            name=self.scene.name,
            tier="corporate" if self.scene.corporate else "service",
        )

    def consultation(self) -> None:
        self.draft()
        question = f"We would like to reach more people about {self.team.about}. Is this the way?"
        consultations.ask(self.plan, by=self.author, today=self.day(0), question=question)

    def written(self) -> None:
        self.consultation()
        consultations.record(
            self.plan,
            by=self.officer,
            today=self.day(1),
            held_on=self.day(1).isoformat(),
            outcome="go_ahead",
            advice="A good idea. Agree who answers during holidays, and say how it will end.",
        )
        written = answers(
            self.scene,
            self.team,
            lead=self.lead,
            second=self.second,
            ends_on=self.today + datetime.timedelta(days=self.scene.ends_in),
        )
        writing.write(self.plan, by=self.author, today=self.day(2), answers=written)

    def submitted(self) -> None:
        self.written()
        plans.submit(self.plan, by=self.author, today=self.day(3))

    def considered(self) -> None:
        self.submitted()
        plans.take_up(self.plan, by=self.officer, today=self.day(4))

    def changes(self) -> None:
        self.considered()
        wanted = "Say who reads the comments at weekends, or that nobody does."
        plans.request_changes(self.plan, by=self.officer, today=self.day(5), changes_wanted=wanted)

    def rejected(self) -> None:
        self.considered()
        reason = "The trust's own channel reaches the same people. We will help you to use it."
        plans.reject(self.plan, by=self.officer, today=self.day(5), reason=reason)

    def withdrawn(self) -> None:
        self.considered()
        plans.withdraw(self.plan, by=self.author, today=self.day(6))

    def signing(self) -> None:
        self.considered()
        plans.approve(self.plan, by=self.approver, today=self.day(5), **REASON)

    def approved(self) -> None:
        self.signing()
        if self.plan.state == Plan.State.AWAITING_EXECUTIVE:
            plans.sign_off(self.plan, by=self.cast["executive"], today=self.day(6), **REASON)

    # Channels

    def set_up(self) -> None:
        self.approved()
        channels.confirm_set_up(
            self.channel,
            by=self.officer,
            today=self.day(7),
            **{"url": self.channel.url, **CHECKED},
        )

    def live(self) -> None:
        self.set_up()
        keys.hold(self.channel, self.cast, tool=self.scene.tool, today=self.day(7))
        channels.go_live(self.channel, by=self.officer, today=self.day(8))

    def suspended(self) -> None:
        self.live()
        channels.suspend(
            self.channel,
            by=self.officer,
            today=self.day(self.scene.age - 3),
            cause="content",
            reason="A post named a member of the public. It was seen by many before we noticed.",
        )

    def taken_down(self) -> None:
        self.suspended()
        channels.record_takedown(
            self.channel,
            by=self.officer,
            today=self.day(self.scene.age - 2),
            **{
                "what": "content",
                "details": "The post and its 14 answers were removed.",
                "where": f"{self.channel.url}",
                "evidence": "Communications records, folder Takedowns, pictures 1 to 3",
            },
        )

    def reinstated(self) -> None:
        self.taken_down()
        channels.reinstate(
            self.channel,
            by=self.cast["officer2"],
            today=self.day(self.scene.age - 1),
            put_right="The post is gone, and two people now read each post before it goes out.",
        )

    def lapsed(self) -> None:
        self.live()
        channels.lapse(self.channel, by=CLOCK, today=self.today)

    def extended(self) -> None:
        self.live()
        later = self.today + datetime.timedelta(days=self.scene.ends_in + 60)
        channels.extend(
            self.channel,
            by=self.officer,
            today=self.day(self.scene.age - 5),
            ends_on=later.isoformat(),
            reason="The new lead starts next month and will write the renewal plan.",
        )

    def renewed(self) -> None:
        self.live()
        renewal = writing.start_renewal(
            self.channel, by=self.lead, today=self.day(self.scene.age - 20)
        )
        consultations.record(
            renewal,
            by=self.officer,
            today=self.day(self.scene.age - 19),
            held_on=self.day(self.scene.age - 19).isoformat(),
            outcome="go_ahead",
            advice="It is well used. Go on with it.",
        )
        later = self.today + datetime.timedelta(days=self.scene.ends_in + 500)
        writing.write(
            renewal,
            by=self.lead,
            today=self.day(self.scene.age - 18),
            answers={"ends_on": later.isoformat()},
        )
        plans.submit(renewal, by=self.lead, today=self.day(self.scene.age - 17))
        plans.take_up(renewal, by=self.officer, today=self.day(self.scene.age - 16))
        plans.approve(renewal, by=self.officer, today=self.day(self.scene.age - 15), **REASON)

    def retired(self) -> None:
        self.live()
        near_the_end = self.day(self.scene.age - 30)
        channels.prepare_closing(
            self.channel,
            by=self.officer,
            today=near_the_end,
            **{
                "records_captured": True,
                "closing_notice_on": near_the_end.isoformat(),
            },
        )
        channels.retire(
            self.channel,
            by=self.officer,
            today=self.day(self.scene.age - 2),
            ending="closed",
            archive="Communications records, folder Closed channels",
            reason="Few people followed it, and the team has nobody left to look after it.",
        )

    def rotating(self) -> None:
        self.live()
        reason = "The team's phone was lost for an afternoon."
        keys_acts.rotation_wanted(
            self.channel, by=self.lead, today=self.day(self.scene.age - 4), reason=reason
        )

    def second_step_off(self) -> None:
        self.live()
        second_step.record_off(
            self.channel,
            by=self.second,
            today=self.day(self.scene.age - 2),
            seen="I was signed in by the password alone. Nobody asked for a code.",
        )

    # Reviews

    def _open_review(self, days_ago: int) -> Review:
        review = self.channel.reviews.get(kind=Review.Kind.SECURITY)
        today = self.day(self.scene.age - days_ago)
        reviews.open_(review, by=self.officer, today=today)
        return review

    def _answer_review(self, days_ago: int) -> Review:
        review = self._open_review(days_ago + 3)
        today = self.day(self.scene.age - days_ago)
        reviews.answer(review, by=self.lead, today=today, **ANSWERS)
        return review

    def overdue(self) -> None:
        self.live()
        self._open_review(days_ago=21)

    def answered(self) -> None:
        self.live()
        self._answer_review(days_ago=2)

    def reviewed(self) -> None:
        self.live()
        review = self._answer_review(days_ago=20)
        today = self.day(self.scene.age - 18)
        reviews.close(review, by=self.officer, today=today, outcome="fine")

    def found(self) -> None:
        self.live()
        review = self._answer_review(days_ago=9)
        reviews.close(
            review,
            by=self.officer,
            today=self.day(self.scene.age - 7),
            outcome="findings",
            finding="One of the administrators has moved to another team.",
            deadline=(self.today + datetime.timedelta(days=12)).isoformat(),
        )
