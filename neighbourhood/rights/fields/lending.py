"""How the columns and the values of what is lent and borrowed are called by people."""

from flask_babel import lazy_gettext as _l

COLUMNS = {
    "moment": _l("à quel moment"),
    "notes": _l("notes"),
    "reminded": _l("dernier rappel"),
    "renewed": _l("fois où il a été gardé plus longtemps"),
    "said_back_at": _l("dit rendu le"),
    "says": _l("sorte de texte"),
    "told_at": _l("prévenu le"),
}
VALUES = {
    "loan check": _l("notes sur l’état d’un objet"),
    "loan incident": _l("souci avec un objet"),
    "incident voice": _l("récit d’un souci avec un objet"),
    "loan word": _l("mot après un prêt"),
    "loan": _l("prêt"),
    "borrow": _l("prêt cherché"),
    "not returned": _l("pas rendu"),
    "called off": _l("annulé"),
    "soon": _l("deux jours avant la fin"),
    "today": _l("le dernier jour"),
    "late": _l("en retard"),
    "out": _l("au départ"),
    "broken": _l("abîmé"),
    "heard": _l("chacun a raconté"),
    "unsettled": _l("clos sans accord"),
    "account": _l("récit"),
    "proposal": _l("proposition"),
}
