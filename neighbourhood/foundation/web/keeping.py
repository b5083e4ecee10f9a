"""The one cache of drawings: what many are shown alike is drawn once for each scene.

A scene is what a drawing depends on without being given it: the language, the direction of writing
and the day. What depends on anything else must be given it; what depends on nothing but what it is
given (a path, a stem, a tool) is kept by `functools` instead.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache, update_wrapper
from typing import Any, Concatenate, Generic, NamedTuple, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from flask import get_template_attribute
from flask_babel import get_locale
from markupsafe import Markup

from neighbourhood.foundation import settings
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.web.quickening import language

P = ParamSpec("P")
R = TypeVar("R")

MOST_DRAWINGS = 5_000
# Clocks are set by quarters of an hour all over the world: within one, a town has one date.
_QUARTER_SECONDS = 900


class Scene(NamedTuple):
    """What every drawing depends on."""

    language: str
    direction: str
    day: date


def scene() -> Scene:
    """Return the scene at this moment, for this reader."""
    spoken = language()
    return Scene(spoken, _direction(spoken), today())


def today() -> date:
    """Return the day it is in town."""
    quarter = int(now().timestamp() // _QUARTER_SECONDS)
    return _day(quarter, settings.current().time_zone)


@dataclass(frozen=True, slots=True)
class _Kept(Generic[P, R]):
    """A drawing that remembers what it drew."""

    within: Callable[Concatenate[Scene, P], R]

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        return self.within(scene(), *args, **kwargs)


def kept(*, most: int) -> Callable[[Callable[P, R]], "_Kept[P, R]"]:
    """Keep the last `most` drawings, each in its scene: `@kept(most=1000)`.

    A page that draws many asks for the `scene()` once: `draw.within(here, …)`.
    """

    def keep(draw: Callable[P, R]) -> "_Kept[P, R]":
        def drawn(_scene: Scene, *args: P.args, **kwargs: P.kwargs) -> R:
            return draw(*args, **kwargs)

        remembered: Any = lru_cache(maxsize=most)(update_wrapper(drawn, draw))
        return _Kept(remembered)

    return keep


@kept(most=MOST_DRAWINGS)
def drawn(template: str, macro: str, *given: Hashable) -> Markup:
    """Draw a macro that shows nothing but what it is `given`; templates call it `kept`."""
    shown: Markup = get_template_attribute(template, macro)(*given)
    return shown


@cache
def _direction(_spoken: str) -> str:
    return str(get_locale().text_direction)


@lru_cache(maxsize=8)
def _day(quarter: int, zone: ZoneInfo) -> date:
    return datetime.fromtimestamp(quarter * _QUARTER_SECONDS, zone).date()
