"""What is lent and how it stands, in words."""

from collections.abc import Mapping
from datetime import date

from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.web.choices import LASTING, LISTS, Choice, ChoiceList, offered
from neighbourhood.foundation.words.dates import say_date
from neighbourhood.loans.models.items import Condition, ItemStatus

# The code of the switch under which things are lent and borrowed.
LOANS = "loans"
_THING = "thing"

# What towns may add to, put away and order. The codes are those of things looked for.
THINGS = LISTS.declare(
    ChoiceList(
        code="things",
        title=_l("Catégories des objets à prêter"),
        one=_l("Une catégorie de plus"),
        groups={_THING: _l("Un objet à prêter")},
        declared={
            _THING: [
                Choice("objects", _l("Objets de tous les jours"), "package"),
                Choice("tools", _l("Outils"), "drill"),
                Choice("kitchen", _l("Cuisine"), "utensils"),
                Choice("children things", _l("Affaires d’enfants"), "baby"),
                Choice("sport", _l("Sport et plein air"), "sun"),
                Choice("books and games", _l("Livres et jeux"), "book-open"),
                Choice("party things", _l("Matériel de fête"), "party-popper"),
                Choice("gardening", _l("Jardin et plantes"), "flower-2"),
                Choice(LASTING, _l("Autre chose"), "ellipsis"),
            ]
        },
    )
)


def categories_here() -> list[Choice]:
    """Return the categories of things offered where the reader lives, in order."""
    return offered(THINGS.code, _THING)


CONDITIONS: Mapping[Condition, LazyString] = {
    Condition.NEW: _l("Comme neuf"),
    Condition.GOOD: _l("En bon état"),
    Condition.WORN: _l("A bien servi, marche bien"),
    Condition.TRICKY: _l("A un petit défaut, je vous montrerai"),
}

STATUSES: Mapping[ItemStatus, LazyString] = {
    ItemStatus.ON_SHELF: _l("Sur l’étagère"),
    ItemStatus.ASIDE: _l("Mis de côté"),
    ItemStatus.RETIRED: _l("N’est plus prêté"),
}


def say_days(first: date, last: date) -> str:
    """Say from which day to which, both included; one day by itself."""
    if first == last:
        return str(gettext("le %(day)s", day=say_date(first)))
    return str(gettext("du %(first)s au %(last)s", first=say_date(first), last=say_date(last)))
