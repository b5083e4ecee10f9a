"""What shows that the money of a need was spent, as the receipt of a gift names it."""

from collections.abc import Mapping

from flask_babel import LazyString, format_date
from flask_babel import lazy_gettext as _l

from neighbourhood.needs.models import Need, NeedStatus, ProofKind

_SPENT: Mapping[ProofKind, LazyString] = {
    ProofKind.INVOICE: _l("facture du %(day)s"),
    ProofKind.VOUCHER: _l("bon d’achat du %(day)s"),
    ProofKind.PURCHASE: _l("achat du %(day)s"),
    ProofKind.TRANSFER: _l("virement au fournisseur du %(day)s"),
}


def spent_by(need: Need) -> str:
    """Say what shows how the money of a need was spent, with its day; nothing before its proof."""
    if need.status is not NeedStatus.PROVED or need.proof_kind is None or need.proof_on is None:
        return ""
    return str(_SPENT[need.proof_kind]) % {"day": format_date(need.proof_on, "d MMMM y")}
