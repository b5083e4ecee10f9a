"""Lists to choose from, as each town offers them: declared by slices, changed by those who run it.

A slice declares a `ChoiceList`; forms ask what is `offered` where their reader lives, pages how a
code is `named`, whatever has become of it since.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Flask, g, has_request_context
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.storing.town_choices import OWN, TownChoice, own_row, rows_of
from neighbourhood.foundation.web.access import reader
from neighbourhood.foundation.web.quickening import language
from neighbourhood.foundation.words.declaring import Register

STEP = 10
# Never put away: whoever finds nothing else chooses it.
LASTING = "other"


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: its code, how it is called and its icon."""

    code: str
    name: LazyString | str
    icon: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceList:
    """One list: its title, the word of one of them, and by group what is declared, in order."""

    code: str
    title: LazyString
    one: LazyString
    groups: Mapping[str, LazyString]
    declared: Mapping[str, Sequence[Choice]]

    def known(self, code: str) -> Choice | None:
        """Return the declared choice of that code."""
        every = (choice for choices in self.declared.values() for choice in choices)
        return next((choice for choice in every if choice.code == code), None)


@dataclass(frozen=True, slots=True)
class Entry:
    """One choice as a town has it: what it is, where it stands, whether it is put away."""

    choice: Choice
    rank: int
    is_retired: bool = False

    @property
    def is_own(self) -> bool:
        """Whether the town added it."""
        return self.choice.code.startswith(OWN)

    @property
    def may_be_retired(self) -> bool:
        """Whether it may be put away."""
        return self.choice.code != LASTING


LISTS: Register[ChoiceList] = Register("list to choose from")

# What a town may put beside a choice of its own, and what each shows.
ICONS: Mapping[str, LazyString] = {
    "hand-helping": _l("une main tendue"),
    "wrench": _l("une clé"),
    "drill": _l("une perceuse"),
    "shopping-basket": _l("un panier"),
    "car": _l("une voiture"),
    "bus": _l("un bus"),
    "baby": _l("un bébé"),
    "graduation-cap": _l("un chapeau de diplôme"),
    "school": _l("une école"),
    "file-text": _l("une feuille"),
    "laptop": _l("un ordinateur"),
    "flower-2": _l("une fleur"),
    "leaf": _l("une feuille d’arbre"),
    "dog": _l("un chien"),
    "soup": _l("un bol de soupe"),
    "utensils": _l("des couverts"),
    "cake": _l("un gâteau"),
    "coffee": _l("une tasse"),
    "house": _l("une maison"),
    "book-open": _l("un livre"),
    "camera": _l("un appareil photo"),
    "languages": _l("des langues"),
    "lightbulb": _l("une ampoule"),
    "heart-pulse": _l("un cœur"),
    "gift": _l("un cadeau"),
    "party-popper": _l("des confettis"),
    "sparkles": _l("des étincelles"),
    "flame": _l("une flamme"),
    "sun": _l("un soleil"),
    "users": _l("des personnes"),
}


def bind(app: Flask) -> None:
    """Let templates of `app` name what was chosen."""
    app.jinja_env.globals["choice_named"] = named


def entries(of: ChoiceList, group: str, rows: Iterable[TownChoice]) -> list[Entry]:
    """Return a group of a list as a town has it, in its order, with what is put away."""
    changed = {row.code: row for row in rows if row.group == group}
    found = [
        _declared(choice, changed.get(choice.code), place * STEP)
        for place, choice in enumerate(of.declared[group], start=1)
    ]
    found += [_own(row) for row in changed.values() if row.is_own]
    return sorted(found, key=lambda entry: entry.rank)


def _declared(choice: Choice, row: TownChoice | None, rank: int) -> Entry:
    return Entry(choice, row.rank, row.retired_at is not None) if row else Entry(choice, rank)


def _own(row: TownChoice) -> Entry:
    return Entry(named_by(row), row.rank, row.retired_at is not None)


def named_by(row: TownChoice) -> Choice:
    """Return a town’s own choice in the language of who reads; in French if it has no other."""
    said = row.name_en if row.name_en and language() == "en" else row.name
    return Choice(row.code, said, row.icon)


def offered(code: str, group: str) -> list[Choice]:
    """Return what may be chosen in a group of a list where the reader lives, in order."""
    of = LISTS[code]
    found = entries(of, group, _rows_here(code))
    return [entry.choice for entry in found if not entry.is_retired]


def all_here(code: str) -> dict[str, LazyString | str]:
    """Return every choice of a list where the reader lives, by its name, put away or not."""
    of = LISTS[code]
    rows = _rows_here(code)
    every = (entry.choice for group in of.groups for entry in entries(of, group, rows))
    return {choice.code: choice.name for choice in every}


def named(of: str, code: str) -> Choice:
    """Return how a code is called, whoever declared or added it."""
    known = LISTS[of].known(code)
    if known is not None:
        return known
    row = own_row(of, code)
    return named_by(row) if row else LISTS[of].known(LASTING) or Choice(code, code, "ellipsis")


def say_choice(of: str) -> Any:
    """Return what says the codes of a list in a fact."""
    return lambda code: str(named(of, str(code or LASTING)).name)


def _rows_here(code: str) -> Sequence[TownChoice]:
    if not has_request_context():
        return ()
    quartier = getattr(reader(), "quartier", None)
    if quartier is None:
        return ()
    if "town_choices" not in g:
        g.town_choices = rows_of(quartier.municipality_id)
    return [row for row in g.town_choices if row.list == code]
