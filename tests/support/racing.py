"""Doing one thing many times at the same moment."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from flask import Flask

from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.storing.database import transaction


def at_once(app: Flask, work: Callable[..., object], given: Sequence[object]) -> list:
    """Call `work` with each of the given at the same moment, each in a transaction of its own.

    Returns what each came to, in the order given: what the call returned, or the code of the rule
    that refused it.
    """
    start = Barrier(len(given))

    def one(this: object) -> object:
        with app.app_context():
            start.wait(60)
            try:
                with transaction():
                    return work(this)
            except DomainError as refusal:
                return refusal.code

    with ThreadPoolExecutor(len(given)) as pool:
        return list(pool.map(one, given))
