"""What neighbours change of a notice that is up: everything, on one page."""

from collections.abc import Sequence
from typing import Any, Self

from flask_babel import lazy_gettext as _l
from flask_babel import to_user_timezone
from wtforms import Field
from wtforms.fields.choices import SelectChoice

from neighbourhood.exchanges.actions.notices import (
    AnsweredFromElsewhere,
    TooFewPlaces,
    Wording,
    is_shut_in,
)
from neighbourhood.exchanges.forms.precisions import PrecisionsForm, data_of
from neighbourhood.exchanges.forms.writing import (
    DetailsForm,
    ReachForm,
    as_asked_of,
    category_field,
    offered_in,
)
from neighbourhood.exchanges.models.notices import Notice
from neighbourhood.exchanges.models.subjects import Direction, Subject
from neighbourhood.exchanges.particulars import asked
from neighbourhood.exchanges.subjects import CATEGORY_LIST
from neighbourhood.foundation.storing.pictures import Photo
from neighbourhood.foundation.web.choices import named
from neighbourhood.foundation.web.forms import ValidationError
from neighbourhood.foundation.web.public import Public


class EditForm(DetailsForm, PrecisionsForm, ReachForm, Public):
    """Everything that may change afterwards, on one page."""

    public = ("title", "body")

    category = category_field(_l("Catégorie"))

    fewest = 0
    direction = Direction.ASK
    notice: Notice | None = None

    def validate_places(self, field: Field) -> None:
        """Keep a place for each helper accepted."""
        if field.data is not None and field.data < self.fewest:
            raise ValidationError(TooFewPlaces(taken=self.fewest).say())

    def validate_reach(self, field: Field) -> None:
        """Keep it open to those who answered."""
        if self.notice is not None and is_shut_in(self.notice, field.data):
            raise ValidationError(AnsweredFromElsewhere().say())

    @classmethod
    def of(cls, notice: Notice) -> Self:
        """Return the form of a notice: as typed when it was sent, else as it stands."""
        until = to_user_timezone(notice.expires_at).date()
        form = cls(obj=notice, data={"until": until, **data_of(notice.particulars)})
        if notice.subject is Subject.GIVING:
            as_asked_of(form, notice.direction, notice.subject)
        form.direction, form.notice = notice.direction, notice
        form.ask(notice.direction, notice.subject, notice.category)
        form.fewest = notice.taken
        form.category.choices = offered_in(notice.subject)
        if all(one.value != notice.category for one in form.category.choices):
            # Put away since: it stays for what was published under it.
            now_called = named(CATEGORY_LIST.code, notice.category).name
            form.category.choices.append(SelectChoice(str(notice.category), now_called))
        return form

    def wording(self, subject: Subject, photos: Sequence[Photo]) -> Wording:
        """Return what the notice will say."""
        return Wording(
            subject=subject,
            category=self.category.data,
            title=self.title.data,
            body=self.body.data or "",
            places=self.places.data,
            expires_at=self.expires_at,
            reach=self.reach.data,
            particulars=self._asked_by_now(subject),
            photos=photos,
        )

    def _asked_by_now(self, subject: Subject) -> dict[str, Any]:
        """Return what is kept under the category it has now."""
        codes = asked(self.direction, subject, self.category.data) | {"cost_words"}
        return {name: value for name, value in self.kept.items() if name in codes}
