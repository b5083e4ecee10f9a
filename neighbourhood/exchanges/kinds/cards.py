"""The cards of offers and requests on the timeline."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from neighbourhood.exchanges.models.subjects import Direction, Subject, shown_as
from neighbourhood.exchanges.subjects import CATEGORY_LIST, GIVING, LOANS
from neighbourhood.feed.kinds import CARD_KINDS, CardKind

_SWITCHES = {"borrow": LOANS, "give": GIVING, "seek": GIVING}


def _declare_card(
    rank: int, code: str, one: LazyString, many: LazyString, icon: str, answer: LazyString
) -> CardKind:
    return CARD_KINDS.declare(
        CardKind(
            rank=rank,
            code=code,
            one=one,
            many=many,
            icon=icon,
            answer=answer,
            template="neighbourhood/exchanges/card.html",
            page=("exchanges.show", "notice_id"),
            categories=CATEGORY_LIST.code,
            switch=_SWITCHES.get(code, ""),
        )
    )


ASK = _declare_card(10, "ask", _l("Demande"), _l("Demandes"), "hand-helping", _l("Je peux aider"))
OFFER = _declare_card(20, "offer", _l("Offre"), _l("Offres"), "hand-heart", _l("Ça m’intéresse"))
BORROW = _declare_card(
    31, "borrow", _l("Objet cherché"), _l("Objets cherchés"), "search", _l("Je peux le prêter")
)
GIVE = _declare_card(
    32, "give", _l("À donner"), _l("À donner"), "gift", _l("Je voudrais le prendre")
)
SEEK = _declare_card(
    33,
    "seek",
    _l("Objet à récupérer"),
    _l("Objets à récupérer"),
    "package-search",
    _l("J’en ai un à donner"),
)


def switch_of(subject: Subject, direction: Direction) -> str:
    """Return the code of the switch under which such a notice is; empty when under none."""
    return CARD_KINDS[shown_as(subject, direction)].switch
