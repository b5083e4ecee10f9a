"""addok, asked in its own process: documents and questions in, answers out, as JSON lines.

Run by `tests.benchmarks.autocompletion` in an environment of its own; it imports nothing of ours.
The configuration is the one that addok-france recommends for the national address file.
"""

import json
import os
import sys
import time

ANSWERS = os.fdopen(os.dup(sys.stdout.fileno()), "w")
# addok greets on its standard output.
sys.stdout = sys.stderr

from addok.config import config  # noqa: E402

config.load()

from addok.batch import process_documents  # noqa: E402
from addok.core import Search  # noqa: E402

CHUNK = 500


def main() -> None:
    for line in sys.stdin:
        asked = json.loads(line)
        work = load if "documents" in asked else answer
        print(json.dumps(work(**asked)), file=ANSWERS, flush=True)


def load(documents: list[dict]) -> float:
    begun = time.perf_counter()
    rows = [json.dumps(document) for document in documents]
    for start in range(0, len(rows), CHUNK):
        process_documents(*rows[start : start + CHUNK])
    return time.perf_counter() - begun


def answer(questions: list[str], limit: int) -> list[tuple[float, list[list[str]]]]:
    """Return, for each question, how long it took and the doors that were found."""
    answers = []
    for question in questions:
        begun = time.perf_counter()
        found = Search(limit=limit, autocomplete=True)(question)
        seconds = time.perf_counter() - begun
        answers.append((seconds, [door(result) for result in found]))
    return answers


def door(result: object) -> list[str]:
    return [str(result.housenumber or ""), result.name, result.postcode]


if __name__ == "__main__":
    main()
