"""What is told of hellos and of welcomes."""

from flask_babel import lazy_gettext as _l

from neighbourhood.directory.models import Hello
from neighbourhood.directory.queries import welcomes
from neighbourhood.notifications.actions import notify, settle
from neighbourhood.notifications.kinds import Importance, declare
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries.neighbours import called

WELCOME_PAGE = "/voisins/bienvenue"

GREETED = declare(
    "directory.greeted",
    _l("%(name)s vous dit bonjour"),
    importance=Importance.WAITS,
)
ANSWERED = declare(
    "directory.answered",
    _l("%(name)s répond à votre bonjour"),
    importance=Importance.COUNTS,
)
DECLINED = declare(
    "directory.declined",
    _l("%(name)s vous remercie de votre bonjour, mais pas cette fois"),
    importance=Importance.TELLS,
    headline=_l("%(name)s : merci, mais pas cette fois"),
)
WELCOMED = declare(
    welcomes.WELCOMED,
    _l("Des voisins vous souhaitent la bienvenue dans le quartier"),
    importance=Importance.TELLS,
)


def tell_greeted(hello: Hello, *, by: Actor) -> None:
    """Tell who is greeted."""
    name = called(by.resident, hello.greeted)
    notify(hello.greeted_id, GREETED, path=hello.path, by=by.id, name=name)


def tell_answered(hello: Hello, page: str, *, by: Actor) -> None:
    """Tell who greeted that they may talk; what waited for an answer waits no more."""
    settle(hello.path, GREETED, DECLINED)
    name = called(by.resident, hello.greeter)
    notify(hello.greeter_id, ANSWERED, path=page, also=hello.path, by=by.id, name=name)


def tell_declined(hello: Hello, *, by: Actor) -> list[int]:
    """Tell who greeted, gently and without a mail; return what had waited for an answer."""
    waited = settle(hello.path, GREETED)
    name = called(by.resident, hello.greeter)
    notify(hello.greeter_id, DECLINED, path=hello.path, by=by.id, name=name)
    return waited


def tell_welcomed(resident: Resident) -> None:
    """Tell a newcomer once, without a mail, where neighbours welcome them."""
    if welcomes.welcomes_for(resident, most=1) and not welcomes.was_told(resident.id):
        notify(resident.id, WELCOMED, path=WELCOME_PAGE)
