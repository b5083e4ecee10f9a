"""What this slice refuses."""

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.errors import Busy


class SearchBeingPrepared(Busy):
    """The streets are being written for the first time: nothing can be looked up yet."""

    sentence = _l(
        "La recherche d’adresses se prépare. Réessayez dans une minute : ce que vous avez écrit "
        "reste là."
    )


class ListUnreachable(Busy):
    """The national list of communes does not answer."""

    sentence = _l(
        "La liste des communes ne répond pas. Réessayez dans une minute, ou écrivez vous-même le "
        "nom et le code de la commune."
    )
