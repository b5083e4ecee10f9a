# ruff: noqa: T201 - a benchmark prints
"""Drawing letters with a code each, against drawing the same pages without codes: a ratio.

Run by `make bench`, or alone: `.venv/bin/python -m tests.benchmarks.letters`. Both are seconds of
the processor, for so many letters; the medians of rounds that take turns count.
"""

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median

from neighbourhood.foundation.outside import paper
from tests.verification.test_letters import a_letter
from verification.letters import pages
from verification.letters.words import Letter

FONTS = Path("static/dist/letters")
LETTERS, ROUNDS, THOUSAND = 250, 3, 1000


def main() -> None:
    letters = [_letter(number) for number in range(LETTERS)]
    with_codes, without = [], []
    for _ in range(ROUNDS):
        with_codes.append(_seconds(letters))
        without.append(_without_codes(letters))
    ours, bare = (median(side) * THOUSAND / LETTERS for side in (with_codes, without))
    print(
        f"letters: {ours:.1f} s for 1,000 with codes, {bare:.1f} s without, ratio {ours / bare:.1f}"
    )


def _letter(number: int) -> Letter:
    code = f"ABCDE-{number:05d}"
    street, scan = f"{number} rue des Tanneurs", f"https://palier.example.org/code#{code}"
    return replace(a_letter(), street=street, code=code, scan=scan)


def _seconds(letters: list[Letter]) -> float:
    begin = time.process_time()
    pages.draw(letters, FONTS)
    return time.process_time() - begin


def _without_codes(letters: list[Letter]) -> float:
    drawing: Callable[..., None] = paper.code_beside_square
    paper.code_beside_square = lambda *_given: None
    try:
        return _seconds(letters)
    finally:
        paper.code_beside_square = drawing


if __name__ == "__main__":
    main()
