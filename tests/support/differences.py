"""Two folders of screenshots, compared pixel by pixel."""

import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops

GREY, RED = (235, 235, 235), (220, 0, 60)
GAP = 20


@dataclass(frozen=True, slots=True)
class Difference:
    """How much of one picture is not what it was."""

    name: str
    share: float
    before: Image.Image
    after: Image.Image
    mask: Image.Image

    def picture(self) -> Image.Image:
        """Return what was, what is, and where they differ, side by side."""
        faint = Image.blend(self.after, Image.new("RGB", self.after.size, "white"), 0.7)
        faint.paste(RED, mask=self.mask)
        sides = (self.before, self.after, faint)
        width = self.after.width
        whole = Image.new("RGB", (3 * width + 2 * GAP, self.after.height), GREY)
        for place, side in enumerate(sides):
            whole.paste(side, (place * (width + GAP), 0))
        return whole


def compare(before: Path, after: Path, names: Iterable[str]) -> Iterator[Difference]:
    """Yield what differs among the pictures of these names, which both folders hold."""
    for name in names:
        difference = _difference(name, before / name, after / name)
        if difference.share:
            yield difference


def _difference(name: str, before: Path, after: Path) -> Difference:
    was, now = (Image.open(path).convert("RGB") for path in (before, after))
    size = max(was.width, now.width), max(was.height, now.height)
    if was.size != now.size:
        was, now = (_enlarged(one, size) for one in (was, now))
    bands = ImageChops.difference(was, now).split()
    mask = bands[0]
    for band in bands[1:]:
        mask = ImageChops.lighter(mask, band)
    mask = mask.point(lambda level: 255 if level else 0)
    share = mask.histogram()[255] / (size[0] * size[1])
    return Difference(name, share, was, now, mask)


def _enlarged(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    # In a colour that no page has: what only one of them shows counts as different.
    whole = Image.new("RGB", size, (255, 0, 255))
    whole.paste(picture, (0, 0))
    return whole


def report(before: Path, after: Path, scenes: Iterable[str]) -> list[str]:
    """Say how much each of `scenes` differs, most first; put pictures into `after`/differences.

    A picture that only one folder holds is named; what was not taken this time is not missed.
    """
    there, here = (_pictures(folder, scenes) for folder in (before, after))
    found = sorted(compare(before, after, sorted(there & here)), key=lambda one: -one.share)
    _draw(found, after / "differences")
    said = [f"{one.share:8.3%}  {one.name}" for one in found]
    said += [f"   gone  {name}" for name in sorted(there - here)]
    said += [f"    new  {name}" for name in sorted(here - there)]
    changed = {_scene(one.name) for one in found}
    return [*said, f"{len(found)} of {len(there & here)} pictures differ, {len(changed)} scenes"]


def _pictures(folder: Path, scenes: Iterable[str]) -> set[str]:
    wanted = set(scenes)
    return {path.name for path in folder.glob("*.png") if not wanted or _scene(path.name) in wanted}


def _scene(name: str) -> str:
    return name.rsplit("-", 2)[0]


def _draw(found: Iterable[Difference], folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for place, one in enumerate(found, 1):
        one.picture().save(folder / f"{place:03}-{one.name}")
