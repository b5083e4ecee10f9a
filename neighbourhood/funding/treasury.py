"""Who may move the money of a town, and why it does not move."""

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.errors import DomainError, Forbidden, Wrong
from neighbourhood.foundation.storing.moves import IllegalMove
from neighbourhood.funding.models.covering import CoverPayment
from neighbourhood.funding.models.paying import BankAccount, PayOut
from neighbourhood.funding.models.tax import TaxDrawing
from neighbourhood.funding.queries import accounts, paying, standings
from neighbourhood.partners.models import Partner, StaffRole
from neighbourhood.partners.policies.staffing import has_role
from neighbourhood.partners.queries.staff import works_for_town
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.queries.housemates import is_of_one_home


class SecondPerson(Forbidden):
    """Whoever began it, or lives with who did, would also allow it."""

    code = "second_person"
    sentence = _l(
        "L’argent passe par deux personnes : ni celle qui a commencé, ni quelqu’un de la même "
        "adresse. Une autre personne de la commune doit le faire."
    )


class WorksForPayee(Forbidden):
    """Whoever looks after the money of a partner would allow what it receives."""

    code = "works_for_payee"
    sentence = _l(
        "Vous suivez les versements de cet organisme : une autre personne de la commune décide."
    )


class MoneyMovedOn(IllegalMove):
    """The pay-out, or the account, is no longer at the point where this can be done."""

    sentence = _l("Cela a changé entre-temps. Rechargez la page pour voir où en est l’argent.")


class AnotherNumber(Wrong):
    """The second person typed another number than the first one."""

    sentence = _l(
        "Ce numéro n’est pas celui qui a été écrit d’abord. Relisez le relevé d’identité bancaire. "
        "Si c’est bien celui-ci, refusez ce compte : il faut l’écrire de nouveau."
    )


class NoAccount(DomainError):
    """There is no confirmed account to pay to, or from, or another one waits to be confirmed."""

    sentence = _l(
        "Il faut un compte confirmé pour la commune et un pour le partenaire, et qu’aucun autre "
        "n’attende d’être confirmé."
    )


class AccountChanged(DomainError):
    """An account is not any more the one that the pay-out was drawn up for."""

    sentence = _l(
        "Un compte bancaire a changé depuis que ce versement est préparé. Abandonnez-le, puis "
        "préparez-en un autre."
    )


class AmountChanged(DomainError):
    """What a pay-out is for is not all there any more."""

    sentence = _l(
        "L’argent d’un des besoins n’est plus tout là : un don est contesté ou revenu en arrière. "
        "Abandonnez ce versement, puis préparez-en un autre."
    )


class NothingToPay(DomainError):
    """Nothing is complete, or all of it is in another pay-out."""

    sentence = _l("Il n’y a rien à verser à ce partenaire pour l’instant.")


class PaymentWaits(DomainError):
    """Another payment of the town waits for a second person."""

    sentence = _l("Un autre paiement de la commune attend d’être confirmé.")


class MoreThanCovered(Wrong):
    """More would be paid in than is still missing."""

    sentence = _l("La commune doit encore %(missing)s. Écrivez un montant jusque-là.")


class PaidOutAlready(DomainError):
    """Money was paid out: what it was for cannot be taken back as if it were still there."""

    sentence = _l(
        "De l’argent a déjà été versé pour ce besoin. Dites à quoi il a servi, ou rendez-le à la "
        "commune."
    )


class MoreThanRaised(Wrong):
    """A proof tells of more money than neighbours gave."""

    sentence = _l("Les voisins ont donné %(raised)s. Écrivez un montant jusque-là.")


class MoreThanThere(Wrong):
    """More would come back than the partner has."""

    sentence = _l("Le partenaire a encore %(there)s. Écrivez un montant jusque-là.")


class YearNotOver(DomainError):
    """A list of receipts would be drawn before all of its year is known."""

    sentence = _l("Cette année n’est pas finie : la liste se prépare à partir du 1er janvier.")


class NobodyToList(DomainError):
    """Nobody asked for a receipt whose gifts were paid out."""

    sentence = _l("Personne à inscrire : aucune demande de reçu pour de l’argent déjà versé.")


class OneListAYear(DomainError):
    """There is a list for the same year: two would say who gave to what was paid out between."""

    sentence = _l("Il y a déjà une liste pour cette année : il n’y en a qu’une par an.")


