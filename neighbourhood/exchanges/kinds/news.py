"""What those hear who wrote a notice that ends, or answered it."""

from flask_babel import lazy_gettext as _l

from neighbourhood.exchanges.models.notices import HowEnded
from neighbourhood.notifications.kinds import Importance, declare

# What was told before it was said who ended a notice, and how.
declare(
    "exchanges.closed",
    _l("« %(title)s » : cette annonce est terminée"),
    importance=Importance.TELLS,
    general=_l("Une annonce est terminée"),
)
# To who was counted on: that nobody came stays between the author and the page.
CLOSED = {
    HowEnded.DONE: declare(
        "exchanges.done",
        _l("%(name)s a noté que c’est fait : « %(title)s »"),
        importance=Importance.TELLS,
    ),
    HowEnded.PARTLY: declare(
        "exchanges.partly done",
        _l("%(name)s a noté que c’est fait en partie : « %(title)s »"),
        importance=Importance.TELLS,
    ),
    HowEnded.NOBODY_CAME: declare(
        "exchanges.not done",
        _l("%(name)s a noté que cela ne s’est pas fait : « %(title)s »"),
        importance=Importance.TELLS,
    ),
    HowEnded.NOT_NEEDED: declare(
        "exchanges.not needed",
        _l("%(name)s a noté que ce n’est plus utile : « %(title)s »"),
        importance=Importance.TELLS,
    ),
    HowEnded.WITHDRAWN: declare(
        "exchanges.taken down",
        _l("%(name)s a retiré son annonce « %(title)s »"),
        importance=Importance.TELLS,
        general=_l("Une personne a retiré son annonce"),
    ),
}
# To who only offered to help.
DONE_BY_ANOTHER = declare(
    "exchanges.done by another",
    _l("« %(title)s » : c’est fait, avec quelqu’un d’autre. Merci d’avoir proposé votre aide"),
    importance=Importance.TELLS,
    general=_l("C’est fait, avec quelqu’un d’autre"),
)
GIVEN_TO_ANOTHER = declare(
    "exchanges.given to another",
    _l("« %(title)s » : c’est donné, à quelqu’un d’autre. Merci d’avoir demandé"),
    importance=Importance.TELLS,
    general=_l("C’est donné, à quelqu’un d’autre"),
)
ENDING = declare(
    "exchanges.ending",
    _l("« %(title)s » se termine dans quelques jours. Prolongez d’un mois si vous voulez"),
    importance=Importance.WAITS,
    general=_l("Une de vos annonces se termine dans quelques jours"),
)
