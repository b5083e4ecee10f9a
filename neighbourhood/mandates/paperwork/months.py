"""The words of the journal of a month, for somebody who reads it on paper."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from flask_babel import force_locale, format_date, gettext

from neighbourhood.foundation import settings
from neighbourhood.foundation.outside import paper
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.words.dates import say_date
from neighbourhood.foundation.words.typography import capital
from neighbourhood.mandates.kinds import DEEDS, say_deed
from neighbourhood.mandates.models import Mandate, MandateDeed, MandateReport
from neighbourhood.mandates.paperwork import sayings
from neighbourhood.mandates.queries.journals import deeds_between
from neighbourhood.mandates.queries.months import ended_at, span_of
from neighbourhood.places import halls


@dataclass(frozen=True, slots=True)
class Done:
    """What one person did in one day, under the line that says by whom and for whom."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Journal:
    """The words of one letter, in the language of its reader; the code is empty once it is over."""

    language: str
    envelope: tuple[str, ...]
    sender: str
    date: str
    title: str
    opening: str
    done: tuple[Done, ...]
    nothing: str
    stop_title: str
    stop: tuple[str, ...]
    code: str
    scan: str
    ask: str
    again: str
    back_to: str = ""
    contact: str = ""


def say_month(month: date) -> str:
    """Return the name of a month with its year: Novembre 2026."""
    named = str(format_date(month, "LLLL yyyy"))
    return capital(named)


def compose_report(report: MandateReport) -> Journal:
    """Write what goes into the envelope."""
    return compose_journal(report.mandate, report.month, sealed=True)


def names_on(report: MandateReport) -> tuple[str, ...]:
    """Return what a journal bears that people wrote: whether it can be printed hangs on that."""
    mandate, home = report.mandate, report.mandate.principal.address
    door = sayings.door_of(home) if home else ()
    agents = (held.agent.full_name for held in mandate.agents)
    return mandate.principal.full_name, sayings.who_acts(mandate), *agents, *door


def compose_journal(mandate: Mandate, month: date, *, sealed: bool) -> Journal:
    """Write the journal of a month; only what is `sealed` in an envelope tells the door."""
    with force_locale(mandate.principal.language):
        return _compose(mandate, month, sealed=sealed)


def _compose(mandate: Mandate, month: date, *, sealed: bool) -> Journal:
    home, over = mandate.principal.address, not mandate.is_live
    town = sayings.town_of(home)
    deeds = deeds_between(mandate, *span_of(month))
    return Journal(
        language=mandate.principal.language,
        envelope=(
            mandate.principal.full_name,
            *(sayings.door_of(home) if sealed and home else ()),
        ),
        sender=gettext("Ville de %(town)s", town=town),
        date=gettext("%(town)s, le %(day)s", town=town, day=say_date(now())),
        title=gettext("%(month)s : ce qui a été fait en votre nom", month=say_month(month)),
        opening=_opening(mandate),
        done=tuple(_by_day(mandate, deeds)),
        nothing="" if deeds else gettext("Rien n’a été fait en votre nom ce mois-ci."),
        stop_title="" if over else gettext("Pour arrêter, à l’instant et sans dire pourquoi"),
        stop=() if over else sayings.how_to_stop(mandate, town),
        code="" if over else sayings.stop_code(mandate),
        scan="" if over else sayings.stop_scan(mandate),
        ask=gettext(
            "Quelque chose vous étonne ? Passez à l’accueil de la mairie de %(town)s, ou faites-y "
            "passer quelqu’un, avec cette lettre : référence %(reference)s.",
            town=town,
            reference=sayings.unbroken(sayings.reference_of(mandate)),
        ),
        back_to=halls.say_address(sayings.hall_of(home)),
        contact=halls.say_contact(sayings.hall_of(home)),
        again=f"{say_month(month)} · {sayings.reference_of(mandate)}",
    )


def _opening(mandate: Mandate) -> str:
    name, agent = mandate.principal.full_name, sayings.who_acts(mandate)
    day = say_date(ended_at(mandate))
    if mandate.is_live:
        said = gettext(
            "Bonjour %(name)s, %(agent)s agit pour vous sur Palier, le réseau d’entraide de votre "
            "quartier, jusqu’au %(day)s. Voici tout ce qui a été fait ce mois-là.",
            name=name,
            agent=agent,
            day=day,
        )
    else:
        said = gettext(
            "Bonjour %(name)s, %(agent)s n’agit plus pour vous sur Palier : ce mandat a pris fin "
            "le %(day)s. Voici tout ce qui a été fait ce mois-là.",
            name=name,
            agent=agent,
            day=day,
        )
    return str(said)


def _by_day(mandate: Mandate, deeds: Sequence[MandateDeed]) -> Iterable[Done]:
    for (day, _agent_id), group in groupby(deeds, lambda deed: (_day(deed), deed.agent_id)):
        together = list(group)
        heading = gettext(
            "%(day)s, par %(agent)s pour vous",
            day=say_date(day, "d MMMM"),
            agent=sayings.who_did(mandate, together[0].agent),
        )
        yield Done(paper.writable(str(heading)), tuple(_lines(together)))


def _day(deed: MandateDeed) -> date:
    return deed.created_at.astimezone(settings.current().time_zone).date()


def _lines(deeds: Sequence[MandateDeed]) -> Iterable[str]:
    """Say each deed once; those of a kind that is counted are one line for each page."""
    counted: set[tuple[str, str]] = set()
    for line in deeds:
        deed, place = DEEDS[line.deed], (line.deed, line.path)
        if deed.counted is None:
            yield paper.writable(say_deed(line))
        elif place not in counted:
            counted.add(place)
            same = [other for other in deeds if (other.deed, other.path) == place]
            yield paper.writable(deed.counted(len(same), line.title))