class TooFewToList(DomainError):
    """A list would be of so few people, or needs, that it says who gave to which."""

    sentence = _l(
        "Cette liste ferait deviner qui a donné pour quel besoin : il faut au moins %(fewest)s "
        "personnes qui demandent un reçu, et au moins %(fewest)s besoins versés. Attendez d’autres "
        "demandes ou d’autres versements."
    )


class ListMade(DomainError):
    """The one list of the year is made, without this donor."""

    sentence = _l(
        "L’organisme a déjà fait sa liste de cette année, et il n’y en a qu’une. Pour un reçu, "
        "écrivez-lui : %(contact)s."
    )


class PaperDrawn(DomainError):
    """The partner has the name: it cannot be taken back, nor changed."""

    sentence = _l(
        "L’organisme a déjà votre nom et votre adresse : on ne peut plus rien changer ici. "
        "Écrivez-lui : %(contact)s."
    )


class AnotherOfTheTeam(Forbidden):
    """Whoever drew up a list, or lives with who did, would also allow it."""

    code = "another_of_the_team"
    sentence = _l(
        "Une liste de noms passe par deux personnes : ni celle qui l’a préparée, ni quelqu’un de "
        "la même adresse."
    )


class StillActing(DomainError):
    """The partner may act: its needs are its own."""

    sentence = _l("Ce partenaire agit toujours : ses besoins restent ouverts.")


def runs_money_of(actor: Actor, municipality_id: int) -> bool:
    """Those who run the site for the town, or for all of them, in their own name."""
    if not actor.is_oneself:
        return False
    here = works_for_town(actor.resident, municipality_id, StaffRole.ADMINISTER)
    return bool(actor.resident.is_administrator) or here


def follows_money_of(actor: Actor, partner: Partner) -> bool:
    """Those of its staff who follow what it is paid."""
    return actor.is_oneself and has_role(actor.resident, partner, StaffRole.PAY_OUT)


def works_for_payee(actor: Actor, partner: Partner | None) -> bool:
    """Whether `actor` follows what the partner is paid: they do not allow it as well."""
    return partner is not None and has_role(actor.resident, partner, StaffRole.PAY_OUT)


def may_confirm(actor: Actor, account: BankAccount) -> bool:
    """Another person of the town than who entered it, of another home, not of the partner."""
    here = runs_money_of(actor, account.municipality_id) and account.is_entered
    apart = not is_of_one_home(actor.resident, {account.entered_by_id})
    return here and apart and not works_for_payee(actor, account.partner)


def may_approve(actor: Actor, pay_out: PayOut) -> bool:
    """Another person of the town than who drew it up, of another home, not of the partner."""
    here = runs_money_of(actor, pay_out.municipality_id) and pay_out.is_drawn_up
    apart = not is_of_one_home(actor.resident, {pay_out.author_id})
    return here and apart and not works_for_payee(actor, pay_out.partner)


def may_confirm_cover(actor: Actor, payment: CoverPayment) -> bool:
    """Another person of the town than who wrote it, of another home."""
    here = runs_money_of(actor, payment.municipality_id) and payment.is_entered
    return here and not is_of_one_home(actor.resident, {payment.entered_by_id})


def goes_by_the_same_accounts(pay_out: PayOut) -> bool:
    """Whether both accounts are still the ones in force, and nobody asks for others."""
    return all(
        accounts.accounts_beside(each).in_force is each
        for each in (pay_out.account, pay_out.debtor)
    )


def is_all_there(pay_out: PayOut) -> bool:
    """Whether each fund may still be paid what it was drawn up for; its funds are held."""
    return all(
        line.cents <= standings.standing_of(line.fund).payable
        and line.fund.missing_cents == 0
        and not paying.is_disputed(line.fund)
        for line in pay_out.lines
    )


def may_allow(actor: Actor, drawing: TaxDrawing) -> bool:
    """Another person of the team or of the town than who drew a list up, of another home."""
    follows = follows_money_of(actor, drawing.partner)
    here = follows or runs_money_of(actor, drawing.partner.municipality_id)
    apart = not is_of_one_home(actor.resident, {drawing.author_id})
    return here and apart and drawing.is_drawn_up
