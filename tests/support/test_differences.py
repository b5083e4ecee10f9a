"""Two sets of screenshots are compared to the pixel."""

from pathlib import Path

import pytest
from PIL import Image

from tests.support.differences import report


@pytest.fixture
def before(tmp_path: Path) -> Path:
    return folder(tmp_path / "before")


@pytest.fixture
def after(tmp_path: Path) -> Path:
    return folder(tmp_path / "after")


def folder(path: Path) -> Path:
    path.mkdir()
    return path


def picture(place: Path, scene: str, *, red: int = 0, height: int = 20) -> None:
    """Save a white picture of ten columns whose first `red` pixels are nearly white."""
    drawn = Image.new("RGB", (10, height), "white")
    for number in range(red):
        drawn.putpixel((number % 10, number // 10), (255, 254, 255))
    drawn.save(place / f"{scene}-390-light.png")


def test_the_same_pictures_do_not_differ(before, after):
    for place in (before, after):
        picture(place, "feed", red=3)
    assert report(before, after, []) == ["0 of 1 pictures differ, 0 scenes"]


def test_what_differs_most_comes_first_and_is_drawn(before, after):
    for scene, red in (("feed", 1), ("sign-in", 20), ("map", 0)):
        picture(before, scene)
        picture(after, scene, red=red)
    assert report(before, after, []) == [
        " 10.000%  sign-in-390-light.png",
        "  0.500%  feed-390-light.png",
        "2 of 3 pictures differ, 2 scenes",
    ]
    drawn = sorted(path.name for path in (after / "differences").iterdir())
    assert drawn == ["001-sign-in-390-light.png", "002-feed-390-light.png"]


def test_what_only_the_longer_picture_shows_differs(before, after):
    picture(before, "feed", height=15)
    picture(after, "feed", height=20)
    assert report(before, after, [])[0] == " 25.000%  feed-390-light.png"


def test_scenes_that_went_or_came_are_named(before, after):
    picture(before, "gone-for-good")
    picture(after, "brand-new")
    assert report(before, after, []) == [
        "   gone  gone-for-good-390-light.png",
        "    new  brand-new-390-light.png",
        "0 of 0 pictures differ, 0 scenes",
    ]


def test_a_scene_that_nobody_asked_for_is_neither_compared_nor_missed(before, after):
    for place in (before, after):
        picture(place, "feed")
    picture(before, "map", red=5)
    assert report(before, after, ["feed"]) == ["0 of 1 pictures differ, 0 scenes"]
