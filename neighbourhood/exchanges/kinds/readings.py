"""What people read of a notice, or of an answer to one, before they press."""

from flask_babel import lazy_gettext as _l

from neighbourhood.exchanges import particulars
from neighbourhood.exchanges.subjects import CATEGORY_LIST
from neighbourhood.feed.reaches import said_reach
from neighbourhood.foundation.web.choices import say_choice
from neighbourhood.foundation.web.facts import NOT_TYPED, UNTIL, Fact, Fields, said_day
from neighbourhood.foundation.web.versions import Reading

_SHOWN = {
    "title": Fact(label=_l("En une phrase")),
    "body": Fact(label=_l("Quelques précisions")),
    "category": Fact(
        label=_l("Catégorie"),
        say=say_choice(CATEGORY_LIST.code),
    ),
    "places": Fact(label=_l("Nombre de personnes"), say=str),
    "reach": Fact(label=_l("Qui la voit"), say=said_reach),
}
_PRECISIONS = _l("Quand et comment")
_KEPT = Fact(
    label=_PRECISIONS,
    say=particulars.say_in_a_line,
    fields=Fields(particulars.in_lines, particulars.untyped),
)
_TYPED = Fact(
    label=_PRECISIONS,
    say=lambda said: particulars.say_in_a_line(particulars.untyped(said or {})),
    fields=NOT_TYPED,
)
# What people read before they press: a notice, an answer to one, a draft.
READ_NOTICE = Reading(
    **_SHOWN,
    particulars=_KEPT,
    expires_at=Fact(label=_l("Fin"), say=said_day, fields=UNTIL),
)
READ_REPLY = Reading(
    "notice",
    **READ_NOTICE.within("notice"),
    text=Fact(label=_l("La réponse")),
)
ANSWERED = {**_SHOWN, "particulars": _TYPED, "until": Fact(label=_l("Fin"), say=said_day)}
