"""What is typed of notes and files."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileRequired

from neighbourhood.foundation.web.forms import FileField, line, paragraph
from neighbourhood.foundation.web.public import Public
from neighbourhood.groups.models.papers import ALT_LIMIT, NOTE_LIMIT
from neighbourhood.groups.models.shared import TITLE_LIMIT


class NoteForm(Public):
    """A note that stays at the top of the group."""

    public = ("title", "body")

    title = line(_l("Titre"), limit=TITLE_LIMIT)
    body = paragraph(
        _l("La note"),
        limit=NOTE_LIMIT,
        description=_l("Ce que chacun doit retrouver : des horaires, des règles, qui a la clé."),
    )


class NamingForm(Public):
    """How a file is called, and what a photo shows."""

    public = ("title", "alt")

    title = line(
        _l("Comment l’appeler ?"),
        limit=TITLE_LIMIT,
        description=_l("Par exemple : « Compte rendu de mardi »."),
    )
    alt = line(
        _l("Ce que montre la photo"),
        limit=ALT_LIMIT,
        optional=True,
        description=_l("Pour qui ne la voit pas. Rien à écrire pour un autre fichier."),
    )


class FileForm(NamingForm):
    """A file or a photo."""

    file = FileField(
        _l("Le fichier"),
        [FileRequired(_l("Choisissez un fichier."))],
        description=_l("Un PDF, une photo, un texte ou un calendrier, de 12 Mo au plus."),
    )
