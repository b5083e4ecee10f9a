"""Heavy work beside the event loop."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

import gevent
from gevent import monkey

P = ParamSpec("P")
R = TypeVar("R")


def off_the_loop(work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Run `work` in a real thread when greenlets share this one, else right here.

    It must be pure computation, bytes in and bytes out: no session, no request, no locks.
    """
    if not monkey.is_module_patched("threading"):
        return work(*args, **kwargs)
    return cast("R", gevent.get_hub().threadpool.apply(work, args, kwargs))
