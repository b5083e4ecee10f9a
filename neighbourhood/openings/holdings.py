"""What is held of who waits for a quartier."""

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.personal import HOLDINGS, Basis, Holding, impersonal
from neighbourhood.foundation.storing.rows import erasing_of, rows_of
from neighbourhood.openings.models.waiting import Waiting

HOLDINGS.declare(
    Holding(
        code="waiting",
        title=_l("Votre place sur la liste d’un quartier"),
        purpose=_l("Pour vous prévenir quand votre quartier ouvre."),
        basis=Basis.CONSENT,
        tables=frozenset({"waiting"}),
        kept=_l("jusqu’à l’ouverture du quartier, ou jusqu’à ce que vous quittiez la liste"),
        read=rows_of(Waiting),
        erase=erasing_of(Waiting),
    )
)
impersonal(_l("des fichiers de cartes publiques en cours d’import, sans personne"), "town_file")
