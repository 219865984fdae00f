"""Rough addresses, as the registers of public bodies hold them."""

import csv
import time
from pathlib import Path

import pytest

from addresses import AddressBook, PlatformNames, from_handle, shipped

BOOK = AddressBook(shipped())
EXAMPLES = Path(__file__).parents[2] / "examples" / "official-channels.csv"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("https://twitter.com/#!/usda_nass/", "x.com/usda_nass"),
        (
            "http://facebook.com/pages/Washington-DC/United-States-Mint/103695769458",
            "facebook.com/profile.php?id=103695769458",
        ),
        (
            "http://facebook.com/pages/Washington-DC/A-B/116414408392302?ref=ts&amp;__a=15",
            "facebook.com/profile.php?id=116414408392302",
        ),
        (
            "https://facebook.com/RCMP-K-Division-Quartier-général-115780148508216",
            "facebook.com/profile.php?id=115780148508216",
        ),
        (
            "https://www.facebook.com/pg/CanadaBusiness/about/?ref=page_internal",
            "facebook.com/canadabusiness",
        ),
        ("https://www.facebook.com/StopBullying.Gov", "facebook.com/stopbullyinggov"),
        ("http://flickr.com/photos/39955793@N07", "flickr.com/photos/39955793@n07"),
        ("http://flickr.com/usbr", "flickr.com/photos/usbr"),
        ("http://linkedin.com/groups/White-House-2199632", "linkedin.com/groups/2199632"),
        (
            "https://www.linkedin.com/showcase/our-people-nos-collègues",
            "linkedin.com/showcase/our-people-nos-collègues",
        ),
        ("http://www.linkedin.com/groups?home=&gid=2199632", "linkedin.com/groups/2199632"),
        ("http://www.facebook.com/group.php?gid=2199632", "facebook.com/groups/2199632"),
        ("https://youtube.com/user/rcmptv?ob=0", "youtube.com/user/rcmptv"),
        ("http://www.youtube.com/genometv", "youtube.com/genometv"),
        ("http://ustream.tv/channel/nasa-television", "ustream.tv/channel/nasa-television"),
        ("http://ustream.tv/user/EPAMultimedia/videos", "ustream.tv/channel/epamultimedia"),
        (
            "https://plus.google.com/u/0/102371865054310418159/posts",
            "plus.google.com/102371865054310418159",
        ),
        ("http://americasgreatoutdoors.tumblr.com/", "tumblr.com/americasgreatoutdoors"),
        ("http://foursquare.com/nasa", "foursquare.com/nasa"),
        ("http://myspace.com/AIDSgov", "myspace.com/aidsgov"),
    ],
)
def test_rough_address_is_read(text: str, key: str) -> None:
    address = BOOK.parse(text)
    assert address is not None
    assert address.key == key


def test_official_channels_that_the_policies_name_are_read() -> None:
    names = PlatformNames(shipped())
    with EXAMPLES.open(encoding="utf-8", newline="") as file:
        keys = []
        for row in csv.DictReader(file):
            platform = names.find(row["platform"])
            assert platform is not None
            keys.append(from_handle(platform, row["handle"], BOOK).key)
    assert keys == [
        "x.com/oxfordhealthnhs",
        "facebook.com/oxfordhealthnhs",
        "instagram.com/oxford_healthnhs",
        "youtube.com/@oxfordhealth",
        "x.com/staffsicb",
        "facebook.com/staffsicb",
        "instagram.com/staffsicb",
    ]


def test_an_address_is_read_in_microseconds() -> None:
    texts = [
        "https://x.com/OxfordHealthNHS",
        "https://www.facebook.com/oxfordhealthnhs/about?ref=x",
        "https://mastodon.social/@nhs",
        "https://nhs.wordpress.com/",
    ] * 50

    def pass_over() -> float:
        began = time.perf_counter()
        for text in texts:
            BOOK.parse(text)
        return (time.perf_counter() - began) / len(texts)

    assert min(pass_over() for _ in range(5)) < 100e-6
