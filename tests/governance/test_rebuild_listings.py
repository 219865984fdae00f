"""The ready-made lists are checked and written again."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from governance.models import Listing, Published
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
