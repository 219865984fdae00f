"""A plan from its first page to the decision, through the pages alone."""

from typing import Any

from governance.models import Channel, Plan, Platform
from tests.cast import REASON, Cast, answers, policy
from tests.pages.conftest import SignIn


def test_from_start_to_decision(cast: Cast, sign_in: SignIn) -> None:
    version = policy(cast)
    lead, officer = sign_in(cast.lead), sign_in(cast.officer)
    assert b"Read the policy" in lead.get("/").content
    lead.post(f"/policy/{version.pk}/acknowledge")
    sign_in(cast.administrator).post(f"/policy/{version.pk}/acknowledge")

    instagram = Platform.objects.get(slug="instagram")
    started = {"name": "Children's Therapies", "platform": instagram.pk, "team": cast.team.pk}
    answer = lead.post("/plans/start", started)
    assert answer.status_code == 302, answer.content.decode()
    plan = Plan.objects.get()
    here = f"/plans/{plan.pk}"
    assert answer.headers["Location"] == here
    assert b"Ask for a consultation" in lead.get(here).content

    refused = lead.post(f"{here}/check")
    assert refused.status_code == 409
    said = refused.content.decode()
    assert "<title>Error: Check your answers" in said
    for words in ("consultation", "sections are not complete", "two administrators", "mailbox"):
        assert words in said

    lead.post(f"{here}/consultation", {"question": "May we?"})
    assert b"Hold a consultation" in officer.get("/").content
    recorded = officer.post(
        f"{here}/consultation/record",
        {
            "held_on_day": "4",
            "held_on_month": "1",
            "held_on_year": "2027",
            "outcome": "go_ahead",
            "advice": "Do.",
        },
    )
    assert recorded.status_code == 302, recorded.content.decode()

    for name, value in answers(cast).items():
        data: dict[str, Any] = {name: value}
        if name == "ends_on":
            data = {"ends_on_day": "4", "ends_on_month": "1", "ends_on_year": "2028"}
        answer = lead.post(f"{here}/questions/{name}", data)
        assert answer.status_code == 302, answer.content.decode()

    answer = lead.post(f"{here}/check")
    assert answer.status_code == 302, answer.content.decode()
    assert answer.headers["Location"] == f"{here}/submitted"
    page = lead.get(f"{here}/submitted").content.decode()
    plan.refresh_from_db()
    assert plan.reference in page
    assert "Officer2" in page

    officer.post(f"{here}/steps/take_up")
    answer = officer.post(f"{here}/steps/request_changes", {"changes_wanted": "Say more."})
    assert b"Say more." in lead.get(here).content
    lead.post(f"{here}/questions/reason", {"reason": "Much more."})
    lead.post(f"{here}/check")
    assert b"in hand again" in lead.get(f"{here}/submitted").content
    page = officer.get(here).content.decode()
    for words in ("Say more.", "What has changed since", "Changed", "Our reason.", "Much more."):
        assert words in page
    assert officer.get(f"{here}/steps/approve").status_code == 200
    officer.post(f"{here}/steps/approve", {"conditions": "Plain words."} | REASON)
    plan.refresh_from_db()
    assert plan.state == "approved"
    assert Channel.objects.get().name == "Children's Therapies"
    assert b"Plain words." in lead.get(here).content
    for path in ("/", "/plans/", here):
        assert officer.get(path).status_code == 200
