# ruff: noqa: T201 - a benchmark prints
"""The mapped file of streets at two sizes: written, opened, asked; and what a process keeps of it.

Run by `make bench`, or alone: `.venv/bin/python -m tests.benchmarks.mapped [ADDRESSES …]`. addok
has the streets of the smallest size; larger ones are compared with the same figures. The towns are
made up: all have a street of the same forty names besides their own, as towns do. "Private" is what
a process has of its own (Private_Clean and Private_Dirty of smaps, without what it had before the
file); "shared" are the pages of the file, which the system keeps once for all processes.
"""

import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from time import perf_counter

from neighbourhood.places import engraving
from neighbourhood.places.atlas import Atlas
from neighbourhood.places.engraving import DoorRow, Spot
from neighbourhood.places.matching import find_in
from neighbourhood.places.surroundings import read
from tests.benchmarks.places import KINDS, SYLLABLES, slip
from tests.benchmarks.running_addok import addok, environment

SIZES = (158_000, 1_000_000)
STREETS, DOORS, QUESTIONS, LIMIT = 60, 32, 150, 5
EVERYWHERE = 40
FIRST_MS, MEGABYTES, RATIO = 50, 20, 0.11


def main() -> None:
    environment()
    sizes = [int(said) for said in sys.argv[1:]] or SIZES
    theirs = json.dumps(of_addok(min(sizes)))
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="palier-mapped-") as folder:
            path = Path(folder) / "streets"
            spots = list(streets(size))
            begun = perf_counter()
            engraving.write(path, "stamp", spots, doors(spots))
            took, megabytes = perf_counter() - begun, path.stat().st_size / 1e6
            print(f"{len(spots) * DOORS:,} addresses: written in {took:.1f} s, {megabytes:.0f} MB")
            command = [sys.executable, "-m", "tests.benchmarks.mapped", "ask", path, str(size)]
            subprocess.run([*command, theirs], check=True)


def of_addok(size: int) -> dict[str, float]:
    """Return the median of addok for each kind of question, on the same streets."""
    spots = list(streets(size))
    towns = {spot.insee: spot.town for spot in spots}
    rows = [_row(towns, door) for door in doors(spots)]
    with tempfile.TemporaryDirectory() as folder, addok(Path(folder), rows) as asked:
        answers = {kind: asked(texts) for kind, texts in questions(size).items()}
    medians = {kind: median(s for s, _ in told) for kind, told in answers.items()}
    said = ", ".join(f"{kind} {1000 * each:.2f} ms" for kind, each in medians.items())
    print(f"addok, {len(spots) * DOORS:,} addresses: p50 {said}")
    return medians


def _row(towns: dict[str, str], door: DoorRow) -> dict[str, str]:
    insee, street, postcode, number, suffix, key, lat, lon, _ = door
    return {
        "id": key, "numero": str(number), "rep": suffix, "nom_voie": street,
        "code_postal": postcode, "code_insee": insee, "nom_commune": towns[insee],
        "lat": str(lat), "lon": str(lon),
    }  # fmt: skip


def streets(size: int) -> Iterator[Spot]:
    chance = random.Random(20)
    same = [f"{chance.choice(KINDS)} {_name(chance)}" for _ in range(EVERYWHERE)]
    for town in range(size // (STREETS * DOORS)):
        postcode = f"{town % 95 + 1:02}{town % 990:03}"
        called = f"{_name(chance)} sur {_name(chance)}"
        for rank in range(STREETS):
            own = f"{chance.choice(KINDS)} {_name(chance)} {_name(chance)}"
            name = same[rank] if rank < EVERYWHERE else own
            yield Spot(f"{town:05}", name, postcode, called, 45.0, 4.0)


def _name(chance: random.Random) -> str:
    return "".join(chance.choices(SYLLABLES, k=3)).title()


def doors(spots: list[Spot]) -> Iterator[DoorRow]:
    for rank, spot in enumerate(sorted(spots, key=lambda s: (s.insee, s.name, s.postcode))):
        for number in range(1, DOORS + 1):
            key = f"{spot.insee}_{rank}_{number:05}"
            yield spot.insee, spot.name, spot.postcode, number, "", key, 45.0, 4.0, "Quartier"


def questions(size: int) -> dict[str, list[str]]:
    chance = random.Random(7)
    return typed(chance.sample(list(streets(size)), QUESTIONS), chance)


def ask(path: Path, size: int, theirs: dict[str, float]) -> None:
    kinds = questions(size)
    _timed(Atlas(_small(path)), "8 rue des Tanneurs")
    before = memory()
    begun = perf_counter()
    known = Atlas(path)
    find_in(known, read(kinds["exact"][0], 16), LIMIT, open_end=True)
    first = 1000 * (perf_counter() - begun)
    print(f"  first search {first:.1f} ms (the file's pages are cached; target {FIRST_MS})")
    for kind, asked in kinds.items():
        seconds = sorted(_timed(known, text) for text in asked)
        worst = 1000 * seconds[int(len(seconds) * 0.95)]
        mine = median(seconds)
        print(
            f"  {kind:12} p50 {1000 * mine:6.2f} ms  p95 {worst:6.2f} ms  "
            f"{mine / theirs[kind]:.3f} of addok (target {RATIO})"
        )
    after = memory()
    private, shared = (after[kind] - before[kind] for kind in ("Private", "Shared"))
    print(
        f"  private {private / 1024:.1f} MB (target {MEGABYTES}), "
        f"mapped and shared {shared / 1024:.1f} MB"
    )


def typed(chosen: list[Spot], chance: random.Random) -> dict[str, list[str]]:
    return {
        "exact": [f"8 {s.name} {s.postcode} {s.town}" for s in chosen],
        "prefix": [f"8 {s.name[:-2]}" for s in chosen],
        "misspelt": [f"8 {slip(s.name, chance)} {s.postcode}" for s in chosen],
        "reordered": [f"{s.postcode} {s.town} {s.name} 8" for s in chosen],
    }


def _timed(known: Atlas, text: str) -> float:
    begun = perf_counter()
    find_in(known, read(text, 16), LIMIT, open_end=True)
    return perf_counter() - begun


def _small(path: Path) -> Path:
    """Write a file of one street, so that modules are loaded before memory is counted."""
    small = path.with_name("small")
    engraving.write(small, "", [Spot("1", "Rue des Tanneurs", "75020", "Paris", 1.0, 1.0)], [])
    return small


def memory() -> dict[str, int]:
    """Return the kilobytes of this process: its own, and of pages that stand in files."""
    counted = {"Private": 0, "Shared": 0}
    in_file = False
    for line in Path("/proc/self/smaps").read_text().splitlines():
        first, *rest = line.split()
        if not first.endswith(":"):
            in_file = line.endswith("/streets")
        elif first in ("Private_Dirty:", "Private_Clean:"):
            # Pages of the file that only this process has mapped so far are the system's too.
            counted["Shared" if in_file else "Private"] += int(rest[0])
        elif first.startswith("Shared_") and in_file:
            counted["Shared"] += int(rest[0])
    return counted


if __name__ == "__main__":
    if sys.argv[1:2] == ["ask"]:
        ask(Path(sys.argv[2]), int(sys.argv[3]), json.loads(sys.argv[4]))
    else:
        main()
