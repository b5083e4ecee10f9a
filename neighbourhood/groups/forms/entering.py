"""What is typed at the door of a group."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice

from neighbourhood.foundation.web.forms import Form, ListField, paragraph
from neighbourhood.groups.models.members import WORDS_LIMIT
from neighbourhood.groups.subjects import DECLINES
from neighbourhood.moderation.forms.careful import Careful


class AskForm(Careful):
    """A few words for those who answer; none are needed."""

    words = paragraph(
        _l("Un mot pour vous présenter"),
        limit=WORDS_LIMIT,
        optional=True,
        description=_l("Seules les personnes qui s’occupent du groupe le lisent."),
    )


class _Words(Careful):
    own = paragraph(_l("Ou avec vos mots"), limit=WORDS_LIMIT - 200, optional=True)


class DeclineForm(_Words):
    """A gentle no, ready made or in one’s own words."""

    ready = RadioField(
        _l("Votre réponse"),
        choices=[SelectChoice(str(number), words) for number, words in enumerate(DECLINES)],
        default="0",
    )

    @property
    def text(self) -> str:
        """What was said in the end."""
        said = str(DECLINES[int(self.ready.data)])
        return (self.own.data or "").strip() or said


class RemoveForm(Careful):
    """Why somebody is in the group no more, in words that they will read."""

    own = paragraph(
        _l("Vos mots, que cette personne lira"),
        limit=WORDS_LIMIT,
        description=_l("Ce qui s’est passé, sans jugement. Elle peut demander un autre avis."),
    )


class InviteForm(Form):
    """Into which of one’s groups somebody is asked."""

    group_id = ListField(_l("Dans quel groupe ?"), coerce=int)
