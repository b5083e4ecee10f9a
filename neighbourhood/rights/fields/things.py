"""What is held of things to lend: its columns, and the values of them, in words."""

from types import MappingProxyType

from flask_babel import lazy_gettext as _l

COLUMNS = MappingProxyType(
    {
        "condition": _l("état"),
        "worth": _l("ce qu’il vaut"),
        "deposit": _l("caution"),
        "renewals": _l("prolongations possibles"),
        "retired_at": _l("n’est plus prêté depuis le"),
        "first_day": _l("premier jour"),
        "last_day": _l("dernier jour"),
        "sought": _l("sorte d’annonce"),
        "sought_id": _l("annonce"),
        "seeker_id": _l("proposé à"),
    }
)
VALUES = MappingProxyType(
    {
        "item": _l("objet à prêter"),
        "new": _l("comme neuf"),
        "good": _l("en bon état"),
        "worn": _l("a bien servi"),
        "tricky": _l("a un petit défaut"),
        "on shelf": _l("sur l’étagère"),
        "aside": _l("mis de côté"),
        "retired": _l("n’est plus prêté"),
    }
)
