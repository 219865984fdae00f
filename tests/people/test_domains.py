"""Mail domains of the organisation: a typo makes nobody who can sign in."""

import pytest
from django.test import Client
from pytest_django import Settings

from governance.register import importing, reading
from ledger.actors import OPERATOR
from ledger.refusals import InvalidError
from people import addresses, domains
from people.models import User
from tests.cast import TODAY, Cast, second_step
from tests.pages.admin.forms import person

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
TYPO = "new@riversied.invalid"


@pytest.fixture(autouse=True)
def ours(settings: Settings) -> None:
    settings.KEYHOLDER_MAIL_DOMAINS = ["riverside.invalid"]


def test_where_none_are_named_all_are(settings: Settings) -> None:
    assert domains.refusal(TYPO)
    assert domains.refusal("a@x.riverside.invalid")
    assert domains.refusal("a@notriverside.invalid")
    settings.KEYHOLDER_MAIL_DOMAINS = []
    assert domains.refusal(TYPO) == ""


def test_a_steward_adds_nobody_of_another(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.steward, backend=BACKEND)
    answer = client.post("/admin/people/user/add/", person(cast, "new", email=TYPO))
    assert "“riversied.invalid” is no mail domain of the organisation." in answer.text
    assert not User.objects.filter(email=TYPO).exists()


def test_nobody_changes_their_address_to_another(cast: Cast) -> None:
    second_step(cast.lead)
    with pytest.raises(InvalidError, match="no mail domain"):
        addresses.ask(cast.lead, by=cast.lead, today=TODAY, email=TYPO)


def test_an_import_keeps_the_lead_and_says_so(cast: Cast) -> None:
    """An agency may lead a channel; who they are is still known, and they sign in nowhere."""
    row = f"name,platform,handle,team,lead_email\nSleep,instagram,sleep,Sleep clinic,{TYPO}"
    report = importing.run(reading.read(row.encode()), by=OPERATOR, today=TODAY)
    (verdict,) = report.rows
    assert verdict.result == "added"
    assert "Its lead cannot be invited: “riversied.invalid” is no mail domain" in str(
        verdict.reason
    )
    assert not User.objects.get(email=TYPO).may_choose_a_password
