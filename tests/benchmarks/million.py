# ruff: noqa: T201 - a benchmark prints
"""The import of a million addresses, with the mapped file of their streets: three minutes at most.

Run by `make bench`, or alone: `.venv/bin/python -m tests.benchmarks.million [ADDRESSES]`. Seconds
of the processor and of the clock: the first are what the import takes, the second what one waits.
"""

from pathlib import Path
from time import perf_counter, process_time

from neighbourhood.foundation.storing.database import transaction
from neighbourhood.places import actions, keeping
from neighbourhood.places.ban import read_rows
from neighbourhood.places.outlines import read_outlines
from tests.benchmarks.places import chequerboard, run, write_addresses

TARGET = 180


def main() -> None:
    run(measure, 1_000_000)


def measure(folder: Path, count: int) -> None:
    with transaction():
        actions.import_quartiers(read_outlines(chequerboard()), insee="99001", municipality="Essai")
    file = write_addresses(folder / "addresses.csv.gz", count)
    begun, worked = perf_counter(), process_time()
    with transaction():
        tally = actions.import_addresses(read_rows(file), whole=True)
    keeping.bring_up_to_date()
    took, work = perf_counter() - begun, process_time() - worked
    print(
        f"import: {tally.imported:,} addresses in {took:.0f} s, {work:.0f} s of the processor "
        f"(target {TARGET}: {'reached' if work <= TARGET else 'missed'})"
    )


if __name__ == "__main__":
    main()
