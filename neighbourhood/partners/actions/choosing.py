"""Changing the lists of a town: choices of its own, some put away, another order."""

import logging
import secrets

from flask_babel import force_locale
from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.errors import DomainError, Missing, Wrong
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing import holding
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.town_choices import OWN, TownChoice, rows_of
from neighbourhood.foundation.web.choices import LASTING, LISTS, Entry, entries
from neighbourhood.foundation.words.search import normalise
from neighbourhood.places.models import Municipality

log = logging.getLogger(__name__)
MOST_OWN = 20


class ChoiceStays(DomainError):
    """The choice for whatever is none of the others."""

    sentence = _l("« %(name)s » reste toujours : on la choisit quand rien d’autre ne va.")


class KnownChoice(Wrong):
    """Another one has this name, whatever its accents and capitals."""

    sentence = _l(
        "« %(name)s » existe déjà dans cette liste. Si elle est retirée, remettez-la plutôt."
    )


class TooManyChoices(DomainError):
    """More choices help nobody to choose."""

    sentence = _l("C’est la vingtième : retirez-en une avant d’en ajouter, la liste doit se lire.")


def compared(name: str) -> str:
    """Return a name as it is compared: no accents, no capitals, no signs."""
    return (" ".join(normalise(name).split()) or name.casefold())[:60]


def add(town: Municipality, of: str, group: str, *, name: str, name_en: str, icon: str) -> None:
    """Add a choice of the town’s own, before the one for whatever else."""
    held = holding.hold(Municipality, town.id)
    known = entries(LISTS[of], group, rows_of(held.id, of))
    for entry in known:
        _require_other(entry, name)
    own = [entry for entry in known if entry.is_own and not entry.is_retired]
    require(len(own) < MOST_OWN, TooManyChoices)
    last = next((entry.rank for entry in known if entry.choice.code == LASTING), known[-1].rank + 1)
    row = TownChoice(
        municipality_id=held.id,
        list=of,
        group=group,
        code=OWN + secrets.token_hex(6),
        key=compared(name),
        name=name,
        name_en=name_en,
        icon=icon,
        rank=last - 1,
    )
    db.session.add(row)
    db.session.flush()
    _note(held, of, row.code, "added")


def _require_other(entry: Entry, name: str) -> None:
    """Refuse the name that another choice has, in French or as whoever adds it reads."""
    called = {compared(str(entry.choice.name))}
    with force_locale("fr"):
        called.add(compared(str(entry.choice.name)))
    if compared(name) in called:
        raise KnownChoice(name=entry.choice.name)


def retire(town: Municipality, of: str, group: str, code: str, *, retired: bool) -> None:
    """Offer a choice no more, or again; what was put up under it keeps its name."""
    row = _row(town, of, group, code)
    if retired and code == LASTING:
        raise ChoiceStays(name=LISTS[of].known(code).name)  # type: ignore[union-attr]
    row.retired_at = (row.retired_at or now()) if retired else None
    _note(town, of, code, "retired" if retired else "offered")


def move(town: Municipality, of: str, group: str, code: str, *, by: int) -> tuple[int, int]:
    """Move a choice `by` a place, -1 is up; the first and the last stay. Return its place of all.

    What is put away takes no place.
    """
    _row(town, of, group, code)
    standing = [
        entry.choice.code
        for entry in entries(LISTS[of], group, rows_of(town.id, of))
        if not entry.is_retired
    ]
    require(code in standing, Missing)
    before = standing.index(code)
    after = min(max(before + by, 0), len(standing) - 1)
    if after != before:
        standing.insert(after, standing.pop(before))
        for rank, one in enumerate(standing, start=1):
            _row(town, of, group, one).rank = rank * 10
        _note(town, of, code, "moved")
    return after + 1, len(standing)


def _row(town: Municipality, of: str, group: str, code: str) -> TownChoice:
    """Return the row of a choice, held by its town; made where nothing was changed yet."""
    holding.hold(Municipality, town.id)
    rows = rows_of(town.id, of)
    found = next((row for row in rows if (row.group, row.code) == (group, code)), None)
    if found is not None:
        return found
    known = {entry.choice.code: entry for entry in entries(LISTS[of], group, rows)}
    if code not in known:
        raise Missing
    row = TownChoice(
        municipality_id=town.id,
        list=of,
        group=group,
        code=code,
        key=f"={code}",
        rank=known[code].rank,
    )
    db.session.add(row)
    db.session.flush()
    return row


def _note(town: Municipality, of: str, code: str, became: str) -> None:
    facts = {"town": town.insee, "list": of, "choice": code, "became": became}
    log.info("a choice was changed", extra=facts)
