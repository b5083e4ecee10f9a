"""What people read of a thing before they press."""

from flask_babel import lazy_gettext as _l

from neighbourhood.feed.reaches import said_reach
from neighbourhood.foundation.web.choices import say_choice
from neighbourhood.foundation.web.facts import Fact, said_by
from neighbourhood.foundation.web.versions import Reading
from neighbourhood.loans.subjects import CONDITIONS, THINGS

ANSWERED = {
    "title": Fact(label=_l("Quel objet ?")),
    "category": Fact(label=_l("Catégorie"), say=say_choice(THINGS.code)),
    "body": Fact(label=_l("Quelques précisions")),
    "condition": Fact(label=_l("Dans quel état ?"), say=said_by(CONDITIONS)),
    "worth": Fact(label=_l("Ce qu’il vaut, à peu près")),
    "days": Fact(label=_l("Pour combien de jours au plus ?")),
    "renewals": Fact(label=_l("Combien de fois peut-on le garder plus longtemps ?")),
    "deposit": Fact(label=_l("Une caution ?")),
    "reach": Fact(label=_l("Qui peut le demander ?"), say=said_reach),
}
READ_ITEM = Reading(**ANSWERED)
