"""What is typed of a list of who does what."""

from datetime import timedelta
from typing import Self

from flask_babel import gettext, to_user_timezone
from flask_babel import lazy_gettext as _l
from wtforms import Field

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.web.forms import DateField, Optional, ValidationError, line, paragraph
from neighbourhood.foundation.web.public import Public
from neighbourhood.groups.actions.tasks import Wanted
from neighbourhood.groups.models.shared import TITLE_LIMIT
from neighbourhood.groups.models.tasks import MOST_LINES, NUMBERED, WORDS_LIMIT, TaskList

FURTHEST = timedelta(days=366)


class ListForm(Public):
    """A title, what is to be done or brought, by when."""

    public = ("title", "lines")

    title = line(
        _l("Pour quoi ?"),
        limit=TITLE_LIMIT,
        description=_l("Par exemple : « Le repas de l’immeuble »."),
    )
    lines = paragraph(
        _l("Ce qu’il faut, une chose par ligne"),
        limit=(WORDS_LIMIT + 6) * MOST_LINES,
        description=_l(
            "Un nombre au début dit combien de personnes il faut. Par exemple : « 3 gâteaux », "
            "puis « Tenir la porte »."
        ),
    )
    wanted_on = DateField(
        _l("Pour quel jour ?"),
        [Optional()],
        description=_l("Qui a pris quelque chose reçoit un rappel, un seul, la veille."),
    )

    @classmethod
    def of(cls, task_list: TaskList) -> Self:
        """Return the form of a list: as typed when it was sent, else as it stands."""
        said = {"title": task_list.title, "wanted_on": task_list.wanted_on}
        return cls(data={**said, "lines": task_list.typed_lines})

    def validate_lines(self, _field: Field) -> None:
        """Ask for one to forty different lines."""
        found = [words for words, _wanted in self.asked]
        if not 0 < len(found) <= MOST_LINES:
            raise ValidationError(gettext("Écrivez de une à quarante lignes."))
        if len(set(found)) < len(found):
            raise ValidationError(
                gettext("Deux lignes sont les mêmes. Gardez-en une, avec un nombre devant.")
            )
        if any(len(words) > WORDS_LIMIT for words in found):
            raise ValidationError(gettext("Une ligne est trop longue : 120 caractères au plus."))

    def validate_wanted_on(self, field: Field) -> None:
        """Ask for a day from today to a year ahead, unless it stood there before."""
        first = to_user_timezone(now()).date()
        if field.data == field.object_data or field.data is None:
            return
        if not first <= field.data <= first + FURTHEST:
            raise ValidationError(gettext("Choisissez un jour entre aujourd’hui et dans un an."))

    @property
    def asked(self) -> list[tuple[str, int]]:
        """The lines, each with how many people it wants."""
        typed = (self.lines.data or "").splitlines()
        tidy = (" ".join(one.split()) for one in typed)
        return [_read(one) for one in tidy if one]

    @property
    def wanted(self) -> Wanted:
        """What is asked for."""
        return Wanted(title=self.title.data, lines=self.asked, wanted_on=self.wanted_on.data)


def _read(typed: str) -> tuple[str, int]:
    found = NUMBERED.fullmatch(typed)
    return (found["words"], int(found["wanted"])) if found else (typed, 1)
