"""What a mandate may allow here, and what its journal says was done on a shelf."""

from flask_babel import lazy_gettext as _l

from neighbourhood.mandates import kinds
from neighbourhood.mandates.kinds import declare_deed

MAY_LEND = kinds.MAY_LEND
LENDING = {MAY_LEND}
ADDED = declare_deed("added thing", _l("a mis sur l’étagère « %(title)s »"), scopes=LENDING)
EDITED = declare_deed("edited thing", _l("a modifié l’objet « %(title)s »"), scopes=LENDING)
PROPOSED = declare_deed("proposed thing", _l("a proposé de prêter « %(title)s »"), scopes=LENDING)
PUT_ASIDE = declare_deed(
    "put thing aside", _l("a mis de côté l’objet « %(title)s »"), scopes=LENDING
)
PUT_ON_SHELF = declare_deed(
    "put thing on shelf", _l("a remis sur l’étagère « %(title)s »"), scopes=LENDING
)
RETIRED = declare_deed("retired thing", _l("a cessé de prêter « %(title)s »"), scopes=LENDING)
WENT_BACK = declare_deed(
    "went back on thing", _l("a remis comme avant l’objet « %(title)s »"), scopes=LENDING
)
TOOK_BREAK = declare_deed(
    "took lending break", _l("a noté des jours sans prêt : %(title)s"), scopes=LENDING
)
ENDED_BREAK = declare_deed(
    "ended lending break", _l("a retiré des jours sans prêt : %(title)s"), scopes=LENDING
)
