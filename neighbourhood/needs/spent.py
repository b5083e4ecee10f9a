"""What shows that the money of a need was spent, as the receipt of a gift names it."""

from collections.abc import Mapping

from flask_babel import LazyString, format_date
from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.words.elision import fill
from neighbourhood.needs.models import Need, NeedStatus, ProofKind

_SPENT: Mapping[ProofKind, LazyString] = {
    ProofKind.INVOICE: _l("facture, %(month)s"),
    ProofKind.VOUCHER: _l("bon d’achat, %(month)s"),
    ProofKind.PURCHASE: _l("achat, %(month)s"),
    ProofKind.TRANSFER: _l("virement au fournisseur, %(month)s"),
}


def spent_by(need: Need) -> str:
    """Say what shows how the money of a need was spent, and in which month; nothing before that."""
    if need.status is not NeedStatus.PROVED or need.proof_kind is None or need.proof_on is None:
        return ""
    return fill(str(_SPENT[need.proof_kind]), {"month": format_date(need.proof_on, "MMMM y")})
