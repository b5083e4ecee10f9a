"""A town in which it is always the same morning, and chance falls the same way each time.

Python reads this when it starts with this folder in PYTHONPATH: so two sets of screens, taken with
the same code, are the same pixel by pixel. STEADY says how many minutes after `BEGINNING` a process
starts; each look at the clock is a microsecond later than the one before. It imports nothing of the
application: gevent must come first there.
"""

import os
import random
import sys
from datetime import UTC, datetime, timedelta
from importlib.abc import MetaPathFinder
from importlib.machinery import PathFinder
from types import SimpleNamespace

BEGINNING = datetime(2026, 10, 16, 9, 30, tzinfo=UTC)
MINUTE = int(os.environ.get("STEADY", "0"))


class Morning:
    """Stands where a module expects the class `datetime`."""

    looks = 0

    @classmethod
    def now(cls, _zone=None) -> datetime:
        cls.looks += 1
        return BEGINNING + timedelta(minutes=MINUTE, microseconds=cls.looks)


# What a module of that name is given in place of what it imported.
INSTEAD = {
    "neighbourhood.foundation.clock": {"datetime": Morning},
    "neighbourhood.foundation.storing.clock": {"datetime": Morning},
    "itsdangerous.timed": {"time": SimpleNamespace(time=BEGINNING.timestamp)},
}


class Instead(MetaPathFinder):
    """Finds what everybody finds, then puts a few names in it."""

    def find_spec(self, name, path=None, target=None):
        if name not in INSTEAD:
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec is not None and spec.loader is not None:
            run = spec.loader.exec_module

            def exec_module(module):
                run(module)
                vars(module).update(INSTEAD[name])

            spec.loader.exec_module = exec_module
        return spec


# One sequence for each kind of question: one question more does not change all other answers.
_sequences: dict[str, random.Random] = {}


def _sequence(kind: str) -> random.Random:
    return _sequences.setdefault(kind, random.Random(f"{MINUTE} {kind}"))


def _choice(_self, among):
    return _sequence(f"one of {among!r}").choice(among)


def _randbytes(_self, count):
    return _sequence(f"{count} bytes").randbytes(count)


random.SystemRandom.choice = _choice
random.SystemRandom.randbytes = _randbytes
sys.meta_path.insert(0, Instead())
