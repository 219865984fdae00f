"""What the sample's teams write in their plans."""

import datetime
from typing import Any

from people.models import User
from sample.organisation import MAILBOX, SampleTeam
from sample.scenes import Scene


def answers(
    scene: Scene, team: SampleTeam, *, lead: User, second: User, ends_on: datetime.date
) -> dict[str, Any]:
    """Every question of a plan, as a form is given them."""
    return {
        "handle": scene.handle,
        "public_purpose": f"News and advice about {team.about}, in plain words.",
        "reason": f"People ask us about {team.about} where they already are. Our pages on the "
        "trust's site are read by few of them, and leaflets are out of date within months.",
        "objectives": "Twice as many people find our opening times and clinics by themselves. "
        "Fewer calls to the front desk about what we have posted.",
        "audience": f"People who live in Riverside and Vale and want to know about {team.about}, "
        "and those who look after them.",
        "benefits": "Answers in plain words, quickly, from people who know. Good news is shared.",
        "risks": "Somebody may ask for advice about their own health in public. We answer with "
        "where to turn, and never discuss a person's care there.",
        "lead": str(lead.pk),
        "administrators": [str(lead.pk), str(second.pk)],
        "hours_a_week": "2.5",
        "content": "Two posts a week, written on Mondays, read by a second person before they go "
        "out. No posts when nobody can read the answers.",
        "monitored": "Monday to Friday, 9am to 5pm",
        "out_of_hours": "Nobody looks. The description says so and where to get urgent help.",
        "accessibility": "Films have captions, pictures have descriptions, and hashtags are "
        "written With Capitals.",
        "recovery_mailbox": MAILBOX,
        "sign_in": "Two named people, on the trust's own devices. The keys are in the vault.",
        "second_step": "An authenticator app on the team's phone, and its seed in the vault.",
        "ends_on": ends_on.isoformat(),
        "closing": "A last post says where to find us. Followers have a month to see it. Posts "
        "are kept in the team's records.",
    }


POLICY = """\
These are the rules for social media in the name of the trust.

1. Talk to the communications team first. They help you to find out whether a channel is the right answer.
2. Write a plan: the reason, how the channel is managed, how it is kept safe and how long it is needed.
3. A channel is official once communications has approved it and made it live, and only then.
4. Put the keys of the channel into the vault, so that somebody can act at night.
5. Never discuss a person's care in public, and never share a picture of somebody who has not agreed.
6. Do not publish when nobody can read the answers.
7. Report what worries you to your line manager or to the communications team.
"""  # noqa: E501  a paragraph a line, as the page shows it
