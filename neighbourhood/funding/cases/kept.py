"""A gift that went back after its money was paid out or spent, in words: the partner keeps all."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from neighbourhood.funding.models.provider import CaseKind, MoneyCase
from neighbourhood.funding.queries import standings

_HAPPENED: Mapping[CaseKind, LazyString] = {
    CaseKind.DISPUTE_LOST: _l("La banque a remboursé la personne."),
    CaseKind.REFUND_ELSEWHERE: _l(
        "Quelqu’un a rendu ce don, ou une partie, sur le site de la banque et non ici."
    ),
}
_ALL_COVERED = _l(
    "Le besoin reste financé. La commune couvre cette somme. Rien n’est demandé au partenaire."
)
_PARTLY_COVERED = _l(
    "Le besoin reste financé. La commune couvre ce qui manque. Rien n’est demandé au partenaire."
)
_NOTHING_MISSING = _l("Le besoin reste financé. Rien n’est demandé au partenaire.")
_TODO: Mapping[CaseKind, LazyString] = {
    CaseKind.DISPUTE_LOST: _l("Il n’y a rien à demander au partenaire. Fermez ce dossier."),
    CaseKind.REFUND_ELSEWHERE: _l(
        "Demandez qui l’a fait et pourquoi. Il n’y a rien à demander au partenaire."
    ),
}


def happened(case: MoneyCase) -> str:
    """Say what went back, and who bears it; nothing of other cases, and before anything left."""
    if not _is_kept(case):
        return ""
    return f"{_HAPPENED[case.kind]} {_who_bears_it(case)}"


def todo(case: MoneyCase) -> LazyString | None:
    """Say what a person can do about it, None where `happened` says nothing."""
    return _TODO[case.kind] if _is_kept(case) else None


def _is_kept(case: MoneyCase) -> bool:
    return case.kind in _HAPPENED and standings.standing_of(case.pledge.fund).kept > 0


def _who_bears_it(case: MoneyCase) -> LazyString:
    covered = standings.covered_cents(case.pledge.fund)
    if covered >= case.amount_cents:
        return _ALL_COVERED
    return _PARTLY_COVERED if covered else _NOTHING_MISSING
