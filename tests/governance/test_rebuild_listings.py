"""The ready-made lists are checked and written again."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from governance.models import Channel, Listing, Published
from tests import cast as given
from tests.cast import Cast


def test_lists_are_written_again(cast: Cast) -> None:
    channel = given.live_channel(cast)
    call_command("rebuild_listings", check=True, stdout=StringIO())
    Published.objects.all().delete()
    Listing.objects.update(document=b"{}")
    with pytest.raises(CommandError, match=str(channel.pk)):
        call_command("rebuild_listings", check=True)
    call_command("rebuild_listings", stdout=StringIO())
    call_command("rebuild_listings", check=True, stdout=StringIO())
    assert Published.objects.filter(pk=channel.pk).exists()


def test_it_says_what_cannot_be_read_and_why(cast: Cast) -> None:
    """As older programs took it in: it is not official, until somebody gives its real address."""
    channel = given.live_channel(cast)
    wrong = "https://www.instagram.com/p/C1ab2"
    Channel.objects.filter(pk=channel.pk).update(url=wrong, handle="instagram.com")
    out = StringIO()
    call_command("rebuild_listings", stdout=out)
    assert f"Not on the public list: {channel} ({channel.pk})." in out.getvalue()
    assert "does not say which account it is" in out.getvalue()
    assert not Published.objects.exists()
    again = StringIO()
    call_command("rebuild_listings", check=True, stdout=again)
    assert str(channel.pk) in again.getvalue()
