"""What staff write about a need; a text that points at a person is refused."""

from collections.abc import Sequence
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField
from wtforms.fields.choices import SelectChoice

from neighbourhood.foundation.web.forms import (
    BooleanField,
    EurosField,
    FileField,
    Form,
    ListField,
    NumberRange,
    ValidationError,
    choice,
    line,
    paragraph,
    required,
)
from neighbourhood.foundation.web.offloading import off_the_loop, reading
from neighbourhood.foundation.words.giveaways.traces import NOWHERE, Here
from neighbourhood.needs.anonymity import QUESTIONS, Piece, marked, pointing_at
from neighbourhood.needs.intake.tables import MOST_BYTES, Row, read_table
from neighbourhood.needs.kinds import KINDS, URGENCIES
from neighbourhood.needs.models import Urgency
from neighbourhood.needs.policies import LARGEST_CENTS, SMALLEST_CENTS, NotChecked
from neighbourhood.places.naming import UnreadableError


class Anonymous(Form):
    """A form whose `texts` are read together: none of them may point at a person.

    `here` is what the town calls its streets and quartiers. A text that is too long is never read.
    `pointing` is, after that, each text at fault in pieces, to show what in it points at somebody.
    """

    texts: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *arguments: Any, here: Here = NOWHERE, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.here = here
        self.pointing: list[tuple[Any, list[Piece]]] = []

    def validate(self, extra_validators: Any = None) -> bool:
        """Check each field, then what the texts say together."""
        right = bool(super().validate(extra_validators))
        fields = [self[name] for name in self.texts]
        if any(field.errors for field in fields):
            return False
        found = reading(pointing_at, [field.data for field in fields], self.here)
        for place, field in enumerate(fields):
            here = [each for each in found if each.place == place]
            if here:
                # All of it at once: nobody mends one thing to be shown the next.
                field.errors = (*field.errors, " ".join(each.say() for each in here))
                self.pointing.append((field.label.text, marked(field.data, here)))
        return right and not found


class KindForm(Form):
    """Which kind of need."""

    kind = choice(_l("De quoi s’agit-il ?"), ((kind, words.name) for kind, words in KINDS.items()))


class TextForm(Anonymous):
    """What the money pays for."""

    texts = ("title", "covers")

    title = line(
        _l("Le besoin en une phrase"),
        limit=120,
        description=_l("Par exemple : « Une facture de chauffage pour une famille du quartier »."),
    )
    covers = paragraph(
        _l("Ce que l’argent paie exactement"),
        limit=800,
        description=_l(
            "Dites ce qui manque et à quoi sert chaque euro. Pas de nom, pas d’histoire."
        ),
    )


class AmountForm(Form):
    """How much, and where."""

    amount = EurosField(
        _l("Montant"),
        [
            required(),
            NumberRange(SMALLEST_CENTS, LARGEST_CENTS, _l("Un besoin va de 10 € à 5 000 €.")),
        ],
        description=_l("En euros, par exemple 150."),
    )
    quartier = ListField(
        _l("Quartier"),
        coerce=int,
        description=_l("Seul le quartier est montré, jamais une adresse."),
    )
    urgency = choice(
        _l("Quand l’argent doit-il être là ?"), URGENCIES.items(), otherwise=Urgency.NONE
    )


class NeedForm(TextForm, KindForm, AmountForm):
    """The whole need on one page, to correct it."""


class CorrectionForm(TextForm, KindForm):
    """Another version of what neighbours read: the quartier stays."""

    amount = EurosField(
        _l("Montant"),
        [
            required(),
            NumberRange(SMALLEST_CENTS, LARGEST_CENTS, _l("Un besoin va de 10 € à 5 000 €.")),
        ],
        description=_l("Jamais moins que ce que des voisins ont déjà donné."),
    )


class NeedsFileForm(Form):
    """A file of needs; `rows` are its lines, once it is right as a whole."""

    file = FileField(
        _l("Le fichier"),
        [required(_l("Choisissez un fichier."))],
        lighter=_l("Ce fichier pèse plus de 4 Mo. Envoyez-le en plusieurs parties."),
    )
    closes = BooleanField(
        _l("Fermer les besoins qui ne sont plus dans ce fichier"),
        description=_l(
            "À cocher quand le fichier est complet. Décochez pour ajouter ou changer quelques "
            "lignes. Un besoin déjà financé reste."
        ),
        default=True,
    )

    rows: Sequence[Row] = ()

    def validate_file(self, field: Any) -> None:
        """Refuse the whole file, or keep its lines."""
        try:
            self.rows = off_the_loop(read_table, field.data.stream.read(MOST_BYTES + 1))
        except UnreadableError as why:
            raise ValidationError(why.say()) from None


class ChecklistForm(Form):
    """Each question answered, by whoever sends a text and by whoever approves it."""

    questions = SelectMultipleField(
        _l("Quelqu’un du quartier pourrait-il reconnaître cette personne…"),
        choices=[SelectChoice(code, words) for code, words in QUESTIONS.items()],
    )

    def validate_questions(self, field: SelectMultipleField) -> None:
        """Refuse until every line is ticked."""
        if set(field.data or ()) != set(QUESTIONS):
            raise ValidationError(str(NotChecked.sentence))


class ReturnForm(Anonymous):
    """Why a need goes back to its author."""

    texts = ("reason",)

    reason = paragraph(
        _l("Ce qu’il faut reprendre"),
        limit=400,
        description=_l("Votre collègue lira cette remarque."),
    )


class ProofForm(Anonymous):
    """What became of the money."""

    texts = ("text",)

    text = paragraph(
        _l("Ce qui a été fait"),
        limit=800,
        description=_l(
            "Par exemple : « La facture a été payée le 12 mars, le chauffage fonctionne. »"
        ),
    )
