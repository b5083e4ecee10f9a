"""What this slice refuses."""

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.errors import Busy


class SearchBeingPrepared(Busy):
    """The streets are being written for the first time: nothing can be looked up yet."""

    sentence = _l(
        "La recherche d’adresses se prépare. Réessayez dans une minute : ce que vous avez écrit "
        "reste là."
    )
