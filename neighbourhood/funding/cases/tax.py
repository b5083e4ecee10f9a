"""What is read of tax receipts before somebody presses, what is told, and what is noted."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.web.facts import Fact, Fields, said_by
from neighbourhood.foundation.web.versions import Weighed
from neighbourhood.foundation.words.money import euros
from neighbourhood.funding.models.tax import TaxDrawingStatus
from neighbourhood.funding.queries.donors import Donor
from neighbourhood.funding.queries.tax_papers import has_drawn
from neighbourhood.notifications.kinds import Importance, declare
from neighbourhood.residents.kinds import AT_CLOSING, SIGHTS, AtClosing, SightKind

# What a donor reads before a partner learns their name.
READ_RIGHT = Weighed(
    partner=Fact(label=_l("Partenaire"), of="partner.name"),
    text=Fact(label=_l("Ce que dit la commune")),
    contact=Fact(label=_l("À qui écrire")),
)
# What the people of a town correct one after another.
READ_TERMS = Weighed(
    is_given=Fact(
        label=_l("Cet organisme remet des reçus fiscaux"),
        say=said_by({True: _l("oui"), False: _l("non")}),
        fields=Fields(
            lambda value: {"is_given": "y"} if value else {},
            lambda typed: bool(typed.get("is_given")),
        ),
    ),
    text=Fact(label=_l("Ce que lit une personne avant de demander son reçu")),
    address=Fact(label=_l("Adresse postale de l’organisme")),
    contact=Fact(label=_l("À qui écrire pour un reçu")),
)
READ_LIST = Weighed(
    reference=Fact(label=_l("Liste")),
    status=Fact(
        label=_l("Où elle en est"),
        say=said_by(
            {
                TaxDrawingStatus.DRAWN_UP: _l("attend l’accord d’une autre personne"),
                TaxDrawingStatus.ALLOWED: _l("prête"),
            }
        ),
    ),
    people=Fact(label=_l("Personnes")),
    cents=Fact(label=_l("Total"), say=euros),
)

LIST_TO_ALLOW = declare(
    "tax-list-to-allow",
    _l(
        "La liste %(number)s des reçus fiscaux de %(partner)s attend l’accord d’une autre personne."
    ),
    importance=Importance.WAITS,
    general=_l("Une liste de reçus fiscaux attend l’accord d’une autre personne"),
    headline=_l("Une liste de reçus fiscaux attend l’accord d’une autre personne"),
)
ON_A_LIST = declare(
    "tax-paper-drawn",
    _l(
        "%(partner)s a reçu votre nom, votre adresse et le total de vos dons de %(year)s, comme "
        "vous l’avez demandé, pour votre reçu fiscal."
    ),
    by_mail=True,
    general=_l("Votre demande de reçu fiscal est transmise"),
    headline=_l("Votre demande de reçu fiscal est transmise"),
)
NO_MORE = declare(
    "tax-receipts-end",
    _l(
        "%(partner)s ne donne plus de reçus fiscaux. Votre demande pour %(year)s n’a pas été "
        "transmise. Vous pouvez la retirer."
    ),
    by_mail=True,
    general=_l("Un organisme ne donne plus de reçus fiscaux"),
)
TOO_MUCH = declare(
    "tax-paper-too-much",
    _l(
        "Une banque a repris un don qui compte dans la liste %(number)s des reçus fiscaux de "
        "%(partner)s. La page dit quel reçu compte trop."
    ),
    importance=Importance.WAITS,
    general=_l("Un reçu fiscal compte trop : une banque a repris un don"),
    headline=_l("Un reçu fiscal compte trop : une banque a repris un don"),
)
LISTED = SIGHTS.declare(
    SightKind(
        code="funding.tax_listed",
        title=_l("Reçu fiscal : nom et adresse transmis à l’organisme"),
        told=_l("Votre reçu fiscal : nom et adresse transmis à l’organisme, à votre demande"),
        together=_l("Liste de reçus fiscaux : dressée"),
    )
).code
TAKEN = SIGHTS.declare(
    SightKind(code="funding.tax_taken", title=_l("Liste de reçus fiscaux : téléchargée"))
).code


def kept_for_partners(donor: Donor) -> list[str]:
    """Say what outlives an account or a mailbox: nothing, where no partner has a name."""
    said = gettext(
        "Un organisme a votre nom pour un reçu fiscal : il le garde six ans, comme la loi le "
        "demande. Une demande pas encore transmise est effacée."
    )
    return [said] if has_drawn(donor) else []


AT_CLOSING.declare(AtClosing(code="tax-papers", ends=kept_for_partners))
