"""What is typed after a loan."""

from flask_babel import lazy_gettext as _l

from neighbourhood.feed.afterword import AFTERWORD_LIMIT
from neighbourhood.foundation.web.forms import Form, paragraph


class WordForm(Form):
    """A few words."""

    text = paragraph(_l("Votre mot"), limit=AFTERWORD_LIMIT)
