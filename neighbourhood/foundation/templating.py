"""What every template may use: assets, dates as people say them, the figures in the margins."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from flask import Flask, current_app
from flask_babel import (
    format_date,
    format_datetime,
    format_time,
    get_locale,
    gettext,
    to_user_timezone,
)
from flask_login import current_user
from sqlalchemy import Integer, ScalarSelect, Select, bindparam, select

from neighbourhood.foundation import quickening
from neighbourhood.foundation.clock import now
from neighbourhood.foundation.database import db
from neighbourhood.foundation.localisation import LANGUAGES, direction
from neighbourhood.foundation.money import euros
from neighbourhood.foundation.sanitising import linkify
from neighbourhood.foundation.settings import EXTENSION

Badge = Callable[[int], ScalarSelect[Any]]

_ASSETS = "palier.assets"


def bind(app: Flask, badges: Mapping[str, Badge]) -> None:
    """Give templates their filters and globals; `badges` are counted together, in one statement."""
    quickening.bind(app)
    manifest = Path(app.root_path) / "static" / "dist" / "manifest.json"
    app.extensions[_ASSETS] = json.loads(manifest.read_text()) if manifest.exists() else {}
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.jinja_env.filters.update(
        when=when,
        day=day,
        hour=hour,
        euros=euros,
        month_day=month_day,
        minute=minute,
        linkify=linkify,
    )
    app.jinja_env.globals.update(
        asset=asset,
        LANGUAGES=LANGUAGES,
        direction=direction,
        is_demo=app.extensions[EXTENSION].demo,
    )

    reader: Any = bindparam("reader", type_=Integer)
    figures = select(*(count(reader).label(name) for name, count in badges.items()))

    @app.context_processor
    def margins() -> dict[str, object]:
        return {"badges": Badges(figures), "locale": str(get_locale())}


class Badges:
    """The figures beside the menu, read at most once a page and only when the page shows them."""

    def __init__(self, statement: Select[*tuple[Any, ...]]) -> None:
        self._statement = statement

    @cached_property
    def _figures(self) -> Mapping[str, int]:
        return dict(
            db.session.execute(self._statement, {"reader": current_user.id}).mappings().one()
        )

    def __getitem__(self, name: str) -> int:
        return self._figures[name] or 0 if current_user.is_authenticated else 0


def asset(name: str) -> str:
    """Return the address of a built file, by the name it had before it was hashed."""
    hashed = current_app.extensions[_ASSETS].get(name, name)
    return f"{current_app.static_url_path}/dist/{hashed}"


def hour(moment: datetime) -> str:
    """Say the hour of `moment`: 18 h, 18 h 30; 6:00 PM in English."""
    local = to_user_timezone(moment)
    if get_locale().language != "fr":
        return str(format_time(moment, "short"))
    return f"{local.hour}\u00a0h" + (f"\u00a0{local.minute:02}" if local.minute else "")


def minute(moment: datetime) -> str:
    """Say the time of a message: 16:45."""
    return str(format_datetime(moment, "HH:mm"))


def day(moment: datetime) -> str:
    """Say the day of `moment` relative to today: aujourd’hui, demain, hier, jeudi, 12 mars."""
    local = to_user_timezone(moment).date()
    distance = (local - to_user_timezone(now()).date()).days
    near = {0: gettext("aujourd’hui"), 1: gettext("demain"), -1: gettext("hier")}
    if distance in near:
        return str(near[distance])
    if 1 < distance < 7:
        return str(format_date(local, "EEEE"))
    pattern = "d MMMM" if abs(distance) < 200 else "d MMMM y"
    return str(format_date(local, pattern))


def month_day(moment: datetime) -> tuple[str, str]:
    """Return the two lines of a calendar leaf: the day of the month and the short month."""
    return str(format_datetime(moment, "d")), str(format_datetime(moment, "MMM"))


def when(moment: datetime) -> str:
    """Say when `moment` was or will be, as one neighbour tells another."""
    ago = now() - moment
    if timedelta(0) <= ago < timedelta(hours=12):
        minutes = int(ago.total_seconds() // 60)
        if minutes < 1:
            return str(gettext("à l’instant"))
        if minutes < 60:
            return str(gettext("il y a %(n)s min", n=minutes))
        return str(gettext("il y a %(n)s h", n=minutes // 60))
    if abs(ago) < timedelta(days=7):
        return str(gettext("%(day)s à %(hour)s", day=day(moment), hour=hour(moment)))
    return day(moment)
