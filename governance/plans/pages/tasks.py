"""What is still to do before a plan can be submitted, as a list of tasks."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from governance.models import Plan
from governance.plans import questions
from governance.plans.asking import Section
from governance.policy import reading as policy
from governance.web.days import today
from governance.web.doors import PersonRequest


@dataclass(frozen=True)
class Task:
    """As the task list draws it; without `href` it cannot be done yet."""

    title: str
    href: str | None = None
    hint: str = ""
    status: str = ""
    done: bool = False


def tasks(plan: Plan, request: PersonRequest) -> list[Task]:
    return [
        *before_submitting(plan, request).values(),
        *(_section(plan, each) for each in questions.sections(plan.kind)),
        Task(
            "Check your answers and submit the plan",
            reverse("plan-check", args=[plan.pk]),
            status="Ready to check" if not questions.incomplete(plan) else "To do at the end",
        ),
    ]


def before_submitting(plan: Plan, request: PersonRequest) -> dict[str, Task]:
    """What a plan needs besides its answers."""
    return {"consultation": _consultation(plan), "policy": _policy(plan, request)}


def _consultation(plan: Plan) -> Task:
    href = reverse("plan-consultation", args=[plan.pk])
    last = list(plan.consultations.order_by("-recorded_at"))
    recorded = [each for each in last if each.recorded_at]
    if recorded:
        title = "Read the advice of your consultation"
        return Task(title, href, recorded[0].get_outcome_display(), "Held", done=True)
    if last:
        hint = "An officer will be in touch. You can answer the questions meanwhile."
        return Task("Ask for a consultation", href, hint, "Waiting")
    hint = "Talk to communications first. They may know an easier way."
    return Task("Ask for a consultation", href, hint)


def _policy(plan: Plan, request: PersonRequest) -> Task:
    """The lead and the administrators must have read it, so it says who has not."""
    named = [*([plan.lead] if plan.lead else []), *plan.administrators.all()]
    people = list({user.pk: user for user in [request.user, *named]}.values())
    missing = policy.yet_to_read(people, today())
    href, title = reverse("policy"), "Read the policy"
    if not missing:
        return Task(title, href, done=True)
    if request.user in missing:
        return Task(title, href, "Say that you have read it.")
    names = ", ".join(str(user) for user in missing)
    return Task(title, href, f"You have read it. These people have not: {names}.", "Waiting")


def _section(plan: Plan, section: Section) -> Task:
    missing = questions.missing(plan, section)
    if not missing:
        check = reverse("plan-check", args=[plan.pk])
        return Task(section.title, f"{check}#{section.slug}", done=True)
    href = reverse("plan-question", args=[plan.pk, missing[0].name])
    answered = len(section.questions) - len(missing)
    if not answered:
        return Task(section.title, href)
    return Task(section.title, href, f"{answered} of {len(section.questions)} answered", "Started")
