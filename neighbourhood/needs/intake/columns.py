"""Which columns a file of needs has, and what their cells may say."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.words.giveaways.tokens import fold
from neighbourhood.needs.kinds import KINDS, URGENCIES
from neighbourhood.needs.models import NeedKind, Urgency


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its title in the template, how else it may be called, and what it holds."""

    title: str
    also: frozenset[str]
    hint: LazyString
    example: str


REFERENCE, KIND, QUARTIER, AMOUNT, URGENCY = "reference", "kind", "quartier", "amount", "urgency"
COLUMNS: Mapping[str, Column] = MappingProxyType(
    {
        REFERENCE: Column(
            "Référence",
            frozenset({"reference", "ref", "reference interne"}),
            _l(
                "le numéro du besoin dans votre logiciel, le même d’un fichier à l’autre. Palier "
                "n’en garde qu’une empreinte. Jamais un nom ni un numéro personnel."
            ),
            "2026-0412",
        ),
        KIND: Column(
            "Sorte",
            frozenset({"sorte", "sorte de besoin", "kind", "type"}),
            _l("la sorte de besoin, par son nom ou par son code"),
            "Se chauffer",
        ),
        QUARTIER: Column(
            "Quartier",
            frozenset({"quartier", "neighbourhood"}),
            _l("le nom du quartier, comme sur Palier"),
            "Les Tanneurs",
        ),
        AMOUNT: Column(
            "Montant",
            frozenset({"montant", "montant en euros", "montant euros", "amount"}),
            _l(
                "ce qui manque, en euros, de 10 à 5 000. Il est arrondi au-dessus, à 5, 10 ou 50 €."
            ),
            "150,00",
        ),
        URGENCY: Column(
            "Urgence",
            frozenset({"urgence", "urgency"}),
            _l("sous 7 jours, sous 30 jours ou sans urgence. Vide : sans urgence."),
            "sous 30 jours",
        ),
    }
)
# The reference of the line that the template shows: nobody means it.
EXAMPLE = "EXEMPLE"
# Without these a file says nothing; a file may leave urgency out.
REQUIRED = (REFERENCE, KIND, QUARTIER, AMOUNT)


def plain(cell: str) -> str:
    """Return the words of a cell in small letters, without accents, between single spaces."""
    letters = "".join(sign if sign.isalnum() else " " for sign in fold(cell))
    return " ".join(letters.split())


def column_called(title: str) -> str | None:
    """Return which column is called so, None for one that a file may not have."""
    said = plain(title)
    return next((code for code, column in COLUMNS.items() if said in column.also), None)


def _key(words: LazyString) -> str:
    # The key of a sentence is its French: what a file says depends on nobody's language.
    return plain(words._args[0])  # noqa: SLF001


# As the template and the pages say them in French, and the codes.
KINDS_SAID: Mapping[str, NeedKind] = {
    **{kind.value: kind for kind in NeedKind},
    **{_key(words.name): kind for kind, words in KINDS.items()},
}
URGENCIES_SAID: Mapping[str, Urgency] = {
    "": Urgency.NONE,
    "7 jours": Urgency.WEEK,
    "30 jours": Urgency.MONTH,
    "aucune": Urgency.NONE,
    **{urgency.value: urgency for urgency in Urgency},
    **{_key(words): urgency for urgency, words in URGENCIES.items()},
}
