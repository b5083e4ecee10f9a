"""What is typed of a tool, of a reservation, and at the desk."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import Field
from wtforms.fields.choices import SelectChoice

from neighbourhood.foundation.storing.pictures import DESCRIPTION, DROP, Photo
from neighbourhood.foundation.web.forms import (
    FilesField,
    Form,
    HiddenField,
    ListField,
    Optional,
    ValidationError,
    line,
    paragraph,
)
from neighbourhood.foundation.web.keeping import today
from neighbourhood.foundation.web.public import Public
from neighbourhood.libraries import hours
from neighbourhood.libraries.actions.shelves import Description
from neighbourhood.libraries.kinds import say_day_in_full
from neighbourhood.libraries.models.libraries import (
    BODY_LIMIT,
    CONDITION_LIMIT,
    TITLE_LIMIT,
    Library,
)
from neighbourhood.libraries.models.loans import NOTE_LIMIT
from neighbourhood.libraries.subjects import categories_here


class ToolForm(Public):
    """What is said of a tool, on one page."""

    public = ("title", "body", "condition")
    numbered = (DESCRIPTION, DROP)

    title = line(_l("L’outil"), limit=TITLE_LIMIT, description=_l("Par exemple : « Perceuse »."))
    category = ListField(
        _l("Catégorie"),
        choices=lambda: [SelectChoice(one.code, str(one.name)) for one in categories_here()],
    )
    body = paragraph(
        _l("Quelques précisions"),
        limit=BODY_LIMIT,
        optional=True,
        description=_l("Ce qui va avec, ce qu’il faut savoir pour s’en servir."),
    )
    condition = line(
        _l("Son état"),
        limit=CONDITION_LIMIT,
        optional=True,
        description=_l("Par exemple : « Bon état, une éraflure sur la poignée »."),
    )
    photos = FilesField(
        _l("Des photos, six au plus"),
        [Optional()],
        description=_l("De l’outil, sans visage. La date et le lieu de prise de vue sont effacés."),
    )

    def keep_category(self, code: str) -> None:
        """Offer what a tool has already, be it put away since."""
        known = [one.code for one in categories_here()]
        if code not in known:
            self.category.choices = [*self.category.choices, SelectChoice(code, code)]

    def said(self, photos: Sequence[Photo]) -> Description:
        """Return what was typed."""
        return Description(
            title=self.title.data,
            category=self.category.data,
            body=self.body.data or "",
            condition=self.condition.data or "",
            photos=photos,
        )


def _day(said: str | date) -> date:
    return said if isinstance(said, date) else date.fromisoformat(said)


class ReserveForm(Form):
    """From which opening of a desk to which: only days that are free are offered.

    `since` is from when on the tool is there, None while nobody knows.
    """

    first = ListField(_l("Je viens le chercher"), _day)
    due = ListField(_l("Je le rapporte"), _day)

    def __init__(
        self, library: Library, taken: Collection[date], *, since: date | None, **more: Any
    ) -> None:
        super().__init__(**more)
        self.longest = timedelta(days=library.days)
        last = today() + hours.AHEAD
        days = hours.opening_days(library, since, last) if since else []
        free = [day for day in days if day not in taken]
        self.first.choices = self.due.choices = [(day, say_day_in_full(day)) for day in free]

    @property
    def has_days(self) -> bool:
        """Whether there is a day to come and another one to bring it back."""
        return len(self.first.choices) > 1

    def validate_due(self, field: Field) -> None:
        """Ask for a day after the first, no further than a loan lasts."""
        first: date | None = self.first.data
        if first is None or field.data is None:
            return
        if field.data <= first:
            raise ValidationError(gettext("Choisissez un jour après celui où vous venez."))
        if field.data - first > self.longest:
            said = gettext("Un prêt dure %(days)s jours au plus.", days=self.longest.days)
            raise ValidationError(said)


class ScanForm(Form):
    """What a scanner types at the desk, or a person: a label, or a card."""

    scan = line(
        _l("Scannez l’étiquette puis la carte"),
        limit=200,
        description=_l("Sans lecteur : tapez le code écrit sur l’étiquette, ou cherchez l’outil."),
    )
    note = line(_l("Une remarque sur son état"), limit=NOTE_LIMIT, optional=True)
    tool = HiddenField()
    card = HiddenField()


class NoteForm(Form):
    """What is noted of a tool as it leaves or comes back."""

    note = line(_l("Une remarque sur son état"), limit=NOTE_LIMIT, optional=True)
