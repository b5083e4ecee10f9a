"""What one reads when a proof is refused."""

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.errors import DomainError, TooMany, Wrong


class AlreadyHome(DomainError):
    """The address of this account is already proved."""

    sentence = _l("Votre adresse est déjà confirmée : vous n’avez plus rien à faire.")


class OutsideQuartiers(DomainError):
    """No quartier holds this address."""

    sentence = _l(
        "Palier n’est pas encore ouvert à cette adresse. Choisissez une adresse de la ville."
    )


class TooSoon(TooMany):
    """The last letter is too recent."""

    code = "letter_too_soon"
    sentence = _l(
        "Une lettre est déjà en route. Vous pourrez en demander une autre dans quelques jours."
    )


class TooManyLetters(TooMany):
    """Too many letters; the sentence is the same whether the account or the address is meant."""

    sentence = _l(
        "Trop de lettres ont été demandées ces derniers temps. "
        "Passez à l’accueil de la mairie : on vous aidera sur place."
    )


class TooManyClaims(TooManyLetters):
    """An address was chosen too often, whoever lives there."""

    sentence = _l(
        "Trop de demandes ont été faites ces derniers temps. "
        "Passez à l’accueil de la mairie : on vous aidera sur place."
    )


class NotTakenHere(DomainError):
    """The town does not take this proof."""

    sentence = _l("Cette preuve n’est pas possible dans votre ville. Choisissez-en une autre.")


class LastMethod(DomainError):
    """A town takes at least one proof that needs no neighbour."""

    sentence = _l(
        "Gardez au moins une preuve que tout le monde peut choisir : une lettre, le guichet ou un "
        "document. Avec les autres, la première personne d’un quartier ne pourrait pas commencer."
    )


class NothingToConfirm(DomainError):
    """There is no code to type."""

    sentence = _l("Aucun code n’est en attente pour vous. Choisissez d’abord votre adresse.")


class NothingToWithdraw(DomainError):
    """The proof was taken back by somebody else, or its owner has moved since."""

    sentence = _l(
        "Il n’y a plus rien à retirer : cette preuve l’est déjà, ou cette personne a déménagé."
    )


class BrokenDocument(Wrong):
    """The file is neither a photo nor a PDF that can be read."""

    sentence = _l(
        "Nous n’arrivons pas à ouvrir ce document. "
        "Envoyez un PDF de moins de 12 Mo, ou une photo nette (JPEG, PNG, WebP ou HEIC)."
    )


class NothingToVouchFor(DomainError):
    """The claim ended, or the code of the invite is too old."""

    sentence = _l(
        "Cette demande est terminée, ou son code est trop ancien. "
        "Demandez à cette personne où elle en est."
    )


class OtherQuartier(DomainError):
    """Vouchers live in the quartier of the newcomer."""

    sentence = _l("Pour se porter garant, il faut une adresse vérifiée dans le même quartier.")


class SameHousehold(DomainError):
    """The sentence is the same whoever vouched before, and wherever they live."""

    sentence = _l(
        "Les deux garants doivent habiter deux autres logements. "
        "Quelqu’un d’autre doit se porter garant."
    )


class VouchedTooOften(TooMany):
    """One person answers for a few others, not for a crowd."""

    sentence = _l(
        "Vous avez déjà répondu de trois personnes en trois mois. Quelqu’un d’autre doit le faire."
    )


class TooNewToVouch(DomainError):
    """Whoever is here on the word of others waits before giving theirs."""

    sentence = _l(
        "Des voisins se sont portés garants pour vous il y a moins de trois mois : "
        "vous ne pouvez pas encore le faire pour d’autres."
    )


class OwnMandateForm(DomainError):
    """Nobody records a form that they prepared, or by which they will act."""

    sentence = _l(
        "Vous avez préparé cette feuille, ou vous agirez par elle : une autre personne de "
        "l’accueil doit l’enregistrer."
    )


class PaperNotTakenHere(DomainError):
    """The town takes no proof at its desk, hence no form."""

    sentence = _l(
        "Votre ville ne prend pas de preuve d’adresse à l’accueil : cette feuille ne peut pas y "
        "être enregistrée."
    )


class WrongPerson(DomainError):
    """The account is not that of the person on the form."""

    sentence = _l("Ce compte n’est pas à cette adresse sous ce nom. Relisez la feuille.")


class StoppedMeanwhile(DomainError):
    """What staff were looking at was given up, replaced, or became too old."""

    sentence = _l(
        "Cette demande a été arrêtée ou remplacée entre-temps : rien n’est fait. Demandez à la "
        "personne de recommencer à la page « Mon adresse »."
    )


class DecidedMeanwhile(DomainError):
    """Somebody else decided what staff were looking at."""

    sentence = _l(
        "Cette demande a déjà reçu une réponse entre-temps : rien de plus n’est fait. La personne "
        "voit où elle en est à la page « Mon adresse »."
    )


class ReplacedMeanwhile(DomainError):
    """Another document waits in the place of the one that staff were reading."""

    sentence = _l(
        "Cette personne a envoyé un autre document entre-temps : rien n’est fait. Il vous attend "
        "dans les documents à lire."
    )


class PaperOfNoUse(DomainError):
    """A paper that was posted is noted already, or what it was for has ended."""

    sentence = _l("Rien n’a changé : quelqu’un l’a déjà fait, ou ce papier ne sert plus.")


class DisputeSettled(DomainError):
    """Somebody else looked into what people at an address had said."""

    sentence = _l("Ce signalement a été clos entre-temps : rien de plus n’est fait.")
