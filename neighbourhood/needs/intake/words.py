"""How a file of needs is spoken of: where it stands, and what is wrong with a line."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from flask_babel import LazyString, ngettext
from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.web.facts import Fact, said_by, said_in_numbers
from neighbourhood.foundation.web.versions import Weighed
from neighbourhood.foundation.words.money import euros
from neighbourhood.needs.batches import NeedFileStatus
from neighbourhood.needs.intake.found import BANDS
from neighbourhood.needs.intake.lines import Fault

FILE_STATUSES: Mapping[NeedFileStatus, LazyString] = {
    NeedFileStatus.READING: _l("Vérification en cours"),
    NeedFileStatus.CHECKED: _l("À confirmer"),
    NeedFileStatus.WRITING: _l("Enregistrement en cours"),
    NeedFileStatus.SUBMITTED: _l("À relire"),
    NeedFileStatus.RETURNED: _l("Renvoyé avec une remarque"),
    NeedFileStatus.APPROVING: _l("Approbation en cours"),
    NeedFileStatus.DONE: _l("Terminé"),
    NeedFileStatus.DROPPED: _l("Abandonné"),
}
FAULTS: Mapping[Fault, LazyString] = {
    Fault.FORMULA: _l("Une case commence comme une formule (= + @). Écrivez la valeur."),
    Fault.NO_REFERENCE: _l("Il manque la référence."),
    Fault.LONG_REFERENCE: _l("La référence a plus de 60 signes."),
    Fault.PERSONAL_REFERENCE: _l(
        "La référence ressemble à un nom, à un numéro personnel, à un téléphone ou à une adresse "
        "e-mail. Prenez un numéro de dossier."
    ),
    Fault.TWICE: _l("Cette référence est déjà plus haut dans le fichier."),
    Fault.KIND: _l(
        "Cette sorte de besoin n’existe pas. Choisissez dans « Les sortes de besoins et les "
        "quartiers », sur la page d’envoi."
    ),
    Fault.QUARTIER: _l("Ce quartier n’existe pas dans la commune. Écrivez-le comme sur Palier."),
    Fault.NO_QUARTIER: _l("Il manque le quartier."),
    Fault.AMOUNT: _l("Le montant ne se lit pas. Écrivez par exemple 150,00."),
    Fault.DOUBTFUL_AMOUNT: _l(
        "Le montant peut se lire de deux façons. Écrivez 1250,00 ou 1,25 en entier."
    ),
    Fault.OUT_OF_RANGE: _l("Le montant va de 10 € à 5 000 €."),
    Fault.URGENCY: _l("L’urgence est : sous 7 jours, sous 30 jours ou sans urgence."),
    Fault.SETTLED: _l("Ce besoin est déjà financé ou réalisé : il ne change plus."),
    Fault.MOVED: _l("Ce besoin est publié : sa sorte et son quartier ne changent plus."),
    Fault.BELOW_GIVEN: _l("Des voisins ont déjà donné plus que ce montant."),
    Fault.BEING_CORRECTED: _l("Une correction de ce besoin attend déjà sa relecture."),
    Fault.CHANGED_SINCE: _l("Ce besoin a changé pendant l’enregistrement. Renvoyez le fichier."),
}
_FIGURES: Mapping[str, Callable[[int], str]] = {
    "created": lambda n: ngettext("%(num)d besoin à créer", "%(num)d besoins à créer", n),
    "changed": lambda n: ngettext("%(num)d besoin à changer", "%(num)d besoins à changer", n),
    "closed": lambda n: ngettext("%(num)d besoin à fermer", "%(num)d besoins à fermer", n),
    "refused": lambda n: ngettext("%(num)d ligne à corriger", "%(num)d lignes à corriger", n),
    "approved": lambda n: ngettext("%(num)d besoin approuvé", "%(num)d besoins approuvés", n),
}


# What is confirmed, or approved, is what was read.
READ_FILE = Weighed(
    status=Fact(label=_l("Où il en est"), say=said_by(FILE_STATUSES)),
    figures=Fact(label=_l("Ce qui changera"), say=said_in_numbers(_FIGURES)),
)
MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Faulty:
    """One thing that is wrong, with the first lines where it is, and how many there are."""

    words: LazyString
    lines: list[int]
    number: int


def grouped(faults: Iterable[tuple[int, str]]) -> list[Faulty]:
    """Return what is wrong with the lines of a file, each thing once."""
    lines: dict[Fault, list[int]] = {}
    for line, code in faults:
        lines.setdefault(Fault(code), []).append(line)
    return [
        Faulty(words, lines[fault][:MOST_SHOWN], len(lines[fault]))
        for fault, words in FAULTS.items()
        if fault in lines
    ]


def band(place: int) -> str:
    """Say a band of amounts."""
    if place == 0:
        return str(_l("moins de %(most)s", most=euros(BANDS[0])))
    if place == len(BANDS):
        return str(_l("%(least)s et plus", least=euros(BANDS[-1])))
    least, most = euros(BANDS[place - 1]), euros(BANDS[place])
    return str(_l("de %(least)s à %(most)s", least=least, most=most))
