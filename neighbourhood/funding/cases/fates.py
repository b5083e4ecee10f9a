"""What becomes of the lines of a statement, in words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from flask_babel import LazyString, ngettext
from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.web.facts import Fact, said_by
from neighbourhood.foundation.web.versions import Weighed
from neighbourhood.foundation.words.money import euros
from neighbourhood.funding.models.bank import LineStatus
from neighbourhood.funding.queries.statements import OF_A_GIFT, TAKEN, Fate, Judged

# Each with its number: "1 ligne ne dit pas", "2 lignes ne disent pas".
FATES: Mapping[Fate, Callable[[int], str]] = {
    Fate.CREDITED: lambda lines: ngettext(
        "%(num)d ligne paie un don : la référence et le montant sont justes",
        "%(num)d lignes paient un don : la référence et le montant sont justes",
        lines,
    ),
    Fate.LATE: lambda lines: ngettext(
        "%(num)d ligne arrive après la date : compte s’il manque encore assez, sinon à rendre",
        "%(num)d lignes arrivent après la date : comptent s’il manque encore assez, sinon à rendre",
        lines,
    ),
    Fate.OTHER_AMOUNT: lambda lines: ngettext(
        "%(num)d ligne a un autre montant que le don : rien ne compte, tout est à rendre",
        "%(num)d lignes ont un autre montant que le don : rien ne compte, tout est à rendre",
        lines,
    ),
    Fate.AGAIN: lambda lines: ngettext(
        "%(num)d ligne paie un don déjà payé : à rendre, sauf si la personne voulait donner deux "
        "fois",
        "%(num)d lignes paient un don déjà payé : à rendre, sauf si la personne voulait donner "
        "deux fois",
        lines,
    ),
    Fate.REVERSED: lambda lines: ngettext(
        "%(num)d ligne reprend l’argent d’un don, qui ne comptera plus",
        "%(num)d lignes reprennent l’argent d’un don, qui ne comptera plus",
        lines,
    ),
    Fate.UNKNOWN: lambda lines: ngettext(
        "%(num)d ligne ne dit pas pour quel don : une personne doit regarder",
        "%(num)d lignes ne disent pas pour quel don : une personne doit regarder",
        lines,
    ),
    Fate.KNOWN: lambda lines: ngettext(
        "%(num)d ligne est déjà importée : rien ne change",
        "%(num)d lignes sont déjà importées : rien ne change",
        lines,
    ),
    Fate.DEBIT: lambda lines: ngettext(
        "%(num)d ligne est une sortie d’argent : rien ne change",
        "%(num)d lignes sont des sorties d’argent : rien ne change",
        lines,
    ),
    Fate.PENDING: lambda lines: ngettext(
        "%(num)d ligne n’est pas encore sûre à la banque : elle viendra dans un autre relevé",
        "%(num)d lignes ne sont pas encore sûres à la banque : elles viendront dans un autre "
        "relevé",
        lines,
    ),
    Fate.OTHER_ACCOUNT: lambda lines: ngettext(
        "%(num)d ligne est d’un autre compte que celui qui reçoit les dons : rien ne change",
        "%(num)d lignes sont d’un autre compte que celui qui reçoit les dons : rien ne change",
        lines,
    ),
    Fate.OTHER_CURRENCY: lambda lines: ngettext(
        "%(num)d ligne n’est pas en euros : rien ne change, voyez avec la banque",
        "%(num)d lignes ne sont pas en euros : rien ne change, voyez avec la banque",
        lines,
    ),
}

LINES: Mapping[LineStatus, LazyString] = {
    LineStatus.WAITING: _l("à identifier"),
    LineStatus.MATCHED: _l("rattaché à un don"),
    LineStatus.TO_RETURN: _l("à rendre"),
    LineStatus.RETURNED: _l("rendu"),
    LineStatus.SET_ASIDE: _l("mis de côté"),
}


@dataclass(frozen=True, slots=True)
class Group:
    """All the lines of one fate."""

    fate: Fate
    lines: list[Judged] = field(default_factory=list)

    @property
    def words(self) -> str:
        """What becomes of them, with their number."""
        return FATES[self.fate](len(self.lines))

    @property
    def cents(self) -> int:
        """What they sum to."""
        return sum(each.line.cents for each in self.lines)

    @property
    def is_taken(self) -> bool:
        """Whether something is written down for them."""
        return self.fate in TAKEN

    @property
    def is_of_gifts(self) -> bool:
        """Whether they are about gifts: then who paid is not shown."""
        return self.fate in OF_A_GIFT


@dataclass(frozen=True, slots=True)
class Outlook:
    """What would become of a whole statement, fate by fate."""

    groups: Sequence[Group]

    @classmethod
    def of(cls, judged: Sequence[Judged]) -> "Outlook":
        """Put together the lines of each fate, in the order of the words above."""
        groups = {fate: Group(fate) for fate in FATES}
        for each in judged:
            groups[each.fate].lines.append(each)
        return cls([group for group in groups.values() if group.lines])

    @property
    def takes(self) -> bool:
        """Whether there is anything to take."""
        return any(group.is_taken for group in self.groups)

    @property
    def summary(self) -> list[str]:
        """Say how many lines, and how much, of each fate: what is read before it is taken."""
        return [f"{group.words} · {euros(group.cents)}" for group in self.groups]

    @property
    def marks(self) -> list[str]:
        """Which lines have which fate."""
        return [f"{each.fate}:{each.mark[:8]}" for group in self.groups for each in group.lines]


def _in_lines(value: object) -> str:
    return " ; ".join(map(str, value)) if isinstance(value, list) else str(value or "")


# What the person at the desk reads before a statement is taken, and before a line is decided.
READ_OUTLOOK = Weighed(summary=Fact(label=_l("Ce que fera l’import"), say=_in_lines))
READ_LINE = Weighed(
    status=Fact(label=_l("Où en est ce virement"), say=said_by(LINES)),
    amount_cents=Fact(label=_l("Montant"), say=euros),
)
