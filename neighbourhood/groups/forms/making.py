"""What somebody types who makes a group, one page at a time, or changes what it is."""

from collections.abc import Mapping
from typing import Any, Self

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice

from neighbourhood.feed.reaches import BUILDING, QUARTIER, REACHES
from neighbourhood.foundation.web.forms import Form, choice, line, paragraph, required
from neighbourhood.foundation.web.public import Public
from neighbourhood.groups.actions.making import Wording
from neighbourhood.groups.models.groups import (
    ABOUT_LIMIT,
    CHARTER_LIMIT,
    NAME_LIMIT,
    Entry,
    Group,
    Nature,
)
from neighbourhood.groups.subjects import ENTRIES, NATURES

STEPS = ("begin", "text", "preview")
TYPED_LIMIT = 60_000
_TYPED = ("title", "body", "charter", "entry", "reach")


class NatureForm(Form):
    """Step 1: what brings people together."""

    nature = choice(
        _l("Qu’est-ce qui vous réunit ?"),
        [(nature, words.word) for nature, words in NATURES.items()],
    )


class TextForm(Form):
    """Step 2: its name, what one does there, its rule, who finds it and how one comes in."""

    title = line(_l("Nom du groupe"), limit=NAME_LIMIT)
    body = paragraph(
        _l("Ce qu’on y fait"),
        limit=ABOUT_LIMIT,
        optional=True,
        description=_l("Quand, où à peu près, pour qui. Pas d’adresse ni de téléphone."),
    )
    charter = line(
        _l("La règle du groupe, en une phrase"),
        limit=CHARTER_LIMIT,
        optional=True,
        description=_l("Par exemple : « On s’écoute, et on ne vend rien. »"),
    )
    entry = choice(
        _l("Comment y entre-t-on ?"), [(one, word) for one, (word, _) in ENTRIES.items()]
    )
    reach = RadioField(
        _l("Qui peut le trouver ?"),
        [required(_l("Choisissez une des réponses."))],
        choices=lambda: [SelectChoice(one.code, one.word) for one in REACHES.values()],
    )

    def ask_about(self, nature: Nature) -> Self:
        """Put the questions of a nature: a building is found behind its door, and nowhere else."""
        self.title.description = str(NATURES[nature].example)
        if nature is Nature.BUILDING:
            del self.reach
        return self

    def wording(self, nature: Nature) -> Wording:
        """Return what the group will be."""
        return Wording(
            title=self.title.data,
            body=self.body.data or "",
            charter=self.charter.data or "",
            nature=nature,
            entry=self.entry.data,
            reach=self.reach.data if "reach" in self else BUILDING.code,
        )


class EditForm(TextForm, Public):
    """Everything that may change afterwards, on one page."""

    public = ("title", "body", "charter")

    @classmethod
    def of(cls, group: Group) -> Self:
        """Return the form of a group: as typed when it was sent, else as it stands."""
        return cls(obj=group).ask_about(group.nature)


def typed_text(typed: Mapping[str, str]) -> dict[str, str]:
    """Return the raw answers of step 2, to be kept whether right or wrong."""
    return {name: typed[name][:TYPED_LIMIT] for name in _TYPED if name in typed}


def nature_of(answers: Mapping[str, Any]) -> Nature | None:
    """Return what was chosen in step 1."""
    chosen = answers.get("nature")
    return Nature(chosen) if chosen in set(Nature) else None


def text_of(answers: Mapping[str, Any]) -> TextForm:
    """Return the form of step 2 as it was left."""
    usual = {"reach": QUARTIER.code, "entry": Entry.OPEN.value}
    form = TextForm(MultiDict({**usual, **answers}), meta={"csrf": False})
    return form.ask_about(nature_of(answers) or Nature.INTEREST)


def first_gap(answers: Mapping[str, Any]) -> str | None:
    """Return the first step whose answer is missing or wrong, None when all is said."""
    if nature_of(answers) is None:
        return "begin"
    return None if text_of(answers).validate() else "text"


def wording_of(answers: Mapping[str, Any]) -> Wording:
    """Return what the group will be; only for answers without a gap."""
    form = text_of(answers)
    form.validate()
    return form.wording(nature_of(answers) or Nature.INTEREST)
