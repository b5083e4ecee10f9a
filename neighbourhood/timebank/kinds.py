"""The code of the switch, what its news say, how a duration is said."""

from flask_babel import lazy_gettext as _l

from neighbourhood.notifications.kinds import Importance, declare

TIME = "timebank"

NOTED = declare(
    "timebank.noted",
    _l("%(name)s a noté %(time)s pour votre aide : « %(title)s »"),
    importance=Importance.TELLS,
    headline=_l("%(name)s a noté %(time)s pour votre aide"),
    general=_l("Une personne a noté du temps pour votre aide"),
)
TAKEN_BACK = declare(
    "timebank.taken back",
    _l("%(name)s a repris %(time)s, notées par erreur : « %(title)s »"),
    importance=Importance.TELLS,
    general=_l("Une personne a repris le temps noté par erreur"),
)
GIVEN_BACK = declare(
    "timebank.given back",
    _l("%(name)s vous rend %(time)s : « %(title)s »"),
    importance=Importance.TELLS,
    general=_l("Une personne vous rend le temps que vous aviez noté"),
)


def say_time(minutes: int) -> str:
    """Say a duration, the same in both languages: 45 min, 2 h, 1 h 30 min."""
    hours, rest = divmod(abs(minutes), 60)
    if not hours:
        return f"{rest}\u00a0min"
    return f"{hours}\u00a0h\u00a0{rest}\u00a0min" if rest else f"{hours}\u00a0h"


def say_balance(minutes: int) -> str:
    """Say what stands on an account, with its sign when it is below nothing."""
    return f"−{say_time(minutes)}" if minutes < 0 else say_time(minutes)
