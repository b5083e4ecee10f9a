"""Switches: what a town, or the instance, may leave out, and the gate before its pages.

A slice declares each in its `Part`; a card, an aside or a kind of notification names the code.
While it is off its pages say so, and nothing leads there; what was written is kept.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, g, request
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.storing.switched_off import codes_in, opt_in
from neighbourhood.foundation.web.access import reader
from neighbourhood.foundation.web.signposts import endpoint_of
from neighbourhood.foundation.words.declaring import Register

EXTENSION = "palier.switches"


class NotOffered(DomainError):
    """The town, or the instance, has put this off."""

    status = 404
    sentence = _l(
        "Ce n’est pas proposé ici pour le moment : « %(what)s ». Rien n’est effacé : ce que vous y "
        "aviez revient dès que c’est ouvert de nouveau."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch:
    """One thing that may be left out: its title, and what happens while it is off, in words.

    `pages` are blueprints or endpoints; `told` begins the codes of the notifications that stop.
    What is `default_off` waits until a town, or the instance for all of them, wants it: it has
    no cards and silences nothing, for the statements that ask so look for rows alone.
    """

    code: str
    title: LazyString
    off: LazyString
    pages: frozenset[str] = frozenset()
    told: tuple[str, ...] = ()
    default_off: bool = False


class Switches(Register[Switch]):
    """The switches of an application, and what each of its pages is under."""

    def __init__(self) -> None:
        super().__init__("switch")
        self._under: dict[str, Switch] = {}

    def walk(self, endpoints: Iterable[str]) -> None:
        """Find out which switch each page is under."""
        for endpoint in endpoints:
            names = {endpoint, endpoint.rpartition(".")[0]}
            for switch in self.values():
                if not names.isdisjoint(switch.pages):
                    self._under[endpoint] = switch

    def above(self, endpoint: str | None) -> Switch | None:
        """Return the switch that a page is under."""
        return self._under.get(endpoint or "")

    def silencing(self, kind: str) -> str:
        """Return the code of the switch that silences a kind of notification; empty when none."""
        found = (switch.code for switch in self.values() if kind.startswith(switch.told))
        return next(found, "")


def bind(app: Flask, declared: Iterable[Switch]) -> None:
    """Close the pages of `app` that are off; its blueprints are registered by then."""
    switches = Switches()
    for switch in declared:
        switches.declare(switch)
        if switch.default_off:
            opt_in(switch.code)
    switches.walk(app.view_functions)
    app.extensions[EXTENSION] = switches
    app.before_request(_gate)
    app.jinja_env.globals.update(is_open=is_open, is_open_way=is_open_way, off_in=codes_in)


def switches_here() -> Switches:
    """Return the switches of this application."""
    found: Switches = current_app.extensions[EXTENSION]
    return found


def off_here() -> frozenset[str]:
    """Return what is off for who reads: where they live; for a visitor, everywhere."""
    one = reader()
    if one.is_authenticated:
        known: frozenset[str] = one.switched_off
        return known
    if "off_everywhere" not in g:
        g.off_everywhere = codes_in(None)
    everywhere: frozenset[str] = g.off_everywhere
    return everywhere


def is_open(endpoint: str, off: Collection[str] | None = None) -> bool:
    """Tell whether a page is offered, to who reads or where `off` is off."""
    switch = switches_here().above(endpoint)
    return switch is None or switch.code not in (off_here() if off is None else off)


def is_open_way(word: str) -> bool:
    """Tell whether the page behind a signpost is offered to who reads."""
    return is_open(endpoint_of(word))


def require_offered(code: str, off: Collection[str]) -> None:
    """Refuse what is under a switch that is `off`, in its own words."""
    if code and code in off:
        raise NotOffered(what=switches_here()[code].title)


def require_open(endpoint: str | None, town_id: int) -> None:
    """Refuse a page for the staff of a town that has put it off."""
    switch = switches_here().above(endpoint)
    if switch is not None:
        require_offered(switch.code, codes_in(town_id))


def _gate() -> None:
    switch = switches_here().above(request.endpoint)
    if switch is not None and not _is_for_staff(request.endpoint):
        require_offered(switch.code, off_here())


def _is_for_staff(endpoint: str | None) -> bool:
    # Theirs is the town that they work for, which their own decorator knows.
    view: Any = current_app.view_functions.get(endpoint or "")
    return str(getattr(view, "access", "")).startswith(("staff", "administrator"))
