"""The import: upload, match columns, look at every row, commit, and what is still owed."""

import io
import re
import uuid
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from governance.models import Channel, Published
from ledger import limits
from ledger.models import Entry
from tests import cast as given
from tests.cast import Cast
from tests.pages.conftest import SignIn

FILE = (
    "Channel,Where,Account,Agency\n"
    "Riverside <News>,Twitter,RiversideNews,Communications\n"
    "Jobs,google_plus,+Jobs,Recruitment\n"
    "News again,X,@riversidenews,Communications\n"
)
COLUMNS = {"name": "0", "platform": "1", "handle": "2", "team": "3"}


@pytest.fixture
def officer(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.officer)


def uploaded(client: Client, content: bytes = FILE.encode(), name: str = "old.csv") -> Any:
    return client.post("/channels/import", {"file": SimpleUploadedFile(name, content)})


def matched(client: Client) -> str:
    """The preview's address."""
    columns = uploaded(client)["Location"]
    return str(client.post(columns, COLUMNS)["Location"])


def test_officer_imports_a_file(officer: Client) -> None:
    columns = uploaded(officer)["Location"]
    page = officer.get(columns).text
    assert re.search(r'<option[^>]*value="2"[^>]*selected[^>]*>Account</option>', page)
    assert "Riverside &lt;News&gt;; Jobs" in page
    preview = officer.post(columns, COLUMNS)["Location"]
    page = officer.get(preview).text
    assert "Nothing is written yet" in page
    assert "Google+ closed on 2 April 2019" in page
    assert "Line 2 names the same channel" in page
    assert not Channel.objects.exists()
    done = officer.post(preview.replace("preview", "commit"))["Location"]
    page = officer.get(done).text
    channel = Channel.objects.get()
    assert channel.name == "Riverside <News>"
    assert f"/channels/{channel.pk}" in page
    assert "an approved plan, a lead, access that is held and tested" in page
    assert Entry.objects.filter(act="channel.import").count() == 1


def test_second_press_of_the_button_imports_nothing_again(officer: Client) -> None:
    commit = matched(officer).replace("preview", "commit")
    officer.post(commit)
    Channel.objects.update(name="Another name")
    assert officer.post(commit).status_code == 302
    assert Channel.objects.get().name == "Another name"


def test_rows_of_one_result(officer: Client) -> None:
    preview = matched(officer)
    page = officer.get(f"{preview}?result=refused").text
    assert "Google+ closed" in page
    assert "Line 2 names the same channel" not in page
    assert officer.get(f"{preview}?result=nonsense").status_code == 404
    assert officer.get(f"{preview}?page=nonsense").status_code == 200


@pytest.mark.parametrize("sent", [{}, {"not_public": "on"}])
def test_choice_of_the_public_list(officer: Client, sent: dict[str, str]) -> None:
    file = SimpleUploadedFile("old.csv", FILE.encode())
    assert "Keep them off the public list" in officer.get("/channels/import").text
    columns = officer.post("/channels/import", {"file": file, **sent})["Location"]
    preview = officer.post(columns, COLUMNS)["Location"]
    kept_off = "stay off the public list until somebody says that each is right"
    assert (kept_off in officer.get(preview).text) == bool(sent)
    done = officer.post(preview.replace("preview", "commit"))["Location"]
    assert ("they are not on the public list" in officer.get(done).text) == bool(sent)
    assert "somebody who says that it is right" in officer.get(done).text
    channel = Channel.objects.get()
    assert Published.objects.exists() == (not sent)
    page = officer.get(f"/channels/{channel.pk}").text
    assert "Not confirmed yet" in page
    at = f"/channels/{channel.pk}/steps/confirm"
    assert at in page
    assert "Look at the channel on its platform first." in officer.get(at).text
    assert officer.post(at)["Location"] == f"/channels/{channel.pk}"
    assert Published.objects.exists()


def test_workbook(officer: Client) -> None:
    book, file = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["name", "url", "team"])
    book.active.append(["A", "https://x.com/trust", "T"])
    book.save(file)
    assert uploaded(officer, file.getvalue(), "old.xlsx").status_code == 302


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "This file is empty"),
        (b"name,team,url\n", "no rows below"),
        (b"PK\x03\x04nonsense", "cannot be read as a workbook"),
        (b"name\n" + b"a\n" * (limits.MOST_UPLOADED_ROWS + 1), "more than 5,000 rows"),
        (b"name\n" + b"a" * limits.LARGEST_UPLOAD, "larger than 2 MB"),
    ],
)
def test_file_that_cannot_be_imported(officer: Client, content: bytes, said: str) -> None:
    answer = uploaded(officer, content)
    assert answer.status_code == 400
    assert said in answer.text


def test_no_file(officer: Client) -> None:
    answer = officer.post("/channels/import", {})
    assert answer.status_code == 400
    assert "Choose a file" in answer.text


@pytest.mark.parametrize("columns", [{}, {"name": "0", "team": "3"}, {**COLUMNS, "name": "99"}])
def test_columns_that_are_not_enough(officer: Client, columns: dict[str, str]) -> None:
    answer = officer.post(uploaded(officer)["Location"], columns)
    assert answer.status_code == 400
    assert "There is a problem" in answer.text


@pytest.mark.parametrize("page", ["columns", "preview", "done"])
def test_file_that_is_no_longer_here(officer: Client, page: str) -> None:
    answer = officer.get(f"/channels/import/{uuid.uuid4()}/{page}", follow=True)
    assert "no longer here" in answer.text


def test_file_of_another_officer(officer: Client, cast: Cast, sign_in: SignIn) -> None:
    preview = matched(officer)
    assert "no longer here" in sign_in(cast.officer2).get(preview, follow=True).text


@pytest.mark.parametrize("who", ["lead", "steward", "auditor", "on_call", "executive"])
def test_only_officers(cast: Cast, sign_in: SignIn, who: str) -> None:
    client = sign_in(getattr(cast, who))
    assert client.get("/channels/import").status_code == 403
    assert uploaded(client).status_code == 403


def test_pages_in_the_wrong_order(officer: Client) -> None:
    columns = uploaded(officer)["Location"]
    preview = columns.replace("columns", "preview")
    assert officer.get(preview)["Location"] == columns
    assert officer.post(columns.replace("columns", "commit"))["Location"] == columns
    assert officer.get(columns.replace("columns", "done"))["Location"] == preview
    assert officer.get(columns.replace("columns", "commit")).status_code == 405


def test_channel_of_a_plan_is_left_alone(officer: Client, cast: Cast) -> None:
    channel = given.live_channel(cast)
    content = f"name,url,team\n{channel.name},{channel.url},{channel.team.name}\n".encode()
    columns = uploaded(officer, content)["Location"]
    preview = officer.post(columns, {"name": "0", "url": "1", "team": "2"})["Location"]
    assert "There is nothing to import" in officer.get(preview).text
