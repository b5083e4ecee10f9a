"""What this slice announces to the house."""

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.parts import Part
from neighbourhood.foundation.storing import dispatches
from neighbourhood.foundation.web.menu import Place, Task, Whose
from neighbourhood.people import holdings
from neighbourhood.people.views import directory, mails, person
from neighbourhood.people.views.blueprint import bp

_TITLE, _SOFT = _l("Personnes"), _l("trouver un compte, aider, limiter, fermer")

PART = Part(
    name="people",
    blueprints=(bp,),
    views=(directory, mails, person),
    holdings=(holdings,),
    place=Place.DESK,
    administration=(
        Task(10, Whose.INSTANCE, "people.index", "users", _TITLE, _SOFT),
        Task(10, Whose.TOWN, "people.town", "users", _TITLE, _SOFT),
        Task(
            15,
            Whose.INSTANCE,
            "people.running_it",
            "key-round",
            _l("Responsables"),
            _l("qui administre quoi, commune par commune"),
        ),
        Task(
            75,
            Whose.INSTANCE,
            "people.mails",
            "mail",
            _l("E-mails envoyés"),
            _l("partis, à réessayer, échoués"),
            waiting=lambda _town: dispatches.count_failed(),
        ),
    ),
)
