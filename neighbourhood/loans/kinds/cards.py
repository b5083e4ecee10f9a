"""The card of a thing to lend on the timeline."""

from flask_babel import lazy_gettext as _l

from neighbourhood.feed.kinds import CARD_KINDS, CardKind
from neighbourhood.foundation.web.moved import MOVED, Moved
from neighbourhood.loans.models.items import KIND
from neighbourhood.loans.queries.shelf import once_a_notice
from neighbourhood.loans.subjects import LOANS, THINGS

LOAN = CARD_KINDS.declare(
    CardKind(
        rank=30,
        code=KIND,
        one=_l("Prêt"),
        many=_l("Prêts"),
        icon="drill",
        answer=_l("Je voudrais l’emprunter"),
        template="neighbourhood/loans/card.html",
        page=("loans.show", "item_id"),
        categories=THINGS.code,
        switch=LOANS,
    )
)
# The code of what others look for, whose cards another slice puts up.
SOUGHT = "borrow"
# Things offered before there were shelves: journals and mails lead to the address of a notice.
MOVED.declare(Moved("notice", once_a_notice))
