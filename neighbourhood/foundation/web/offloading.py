"""Heavy work beside the event loop."""

from collections.abc import Callable, Iterable
from typing import Concatenate, ParamSpec, TypeVar, cast

import gevent
from gevent import monkey

P = ParamSpec("P")
R = TypeVar("R")

# Letters that are read in less time than a thread takes to be asked.
SHORT = 1_000


def off_the_loop(work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Run `work` in a real thread when greenlets share this one, else right here.

    It must be pure computation, bytes in and bytes out: no session, no request, no locks.
    """
    if not monkey.is_module_patched("threading"):
        return work(*args, **kwargs)
    return cast("R", gevent.get_hub().threadpool.apply(work, args, kwargs))


def reading(
    work: Callable[Concatenate[list[str], P], R],
    texts: Iterable[str | None],
    *args: P.args,
    **kwargs: P.kwargs,
) -> R:
    """Have `work` read texts, off the loop when they are long; their length was checked before."""
    given = [text or "" for text in texts]
    if sum(map(len, given)) <= SHORT:
        return work(given, *args, **kwargs)
    return off_the_loop(work, given, *args, **kwargs)


def give_way() -> None:
    """Let whoever else waits for this thread go on, in the middle of long work of our own."""
    if monkey.is_module_patched("threading"):
        gevent.sleep(0)
