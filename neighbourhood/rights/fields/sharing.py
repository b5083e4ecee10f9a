"""What is held of what people share in groups: its columns, and the values of them, in words."""

from types import MappingProxyType

from flask_babel import lazy_gettext as _l

COLUMNS = MappingProxyType(
    {
        "asked": _l("ce qu’on demande"),
        "several": _l("plusieurs réponses possibles"),
        "named": _l("on voit qui a répondu quoi"),
        "closes_at": _l("on répond jusqu’au"),
        "position": _l("place dans la liste"),
        "starts_at": _l("moment proposé"),
        "wanted": _l("combien de personnes il faut"),
        "wanted_on": _l("pour le jour"),
        "done_at": _l("fait le"),
        "removed_at": _l("retiré le"),
        "paper": _l("sorte de fichier"),
        "weight": _l("poids, en octets"),
        "alt": _l("ce que montre la photo"),
    }
)
VALUES = MappingProxyType(
    {
        "poll": _l("sondage"),
        "task_list": _l("liste de tâches"),
        "pinned_note": _l("note épinglée"),
        "group_file": _l("fichier d’un groupe"),
        "days": _l("des jours"),
        "choices": _l("un choix"),
        "shown": _l("visible"),
        "pdf": _l("document PDF"),
        "webp": _l("photo"),
        "txt": _l("texte"),
        "ics": _l("calendrier"),
    }
)
