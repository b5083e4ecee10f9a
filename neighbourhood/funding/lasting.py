"""Gifts that last: what is refused of monthly ones, what donors are told, what ends at closing."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.words.money import euros
from neighbourhood.funding.queries import monthly
from neighbourhood.notifications.kinds import declare
from neighbourhood.residents.kinds import AT_CLOSING, AtClosing
from neighbourhood.residents.models.residents import Resident


class NotMonthly(DomainError):
    """What one gives to will be complete one day, or is offered no more."""

    sentence = _l("On ne peut pas donner chaque mois pour cela. Donnez une fois.")


class AlreadyMonthly(DomainError):
    """Somebody with an account gives each month to the same thing already."""

    sentence = _l(
        "Vous donnez déjà chaque mois pour cela. Pour changer le montant, arrêtez d’abord ce don "
        "mensuel dans « Mes dons »."
    )


# Why a month of a monthly gift was skipped, or why it ended.
HELD, UNANSWERED, CLOSED = "held", "unanswered", "closed"
MONTHLY_SKIPPED = declare(
    "gift-monthly-skipped",
    _l(
        "Il ne manque rien ce mois-ci : « %(title)s ». Votre don mensuel de %(amount)s n’est pas "
        "pris. Il reviendra un mois où il manquera quelque chose."
    ),
    by_mail=True,
    variants={
        HELD: _l(
            "Votre don mensuel de %(amount)s n’est pas pris ce mois-ci : « %(title)s ». En ce "
            "moment, vous ne pouvez pas donner pour cela."
        ),
        UNANSWERED: _l(
            "La banque n’a pas répondu pour votre don mensuel de %(amount)s : « %(title)s ». Nous "
            "ne le demandons plus ce mois-ci. S’il est tout de même pris, il compte, ou vous sera "
            "rendu."
        ),
    },
    general=_l("Votre don mensuel n’est pas pris ce mois-ci"),
)
MONTHLY_REFUSED = declare(
    "gift-monthly-refused",
    _l(
        "Votre banque n’a pas accepté votre don mensuel de %(amount)s : « %(title)s ». Rien n’a "
        "été débité. Pour donner ce mois-ci, faites-le vous-même ; sinon, vous n’avez rien à "
        "faire. Si elle refuse encore le mois prochain, tout s’arrête."
    ),
    by_mail=True,
    general=_l("Votre banque n’a pas accepté votre don mensuel"),
)
MONTHLY_STOPPED = declare(
    "gift-monthly-stopped",
    _l(
        "Votre don mensuel de %(amount)s est arrêté, parce que votre banque ne l’accepte pas : "
        "« %(title)s ». Rien n’a été débité. Si vous voulez, donnez de nouveau avec une autre "
        "carte."
    ),
    by_mail=True,
    variants={
        CLOSED: _l(
            "Votre don mensuel de %(amount)s est arrêté, parce que la ville ne propose plus "
            "« %(title)s ». Rien n’a été débité. Ce que vous avez donné reste à ce que vous "
            "souteniez."
        )
    },
    general=_l("Votre don mensuel est arrêté"),
)


def _stops_monthly(resident: Resident) -> list[str]:
    return [
        gettext(
            "Votre don mensuel de %(amount)s s’arrête : « %(title)s ».",
            amount=euros(each.amount_cents),
            title=each.fund.title,
        )
        for each in monthly.of_donor(resident)
    ]


AT_CLOSING.declare(AtClosing(code="monthly gifts", ends=_stops_monthly))
