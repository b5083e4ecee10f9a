"""How the values and the columns of what tool libraries lend are said to people."""

from types import MappingProxyType

from flask_babel import lazy_gettext as _l

VALUES = MappingProxyType(
    {
        "lend": _l("prêter les outils d’une outilthèque"),
        "lent": _l("emprunté"),
        "missed": _l("pas retiré"),
        "not returned": _l("jamais rendu"),
        "library": _l("outilthèque"),
        "tool": _l("outil d’une outilthèque"),
        "tool loan": _l("emprunt à une outilthèque"),
    }
)
COLUMNS = MappingProxyType(
    {
        "borrower_id": _l("emprunté par"),
        "due_on": _l("à rapporter le"),
        "first_day": _l("à partir du"),
        "lent_at": _l("prêté le"),
        "lent_by_id": _l("prêté par"),
        "note_back": _l("noté au retour"),
        "note_lent": _l("noté au départ"),
        "renewed": _l("combien de fois prolongé"),
        "reminded": _l("dernier rappel"),
        "returned_to_id": _l("rendu à"),
        "tool_id": _l("outil"),
    }
)
