"""What readers of each kind of notice need besides its words: when, which way, in return for what.

A notice keeps them under these codes, and only those that were said. Hours are local, "HH:MM";
`leaves` is a moment in ISO 8601; `moments` are parts of the week, "wed.evening"; `dates` are the
first and the last day.
"""

import json
from collections.abc import Callable, Container, Mapping
from datetime import date, datetime, time
from types import MappingProxyType
from typing import Any

from flask_babel import LazyString, gettext, ngettext
from flask_babel import lazy_gettext as _l

from neighbourhood.exchanges.models.subjects import Category, Direction, Subject
from neighbourhood.exchanges.rhythms import on_our_clocks
from neighbourhood.foundation.web.facts import said_moment
from neighbourhood.foundation.web.forms import moment
from neighbourhood.foundation.web.keeping import today
from neighbourhood.foundation.web.templating import hour, in_town
from neighbourhood.foundation.words.dates import say_date, say_near
from neighbourhood.foundation.words.tongues import tongue

Kept = Mapping[str, Any]

DAYS: Mapping[str, LazyString] = MappingProxyType(
    {
        "mon": _l("lundi"),
        "tue": _l("mardi"),
        "wed": _l("mercredi"),
        "thu": _l("jeudi"),
        "fri": _l("vendredi"),
        "sat": _l("samedi"),
        "sun": _l("dimanche"),
    }
)
PARTS: Mapping[str, LazyString] = MappingProxyType(
    {"morning": _l("matin"), "afternoon": _l("après-midi"), "evening": _l("après 18 h")}
)
RHYTHMS: Mapping[str, LazyString] = MappingProxyType(
    {
        "once": _l("une seule fois"),
        "weekly": _l("chaque semaine"),
        "fortnightly": _l("une semaine sur deux"),
    }
)
COSTS: Mapping[str, LazyString] = MappingProxyType(
    {
        "nothing": _l("Rien du tout"),
        "expenses": _l("Les frais seulement : les courses, l’essence"),
        "gesture": _l("Un petit geste, dit en quelques mots"),
    }
)
CONTACTS: Mapping[str, LazyString] = MappingProxyType(
    {
        "here": _l("Par message, ici"),
        "phone": _l("Au téléphone, une fois d’accord"),
        "in person": _l("De vive voix, en se voyant"),
    }
)
# What is meant when nothing is chosen: not kept, and not shown.
USUAL = MappingProxyType({"rhythm": "once", "cost": "nothing", "contact": "here"})

PAIRS = MappingProxyType({"hours": ("from_hour", "to_hour"), "dates": ("from_day", "to_day")})
_ANY = frozenset({"contact", "languages"})
_BY_SUBJECT: Mapping[Subject, frozenset[str]] = MappingProxyType(
    {
        Subject.SERVICE: _ANY | {"moments", "rhythm", "cost"},
        Subject.COMPANY: _ANY | {"moments", "rhythm", "cost"},
        Subject.ADVICE: _ANY | {"moments"},
        Subject.LOAN: frozenset({"dates", "contact"}),
        Subject.GIVING: frozenset({"moments", "contact"}),
    }
)
_TIME_OF_ONES_OWN = frozenset({Subject.SERVICE, Subject.COMPANY, Subject.ADVICE})
_WAY = frozenset({"lift_from", "lift_to", "leaves"})


def asked(direction: Direction, subject: Subject | None, category: str | None) -> frozenset[str]:
    """Return the codes of what a notice of this kind is asked."""
    codes = _BY_SUBJECT.get(subject, frozenset()) if subject else frozenset()
    if direction is Direction.OFFER and subject in _TIME_OF_ONES_OWN:
        codes |= {"per_month"}
    if subject is Subject.SERVICE and category == Category.LIFTS:
        return (codes - {"moments"}) | _WAY
    if subject is Subject.SERVICE and category == Category.CHILDCARE:
        return codes | {"ages", "hours"}
    return codes


def needed(direction: Direction, category: str | None) -> frozenset[str]:
    """Return the codes without which nobody could answer."""
    if category == Category.LIFTS:
        return frozenset({"lift_from", "lift_to"})
    asks = direction is Direction.ASK and category == Category.CHILDCARE
    return frozenset({"ages"}) if asks else frozenset()


def _named(words: Mapping[str, Any], code: Any) -> str:
    return str(words.get(code, "")) if isinstance(code, str) else ""


def _hours(kept: Kept) -> str:
    first, last = (hour_of(said) for said in kept["hours"])
    return str(gettext("de %(first)s à %(last)s", first=first, last=last))


def _dates(kept: Kept) -> str:
    first, last = map(date.fromisoformat, kept["dates"])
    if first == last:
        return str(gettext("le %(day)s", day=say_near(first)))
    # One year is said once, behind the last day.
    begins = say_date(first, "d MMMM") if first.year == last.year else say_near(first)
    return str(gettext("du %(first)s au %(last)s", first=begins, last=say_near(last)))


def hour_of(said: str) -> str:
    """Say a local hour, kept as "17:30"."""
    return hour(on_our_clocks(today(), time.fromisoformat(said)))


