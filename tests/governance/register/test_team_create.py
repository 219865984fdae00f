"""A team that a file names: found by its name or short name, and made where nobody knows it."""

import pytest

from governance.models import Channel
from governance.register.bringing import make_team
from ledger.models import Entry
from ledger.refusals import ForbiddenError
from people.models import Team
from tests.cast import TODAY, Cast
from tests.governance.register.conftest import HEADER, Import, written


def test_team_is_found_by_name_or_slug(imported: Import, cast: Cast) -> None:
    rows = [("A", "x", "a", "", "CHILDREN'S  therapies"), ("B", "x", "b", "", "therapies")]
    imported(written(rows))
    assert {channel.team for channel in Channel.objects.all()} == {cast.team}
    assert not Entry.objects.filter(act="team.create").exists()


def test_unknown_team_is_made_once(imported: Import) -> None:
    rows = [("A", "x", "a", "", "Eye Clinic"), ("B", "x", "b", "", "eye  CLINIC")]
    imported(written(rows))
    team = Team.objects.get()
    assert (team.name, team.slug) == ("Eye Clinic", "eye-clinic")
    assert Entry.objects.get(act="team.create").subject_id == team.pk


def test_two_teams_of_one_name_are_not_guessed(imported: Import) -> None:
    for slug in ("one", "two"):
        Team.objects.create(slug=slug, name="Community")
    report = imported(written([("A", "x", "a", "", "Community"), ("B", "x", "b", "", "two")]))
    assert [row.result for row in report.rows] == ["refused", "added"]


def test_first_lead_of_a_new_team_leads_it(imported: Import, cast: Cast) -> None:
    rows = [
        ("A", "x", "a", "", "New", "first@riverside.invalid"),
        ("B", "x", "b", "", "New", "second@riverside.invalid"),
        ("C", "x", "c", "", "therapies", "third@riverside.invalid"),
    ]
    imported(written(rows, [*HEADER, "lead_email"]))
    leads = Team.objects.get(name="New").memberships.filter(is_lead=True)
    assert [each.user.email for each in leads] == ["first@riverside.invalid"]
    assert cast.team.memberships.filter(user__email="third@riverside.invalid").exists()


def test_only_officers_make_one(cast: Cast) -> None:
    with pytest.raises(ForbiddenError):
        make_team(Team(slug="new", name="New"), by=cast.lead, today=TODAY)
    make_team(Team(slug="new", name="New"), by=cast.officer, today=TODAY)
