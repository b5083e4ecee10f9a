"""How the columns and the values of days missed and of time noted are called by people."""

from types import MappingProxyType

from flask_babel import lazy_gettext as _l

COLUMNS = MappingProxyType(
    {
        "minutes": _l("minutes"),
        "noted_at": _l("noté le"),
        "said_at": _l("dit le"),
        "time": _l("durée"),
        "turn": _l("numéro d’ordre"),
    }
)
VALUES = MappingProxyType(
    {
        "called": _l("a été prévenu"),
        "covered": _l("quelqu’un vient à la place"),
        "given back": _l("rendu"),
        "noted": _l("noté"),
    }
)
