"""Why a need, another version of it, a proof or thanks cannot be written where it stands."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from neighbourhood.needs.models import NeedStatus
from neighbourhood.needs.versions import RevisionOf

_NOT_NOW: Mapping[NeedStatus, LazyString] = {
    NeedStatus.DRAFT: _l("Ce besoin n’est pas encore publié : modifiez-le ici, puis envoyez-le."),
    NeedStatus.RETURNED: _l("Ce besoin est à reprendre : modifiez-le ici, puis renvoyez-le."),
    NeedStatus.SUBMITTED: _l(
        "Ce besoin attend sa relecture. Il se modifie si votre collègue le renvoie avec une "
        "remarque."
    ),
    NeedStatus.APPROVED: _l(
        "Ce besoin est relu : il sera publié avec d’autres. Pour en changer le texte, retirez-le "
        "et écrivez-le de nouveau."
    ),
    NeedStatus.WITHDRAWN: _l("Ce besoin est retiré : il ne se modifie plus. Écrivez-en un autre."),
}


def why_not_now(status: NeedStatus, about: RevisionOf | None) -> LazyString:
    """Say why a need, another version of it or a proof cannot be written where it stands."""
    if status in _NOT_NOW:
        return _NOT_NOW[status]
    if about is RevisionOf.THANKS:
        return _l(
            "On remercie une seule fois, quand tout l’argent est réuni et que quelqu’un a donné."
        )
    if about is RevisionOf.PROOF:
        return _l(
            "La preuve s’écrit une fois tout l’argent réuni. La collecte est encore en cours."
        )
    return _l(
        "Ce besoin est publié. Pour changer ce que les voisins lisent, écrivez une correction : "
        "elle est relue avant d’être montrée."
    )
