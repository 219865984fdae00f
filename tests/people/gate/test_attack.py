"""What somebody tried against the gatekeeper, kept so that it stays shut."""

import datetime
import re

import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from ledger import outbox
from people import forgotten
from people.gate import counters
from people.models import Tally
from tests.cast import NOON, Cast, second_step
from tests.people.gate.test_sign_in import FREE, browser, guess

OWN = "a new pass phrase of theirs"


def by_a_link(client: Client, email: str) -> None:
    """Whoever reads somebody's mail chooses a password for them."""
    client.post(reverse("account_reset_password"), {"email": email})
    forgotten.answer(now=timezone.now())
    outbox.send_due(now=timezone.now())
    (link,) = re.findall(r"http\S+", str(mail.outbox.pop().body))
    page = client.get(link, follow=True)
    place = page.redirect_chain[-1][0]
    saved = client.post(place, {"password1": OWN, "password2": OWN})
    assert saved.status_code == 302


def test_links_out_of_mails_are_no_way_round_the_count_of_codes(
    cast: Cast, settings: Settings
) -> None:
    """Each would make one more browser known, with free codes of its own that nobody hears of."""
    settings.KEYHOLDER_PROXIES = 1
    second_step(cast.member)
    for hour in range(2):
        with time_machine.travel(NOON + datetime.timedelta(hours=hour), tick=False):
            client = browser(f"203.0.113.{hour}")
            by_a_link(client, cast.member.email)
            guess(client, cast.member.email, OWN)
            for _ in range(FREE):
                wrong = client.post(reverse("mfa_authenticate"), {"code": "000000"})
                assert wrong.status_code == 200
    counted = Tally.objects.get(pk=counters.of_person(cast.member).key)
    assert counted.failures == 2 * FREE
