"""What neighbours are told about their gifts, and what each line of a receipt says."""

from types import MappingProxyType

from flask_babel import lazy_gettext as _l

from neighbourhood.funding.models import TransferKind
from neighbourhood.notifications.kinds import declare

MOVEMENT_WORDS = MappingProxyType(
    {
        TransferKind.GIFT: _l("Don reçu"),
        TransferKind.LATE_PAYMENT: _l("Paiement reçu trop tard, à vous rendre"),
        TransferKind.RETURN: _l("Besoin retiré, don à vous rendre"),
        TransferKind.REFUND: _l("Don rendu"),
    }
)

RECEIVED = declare(
    "gift-received", _l("Merci, votre don de %(amount)s est bien arrivé : « %(title)s ».")
)
FUNDED = declare(
    "gift-need-funded", _l("« %(title)s » est financé, et vous y êtes pour quelque chose.")
)
PROVED = declare(
    "gift-need-proved", _l("« %(title)s » : voyez à quoi votre don a servi."), by_mail=True
)
OWED_BACK = declare(
    "gift-owed-back",
    _l("Votre don de %(amount)s n’est plus nécessaire et vous sera rendu : « %(title)s »."),
    by_mail=True,
)
REFUNDED = declare("gift-refunded", _l("Votre don de %(amount)s vous a été rendu : « %(title)s »."))
