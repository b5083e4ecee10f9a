"""What a slice announces to the house: one `Part`, named in `app.py` and nowhere else."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

import click
from flask import Blueprint, Flask
from sqlalchemy import ScalarSelect

from neighbourhood.foundation.web.menu import Door, Entry, Place, Row, Task, Tile
from neighbourhood.foundation.web.signposts import Signpost
from neighbourhood.foundation.web.switches import Switch

Badge = Callable[[int], ScalarSelect[Any]]
Builder = Callable[[], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One slice as the house sees it.

    `views`, `receivers` and `jobs` are modules: importing them is what registers their routes,
    listeners and timetable, and naming them is what a test checks, as it is for `holdings`, what
    the slice holds about people. `badges` are figures beside the menu, all counted in one
    statement; `menu`, `doors`, `me` and `desk` are its words in the menu, what stands on the first
    page of one, its rows of "Moi" and its tiles on the desk of a partner; `administration` its
    pages for those who run the instance or a town; `switches` what these may leave out; `signposts`
    show slices below the way to its pages. `bind` is for what needs the application itself,
    `before_serving` for what a server does before it says that it is on.
    """

    name: str
    blueprints: tuple[Blueprint, ...] = ()
    views: tuple[ModuleType, ...] = ()
    commands: tuple[click.Command, ...] = ()
    receivers: tuple[ModuleType, ...] = ()
    jobs: tuple[ModuleType, ...] = ()
    holdings: tuple[ModuleType, ...] = ()
    badges: Mapping[str, Badge] = field(default_factory=dict)
    # Under which word of the menu its pages stand, and those of them that stand elsewhere.
    place: Place | None = None
    elsewhere: Mapping[str, Place] = field(default_factory=dict)
    menu: tuple[Entry, ...] = ()
    doors: tuple[Door, ...] = ()
    me: tuple[Row, ...] = ()
    desk: tuple[Tile, ...] = ()
    administration: tuple[Task, ...] = ()
    switches: tuple[Switch, ...] = ()
    signposts: tuple[Signpost, ...] = ()
    demo: Builder | None = None
    bind: Callable[[Flask], None] | None = None
    before_serving: Callable[[], object] | None = None
