"""Keeping a search, letting it go, and writing once a day to who keeps some."""

from datetime import timedelta

from flask_babel import lazy_gettext as _l

from neighbourhood.feed import saved
from neighbourhood.feed.kinds import Filters
from neighbourhood.feed.models import SavedSearch
from neighbourhood.foundation.errors import DomainError, NotVerified, Wrong
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.notifications.actions import notify
from neighbourhood.notifications.kinds import Importance, declare
from neighbourhood.notifications.queries import told_of
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident

MOST_SEARCHES = 20
PATH = "/entraide/recherches"
# A little less than a day: the hour of the job may shift, and that of the town does twice a year.
APART = timedelta(hours=20)

FOUND = declare(
    "feed.found",
    _l("Il y a du nouveau pour vos recherches"),
    importance=Importance.TELLS,
    by_mail=True,
)


class NothingToLookFor(Wrong):
    """A search without words, kind or category would tell of everything."""

    sentence = _l("Choisissez d’abord un mot, une sorte d’annonce ou une catégorie.")


class TooManySearches(DomainError):
    """Somebody keeps as many searches as one may."""

    sentence = _l("Vous gardez déjà vingt recherches. Retirez-en une pour garder celle-ci.")


def save_search(actor: Actor, filters: Filters) -> SavedSearch:
    """Keep a search from now on; a second time changes nothing."""
    require(actor.is_verified, NotVerified)
    hold(Resident, actor.id)
    asked = (filters.kind, filters.category, " ".join(filters.words.split()))
    require(any(asked), NothingToLookFor)
    mine = saved.searches_of(actor.resident)
    known = next((one for one in mine if _asked(one) == _same(asked)), None)
    if known is not None:
        return known
    require(len(mine) < MOST_SEARCHES, TooManySearches)
    kind, category, words = asked
    search = SavedSearch(resident_id=actor.id, kind=kind, category=category, words=words)
    search.looked_at = now()
    db.session.add(search)
    db.session.flush()
    return search


def _asked(search: SavedSearch) -> tuple[str | None, str | None, str]:
    return _same((search.kind, search.category, search.words))


def _same(asked: tuple[str | None, str | None, str]) -> tuple[str | None, str | None, str]:
    kind, category, words = asked
    return kind, category, words.casefold()


def forget_search(search: SavedSearch) -> None:
    """Let a search go."""
    db.session.delete(search)
    db.session.flush()


def tell_news(resident_id: int) -> None:
    """Write to a resident, once a day at most, if any search of theirs has something new."""
    resident = hold(Resident, resident_id)
    last = told_of(resident.id, FOUND, [PATH])
    if last is not None and last.created_at > now() - APART:
        return
    mine = saved.searches_of(resident)
    found = [search for search in mine if saved.has_news(resident, search)]
    for search in mine:
        search.looked_at = now()
    for search in found:
        search.found_at = now()
    db.session.flush()
    if found:
        notify(resident.id, FOUND, path=PATH)