def _leaving(kept: Kept) -> str:
    """Say when one leaves: of what comes again, on which day of the week."""
    if kept.get("rhythm", "once") == "once":
        return said_moment(kept["leaves"])
    local = in_town(datetime.fromisoformat(kept["leaves"]))
    day = list(DAYS.values())[local.weekday()]
    return str(gettext("le %(day)s à %(hour)s", day=day, hour=hour(local)))


def _moments(kept: Kept) -> str:
    return ", ".join(say_part(code) for code in in_week(kept["moments"]))


def in_week(codes: Any) -> list[str]:
    """Return the parts of a week that are any, in its order."""
    every = [f"{day}.{part}" for day in DAYS for part in PARTS]
    return [code for code in every if code in codes]


def say_part(code: str) -> str:
    """Say a part of the week: mercredi après 18 h."""
    day, _, part = code.partition(".")
    return f"{_named(DAYS, day)} {_named(PARTS, part)}"


def _per_month(kept: Kept) -> str:
    return str(ngettext("%(num)d fois au plus", "%(num)d fois au plus", int(kept["per_month"])))


def _cost(kept: Kept) -> str:
    if kept["cost"] == "gesture":
        return str(kept.get("cost_words") or gettext("un petit geste"))
    return _named(COSTS, kept["cost"])


def _languages(kept: Kept) -> str:
    return ", ".join(sorted(tongue(code) for code in kept["languages"]))


# In the order in which they are read.
_SAID: Mapping[str, tuple[LazyString, Callable[[Kept], str]]] = MappingProxyType(
    {
        "lift_from": (_l("Point de départ"), lambda kept: str(kept["lift_from"])),
        "lift_to": (_l("Destination"), lambda kept: str(kept["lift_to"])),
        "leaves": (_l("Quand"), _leaving),
        "ages": (_l("Âges"), lambda kept: str(kept["ages"])),
        "hours": (_l("Horaires"), _hours),
        "moments": (_l("Moments possibles"), _moments),
        "dates": (_l("Quels jours"), _dates),
        "rhythm": (_l("Rythme"), lambda kept: _named(RHYTHMS, kept["rhythm"])),
        "per_month": (_l("Par mois"), _per_month),
        "cost": (_l("En échange"), _cost),
        "contact": (_l("Pour en parler"), lambda kept: _named(CONTACTS, kept["contact"])),
        "languages": (_l("Langues parlées"), _languages),
    }
)


def typed(kept: Kept) -> dict[str, Any]:
    """Return what the fields of a form hold for what is kept."""
    said = {name: str(value) if name == "per_month" else value for name, value in kept.items()}
    leaves = said.pop("leaves", None)
    if leaves:
        local = in_town(datetime.fromisoformat(leaves))
        said |= {"leaves_on": local.date().isoformat(), "leaves_at": f"{local:%H:%M}"}
    for code in PAIRS.keys() & said.keys():
        said |= dict(zip(PAIRS[code], said.pop(code), strict=True))
    return said


def untyped(said: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is kept of what stands in the fields of a form; of no date, nothing."""
    kept = {name: value for name, value in said.items() if name in _SAID or name == "cost_words"}
    if said.get("leaves_on") and said.get("leaves_at"):
        day, at = date.fromisoformat(said["leaves_on"]), time.fromisoformat(said["leaves_at"])
        kept["leaves"] = moment(day, at).isoformat()
    for code, (first, last) in PAIRS.items():
        if said.get(first) and said.get(last):
            kept[code] = [said[first], said[last]]
    if not str(kept.get("per_month", "1")).isdecimal():
        del kept["per_month"]
    return {name: value for name, value in kept.items() if value and value != USUAL.get(name)}


def in_lines(kept: Any) -> dict[str, str]:
    """Return what stands in fields of one line, of whatever a page has carried."""
    said = typed(kept) if isinstance(kept, Mapping) else {}
    return {name: value for name, value in said.items() if isinstance(value, str)}


def say(kept: Kept, only: Container[str] = _SAID) -> list[tuple[LazyString, str]]:
    """Say everything that is kept, or `only` some of it: what each is called, and what it is."""
    said = [code for code in _SAID if code in only and kept.get(code)]
    return [(_SAID[code][0], _SAID[code][1](kept)) for code in said]


def say_in_a_line(kept: Any, only: Container[str] = _SAID) -> str:
    """Say the same in one line, of whatever a page has carried."""
    known = kept if isinstance(kept, Mapping) else {}
    # A colon belongs to the sentence of whoever reads French: with its space.
    said = (
        gettext("%(what)s : %(said)s", what=what, said=words) for what, words in say(known, only)
    )
    return " ; ".join(map(str, said))


def say_change(before: str, after: str) -> str:
    """Say what has become of what changed, each side kept as JSON."""
    was, now = json.loads(before), json.loads(after)
    # Words go with the gesture they describe, an hour with how often it comes again.
    pairs = {"cost": ("cost", "cost_words"), "leaves": ("leaves", "rhythm")}
    changed = {
        code
        for code in _SAID
        if any(was.get(name) != now.get(name) for name in pairs.get(code, (code,)))
    }
    old = say_in_a_line(was, changed) or gettext("rien de plus")
    new = say_in_a_line(now, changed) or gettext("rien de plus")
    return str(gettext("« %(before)s » devient « %(after)s »", before=old, after=new))
