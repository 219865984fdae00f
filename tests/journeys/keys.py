"""What somebody does with keys in more than one journey."""

from governance.models import Channel
from tests.cast import TODAY, Cast
from tests.journeys.somebody import Somebody
from vault import grants
from vault.models import Grant


def signs_in_with_the_keys(officer: Somebody, channel: Channel, cast: Cast) -> None:
    """In an opening for a test, which the head approves."""
    officer.opens(f"/channels/{channel.pk}/keys")
    officer.reads("Before you can say that they work")
    officer.presses("Open the keys")
    officer.writes("Why do you need the keys?", "Do they work?")
    officer.ticks("To test that the keys still work")
    officer.presses("Ask for an opening")
    grants.approve(Grant.objects.get(), by=cast.head, today=TODAY)
    officer.opens(officer.path)
    for each in ("user name", "password", "code from the authenticator"):
        officer.presses(f"Show: {each}")
    officer.opens(f"/channels/{channel.pk}/keys")
