"""What residents read of themselves before they change it."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.web.facts import Fact, said_by
from neighbourhood.foundation.web.versions import Reading
from neighbourhood.foundation.words.localisation import LANGUAGES


def _yes_or_no(chosen: bool | None) -> str:
    return str(gettext("oui") if chosen else gettext("non"))


READ_PROFILE = Reading(
    full_name=Fact(label=_l("Prénom et nom")), about=Fact(label=_l("Quelques mots sur vous"))
)
READ_KEY = Reading(name=Fact(label=_l("Nom de la clé")))
READ_COMFORT = Reading(
    comfort=Fact(label=_l("Affichage confort"), say=_yes_or_no),
    language=Fact(label=_l("Langue"), say=said_by(LANGUAGES)),
)
READ_SHOWN = Reading(
    shows_full_name=Fact(label=_l("Nom entier dans le quartier"), say=_yes_or_no),
    shows_street=Fact(label=_l("Nom de la rue"), say=_yes_or_no),
)
