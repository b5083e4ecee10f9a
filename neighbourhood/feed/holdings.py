"""What the timeline repeats of what people put up."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select, text

from neighbourhood.feed.models import Card, SavedSearch, WeeklyChoice
from neighbourhood.feed.reaches import said_reach
from neighbourhood.foundation.personal import HOLDINGS, Basis, Holding
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.rows import Rows, erasing_of, read_rows, rows_of
from neighbourhood.foundation.words.search import normalise
from neighbourhood.residents.traces import traces_of

_WITHHELD = {
    "card.about_id": _l("un numéro à nous"),
    "card.search": _l("le titre et les mots, qui sont lus, préparés pour la recherche"),
}


def _read(resident_id: int) -> Rows:
    yield from read_rows(Card, Card.author_id == resident_id, but=_WITHHELD)


def _erase(resident_id: int) -> None:
    db.session.execute(delete(Card).where(Card.author_id == resident_id))
    _blot_what_they_wrote_for_others(resident_id)
    if db.engine.dialect.name == "sqlite":
        # The index only notes that a word is gone: written anew, it has it no more.
        db.session.execute(text("INSERT INTO card_search(card_search) VALUES ('optimize')"))


def _blot_what_they_wrote_for_others(resident_id: int) -> None:
    traces = traces_of(resident_id)
    for card in db.session.scalars(select(Card).where(Card.agent_id == resident_id)):
        for name in ("title", "excerpt", "facts"):
            setattr(card, name, traces.blot_all(getattr(card, name)))
        # Folded for the search, names are written otherwise.
        named = {normalise(name) for name in traces.names | traces.words}
        if any(name in normalise(card.search) for name in named if name):
            card.search = normalise(f"{card.title} {card.excerpt}")
    db.session.flush()


HOLDINGS.declare(
    Holding(
        code="cards",
        title=_l("Ce que le fil et la carte montrent de vous"),
        purpose=_l("Pour que vos voisins trouvent ce que vous proposez ou demandez."),
        basis=Basis.CONTRACT,
        tables=frozenset({"card"}),
        kept=_l("tant que le compte est ouvert"),
        read=_read,
        erase=_erase,
        withheld=_WITHHELD,
        said={"card.reach": said_reach},
    )
)
HOLDINGS.declare(
    Holding(
        code="saved searches",
        title=_l("Vos recherches gardées"),
        purpose=_l("Pour vous prévenir quand il y a du nouveau."),
        basis=Basis.CONTRACT,
        tables=frozenset({"saved_search"}),
        kept=_l("tant que le compte est ouvert, ou jusqu’à ce que vous les retiriez"),
        read=rows_of(SavedSearch),
        erase=erasing_of(SavedSearch),
    )
)
_NUMBERS = {"weekly_choice.cards": _l("des numéros à nous : la page de la semaine les montre")}

HOLDINGS.declare(
    Holding(
        code="weekly choice",
        title=_l("Votre choix de la semaine"),
        purpose=_l("Pour vous montrer trois choses par semaine, si vous le voulez."),
        basis=Basis.CONSENT,
        tables=frozenset({"weekly_choice"}),
        kept=_l("tant que vous le voulez"),
        read=rows_of(WeeklyChoice, but=_NUMBERS),
        erase=erasing_of(WeeklyChoice),
        withheld=_NUMBERS,
    )
)
