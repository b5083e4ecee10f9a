"""What every template may use: assets, dates as people say them, the figures in the margins."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any

from flask import Flask, g, has_request_context, request
from flask_babel import format_date, format_datetime, format_time, pgettext
from jinja2 import pass_context
from markupsafe import Markup
from sqlalchemy import Integer, String, bindparam, select

from neighbourhood.foundation import settings
from neighbourhood.foundation.parts import Badge
from neighbourhood.foundation.settings import EXTENSION
from neighbourhood.foundation.storing import codes
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.prepared import Prepared
from neighbourhood.foundation.storing.undoing import WayBack, standing
from neighbourhood.foundation.web import quickening
from neighbourhood.foundation.web.access import at_the_screen, reader
from neighbourhood.foundation.web.keeping import Scene, drawn, kept, scene, today
from neighbourhood.foundation.web.offloading import reading
from neighbourhood.foundation.web.quickening import gettext, language
from neighbourhood.foundation.words.dates import say_near
from neighbourhood.foundation.words.localisation import LANGUAGES, direction
from neighbourhood.foundation.words.money import euros
from neighbourhood.foundation.words.sanitising import linkify
from neighbourhood.foundation.words.showing import shown_by
from neighbourhood.foundation.words.typography import capital

MOST_DATES_KEPT = 20_000
# What a badge may ask: which page is being looked at.
HERE: Any = bindparam("here", type_=String)
_NOW, _LATELY, _WEEK = timedelta(0), timedelta(hours=12), timedelta(days=7)


def bind(app: Flask, badges: Mapping[str, Badge]) -> None:
    """Give templates their filters and globals; `badges` are counted together, in one statement."""
    quickening.bind(app)
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.jinja_env.filters.update(
        when=when,
        on=on,
        dated=dated,
        day=day,
        date=calendar_day,
        day_and_hour=day_and_hour,
        full_hour=say_full_hour,
        hour=hour,
        euros=said_euros,
        month=month,
        month_day=month_day,
        linkify=linkify,
        capital=capital,
        spelled=codes.spell,
    )
    app.jinja_env.globals.update(
        shown_by=partial(reading, shown_by),
        **_built(app),
        ui=quickening.Macros(app.jinja_env, "ui.html"),
        LANGUAGES=LANGUAGES,
        direction=direction,
        kept=drawn,
        at_the_screen=at_the_screen,
        way_back=way_back,
        is_demo=app.extensions[EXTENSION].demo,
    )

    app.context_processor(_margins(badges))


def _margins(badges: Mapping[str, Badge]) -> Callable[[], dict[str, object]]:
    asked_by: Any = bindparam("reader", type_=Integer)
    counted = Prepared(select(*(count(asked_by).label(name) for name, count in badges.items())))
    names = tuple(badges)

    def margins() -> dict[str, object]:
        here = scene()
        spoken = quickening.saying(here.language)
        return {
            "badges": Badges(names, counted),
            "locale": here.language,
            # A page says and draws dozens of times in one scene, found once.
            "_": spoken,
            "gettext": spoken,
            "kept": partial(drawn.within, here),
            "direction": lambda: here.direction,
        }

    return margins


@pass_context
def said_euros(_context: object, cents: int) -> str:
    """Say an amount in the language of the page.

    It asks for the context, or an amount that stands in a template would be said once for all, in
    the language in which the template was compiled.
    """
    return euros(cents)


class Badges:
    """The figures beside the menu, read at most once a page and only when the page shows them."""

    def __init__(self, names: Sequence[str], counted: Prepared) -> None:
        self._names, self._counted = names, counted

    @cached_property
    def _figures(self) -> Mapping[str, int]:
        resident = reader()
        if not resident.is_authenticated:
            return {}
        asked = {"reader": resident.id, HERE.key: _thing_looked_at()}
        (found,) = self._counted.find(asked)
        g.figures_shown = figures = dict(zip(self._names, found, strict=True))
        return figures

    def __getitem__(self, name: str) -> int:
        return self._figures.get(name) or 0


def way_back(about: str, about_id: int) -> WayBack | None:
    """Return the way back that whoever reads may still take, for the pages that offer it."""
    return standing(reader().id, about, about_id)


def _thing_looked_at() -> str:
    # Everybody comes home, for whatever reason: that is not to go and look at something.
    path = request.path if has_request_context() else "/"
    return path if path != "/" else ""


def _built(app: Flask) -> dict[str, Callable[[str], str]]:
    """Return what finds the built files: their names are read once, when the site starts."""
    manifest = Path(app.root_path) / "static" / "dist" / "manifest.json"
    hashed = json.loads(manifest.read_text()) if manifest.exists() else {}

    def asset(name: str) -> str:
        return f"{app.static_url_path}/dist/{hashed.get(name, name)}"

    # As many as the templates name: a page shows the same few dozens of times.
    @cache
    def draw_icon(name: str) -> Markup:
        use = Markup('<svg aria-hidden="true"><use href="{}#{}" /></svg>')
        return use.format(asset("icons.svg"), name)

    return {"asset": asset, "draw_icon": draw_icon}


def say_full_hour(number: int) -> str:
    """Say an hour of the day by its number: 9 h, 24 h; 09:00 in English."""
    return f"{number}\u00a0h" if language() == "fr" else f"{number:02}:00"


def in_town(moment: datetime) -> datetime:
    """Return `moment` on the clocks of the town."""
    return moment.astimezone(settings.current().time_zone)


def hour(moment: datetime) -> str:
    """Say the hour of `moment`: 18 h, 18 h 30; 18:00 in English, whatever its region."""
    if language() != "fr":
        return str(format_time(moment, "HH:mm"))
    local = in_town(moment)
    return f"{local.hour}\u00a0h" + (f"\u00a0{local.minute:02}" if local.minute else "")


def day(moment: datetime) -> str:
    """Say the day of `moment` relative to today: aujourd’hui, demain, hier, jeudi, 12 mars."""
    local = in_town(moment).date()
    distance = (local - today()).days
    near = {0: gettext("aujourd’hui"), 1: gettext("demain"), -1: gettext("hier")}
    if distance in near:
        return str(near[distance])
    if 1 < distance < 7:
        return str(format_date(local, "EEEE"))
    return calendar_day(moment)


def day_and_hour(moment: datetime) -> str:
    """Say when something is held: demain à 20 h, 24 décembre à 20 h; the hour however far."""
    return str(gettext("%(day)s à %(hour)s", day=day(moment), hour=hour(moment)))


def calendar_day(moment: datetime) -> str:
    """Say the date of `moment`, however near: 12 mars; of another year, 4 janvier 2027."""
    return say_near(in_town(moment).date())


def month(moment: datetime) -> str:
    """Say the month of `moment`: mars 2026."""
    return str(format_datetime(moment, "MMMM y"))


def month_day(moment: datetime) -> tuple[str, str]:
    """Return the two lines of a calendar leaf: the day of the month and the short month."""
    return str(format_datetime(moment, "d")), str(format_datetime(moment, "MMM"))


def when(moment: datetime) -> str:
    """Say when `moment` was or will be, as one neighbour tells another."""
    return say(moment, scene())


def on(moment: datetime) -> str:
    """Say when `moment` was, inside a sentence: hier à 18 h, le 12 mars."""
    said = when(moment)
    named = -1 <= (in_town(moment).date() - today()).days < 7
    return said if named else str(gettext("le %(when)s", when=said))


def dated(moment: datetime) -> str:
    """Say when `moment` is, after a word such as « avant »: demain à 18 h, le 12 mars."""
    named = -1 <= (in_town(moment).date() - today()).days < 7
    said = when(moment)
    return said if named else str(pgettext("after a preposition", "le %(when)s", when=said))


def say(moment: datetime, here: Scene) -> str:
    """Say `moment` like `when`, to a page that asks for the scene only once."""
    ago = now() - moment
    if _NOW <= ago < _LATELY:
        return _lately.within(here, int(ago.total_seconds() // 60))
    return _dated.within(here, moment, hourly=abs(ago) < _WEEK)


# Twenty cards a page, of which everybody reads the same.
@kept(most=MOST_DATES_KEPT)
def _lately(minutes: int) -> str:
    if minutes < 1:
        return str(gettext("à l’instant"))
    if minutes < 60:
        return str(gettext("il y a %(n)s min", n=minutes))
    return str(gettext("il y a %(n)s h", n=minutes // 60))


@kept(most=MOST_DATES_KEPT)
def _dated(moment: datetime, *, hourly: bool) -> str:
    if not hourly:
        return day(moment)
    return str(gettext("%(day)s à %(hour)s", day=day(moment), hour=hour(moment)))
