"""What staff write about a need; a text that points at a person is refused."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Self

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField
from wtforms.fields.choices import SelectChoice

from neighbourhood.foundation.web.forms import (
    BooleanField,
    DateField,
    EurosField,
    FileField,
    Form,
    IntegerField,
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
from neighbourhood.foundation.words.money import euros
from neighbourhood.funding.treasury import MoreThanRaised
from neighbourhood.needs.anonymity import QUESTIONS, Piece, marked, pointing_at
from neighbourhood.needs.intake.tables import MOST_BYTES, Row, read_table
from neighbourhood.needs.kinds import KINDS, URGENCIES
from neighbourhood.needs.models import Urgency
from neighbourhood.needs.policies import LARGEST_CENTS, SMALLEST_CENTS, NotChecked
from neighbourhood.needs.proofs import PROOF_WORDS, as_typed, has_come
from neighbourhood.places.naming import UnreadableError

WEEKDAYS: Mapping[str, LazyString] = {
    "1": _l("lundi"),
    "2": _l("mardi"),
    "3": _l("mercredi"),
    "4": _l("jeudi"),
    "5": _l("vendredi"),
    "6": _l("samedi"),
    "7": _l("dimanche"),
}
_WRONG_HOUR = _l("Écrivez une heure, de 6 à 21.")
_WRONG_CRISIS = _l("Écrivez un nombre de jours, de 0 à 30.")
_WRONG_PART = _l("Écrivez un nombre, de 10 à 100.")


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
        description=_l(
            "En euros, par exemple 150. Il est arrondi au-dessus : 137,42 € devient 140 €."
        ),
    )
    quartier = ListField(
        _l("Quartier"),
        coerce=int,
        description=_l("Montré seulement si assez de foyers y vivent : sinon, un lieu plus large."),
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
        description=_l(
            "Jamais moins que ce que des voisins ont déjà donné. Il est arrondi au-dessus."
        ),
    )


class NeedsFileForm(Form):
    """A file of needs; `rows` are its lines, once it is right as a whole."""

    file = FileField(
        _l("Le fichier"),
        [required(_l("Choisissez un fichier."))],
        lighter=_l("Ce fichier pèse plus de 4 Mo. Envoyez-le en plusieurs parties."),
    )
    closes = BooleanField(
        _l("Ce fichier est complet : fermer les besoins qui n’y sont plus"),
        description=_l(
            "Sans cocher, le fichier ajoute et change des besoins, il n’en ferme aucun. Un besoin "
            "déjà financé reste."
        ),
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


class RhythmForm(Form):
    """When the needs of a town go out, and how careful it counts."""

    days = SelectMultipleField(
        _l("Jours"), choices=[SelectChoice(code, words) for code, words in WEEKDAYS.items()]
    )
    hour = IntegerField(
        _l("Heure"),
        [required(_WRONG_HOUR), NumberRange(6, 21, _WRONG_HOUR)],
        description=_l("De 6 à 21 : on ne publie pas la nuit."),
    )
    crisis = IntegerField(
        _l("Crise : envois chaque jour pendant (jours)"),
        [required(_WRONG_CRISIS), NumberRange(0, 30, _WRONG_CRISIS)],
        description=_l("0 : pas de crise. Même alors, un besoin attend douze heures au moins."),
    )
    concerned = IntegerField(
        _l("Part des foyers concernés que la commune retient (pour cent)"),
        [required(_WRONG_PART), NumberRange(10, 100, _WRONG_PART)],
        description=_l(
            "100 : les parts déclarées plus bas. Moins, si peu de foyers sont concernés ici : les "
            "lieux montrés sont alors plus larges."
        ),
    )

    def validate_days(self, field: SelectMultipleField) -> None:
        """Ask for a day at least."""
        if not field.data:
            raise ValidationError(str(_l("Cochez au moins un jour.")))


class ReturnForm(Anonymous):
    """Why a need goes back to its author."""

    texts = ("reason",)

    reason = paragraph(
        _l("Ce qu’il faut reprendre"),
        limit=400,
        description=_l("Votre collègue lira cette remarque."),
    )


class ProofForm(Anonymous):
    """What became of the money: how much of it was spent, when and how, and in words."""

    texts = ("text",)
    most_cents = LARGEST_CENTS

    kind = choice(_l("Comment l’argent a-t-il été dépensé ?"), PROOF_WORDS.items())
    spent_on = DateField(
        _l("Le jour de la dépense"),
        [required(), has_come],
        description=_l("Celui de la facture ou du ticket, que vous gardez."),
    )
    amount = EurosField(
        _l("Montant dépensé"),
        [required()],
        description=_l("S’il en reste, cela va à un autre de vos besoins. Jamais plus que donné."),
    )

    text = paragraph(
        _l("Ce qui a été fait"),
        limit=800,
        description=_l(
            "Par exemple : « La facture a été payée le 12 mars, le chauffage fonctionne. »"
        ),
    )

    @classmethod
    def of(cls, said: Mapping[str, Any], raised_cents: int, here: Here) -> Self:
        """Return it with what is said already, for so much money at most."""
        form = cls(data=as_typed(said, raised_cents), here=here)
        form.most_cents = raised_cents
        return form

    def validate_amount(self, field: EurosField) -> None:
        """Refuse nothing at all, and more than neighbours gave."""
        if field.data is not None and not 0 < field.data <= self.most_cents:
            raise ValidationError(MoreThanRaised(raised=euros(self.most_cents)).say())

    @property
    def says(self) -> dict[str, Any]:
        """What a version of the proof keeps."""
        return {
            "text": self.text.data,
            "proof_kind": self.kind.data.value,
            "spent_on": self.spent_on.data.isoformat(),
            "spent_cents": self.amount.data,
        }
