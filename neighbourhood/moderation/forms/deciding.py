"""What is asked of whoever decides, contests, or answers."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice

from neighbourhood.foundation.web.forms import (
    Form,
    ListField,
    ValidationError,
    choice,
    paragraph,
    required,
)
from neighbourhood.moderation.models.appeals import AppealStatus
from neighbourhood.moderation.models.decisions import WORDS_LIMIT, Outcome
from neighbourhood.moderation.outcomes import (
    ANSWER_WORDS,
    LASTS,
    OUTCOME_ABOUT,
    OUTCOME_WORDS,
    say_lasting,
)
from neighbourhood.moderation.rules import in_order


def _lasting(field: Any) -> None:
    every = sorted({days for each in LASTS.values() for days in each if days})
    field.choices = [SelectChoice(str(days), say_lasting(days)) for days in (*every, 0)]


class MeasureForm(Form):
    """A measure, and how long it lasts."""

    outcome = RadioField(_l("Que décidez-vous ?"), [required(_l("Choisissez une décision."))])
    days = ListField(
        _l("Pendant combien de temps ?"),
        default="7",
        description=_l("Seulement pour un texte masqué, la lecture seule ou une suspension."),
    )

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        _lasting(self.days)
        # Asked for where the measure has an end alone: the page may not even show it.
        self.days.validators, self.days.validate_choice = (), False

    def offer(self, outcomes: list[Outcome]) -> None:
        """Offer what may be decided here."""
        self.outcome.choices = [SelectChoice(each.value, OUTCOME_WORDS[each]) for each in outcomes]
        self.about = {each.value: OUTCOME_ABOUT[each] for each in outcomes}

    @property
    def lasting(self) -> int:
        """How many days, 0 where the measure has no end or none was asked for."""
        return int(self.days.data) if self._ends and self.days.data in self._lengths else 0

    @property
    def outcome_chosen(self) -> Outcome | None:
        """The measure chosen, None before one is."""
        known = self.outcome.data in {each.value for each in Outcome}
        return Outcome(self.outcome.data) if known else None

    @property
    def _ends(self) -> bool:
        return bool(self.outcome_chosen and LASTS[self.outcome_chosen])

    @property
    def _lengths(self) -> set[str]:
        return {str(choice.value) for choice in self.days.choices}

    def validate_days(self, field: Any) -> None:
        """Ask for a length that the measure may have."""
        offered = LASTS[self.outcome_chosen or Outcome.NOTHING]
        if not self._ends or (field.raw_data and field.data in {str(days) for days in offered}):
            return
        said = ", ".join(say_lasting(days) for days in offered)
        raise ValidationError(gettext("Pour cette mesure, choisissez parmi : %(said)s.", said=said))


class DecisionForm(MeasureForm):
    """A decision with its reasons, as the person concerned will read them."""

    rule = ListField(_l("Quelle règle s’applique ?"))
    facts = paragraph(
        _l("Les faits"),
        limit=WORDS_LIMIT,
        description=_l(
            "Ce qui est écrit, où et quand. La personne concernée lira ces mots : "
            "rien sur qui a signalé."
        ),
    )
    because = paragraph(
        _l("Pourquoi"),
        limit=WORDS_LIMIT,
        description=_l(
            "En quoi c’est contraire à la règle, ou pourquoi ça ne l’est pas. Des phrases simples."
        ),
    )

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.rule.choices = [SelectChoice(rule.code, rule.word) for rule in in_order()]


class AgreementForm(Form):
    """Whether a second person agrees to a heavy measure."""

    agrees = RadioField(
        _l("Êtes-vous d’accord avec cette mesure ?"),
        [required(_l("Répondez par oui ou par non."))],
        choices=[
            SelectChoice("yes", _l("Oui, elle s’applique")),
            SelectChoice("no", _l("Non, il faut décider autrement")),
        ],
    )
    words = paragraph(
        _l("Pourquoi, si vous dites non"),
        limit=WORDS_LIMIT,
        optional=True,
        description=_l("Si c’est non : ce qu’il faudrait faire. La personne qui propose le lira."),
    )

    def validate(self, *given: Any, **more: Any) -> bool:
        """Ask for words, too, where the answer is no."""
        right = super().validate(*given, **more)
        if right and self.agrees.data == "no" and not self.words.data:
            self.words.errors = [gettext("Dites en quelques mots pourquoi.")]
            return False
        return bool(right)


class ContestForm(Form):
    """Why a decision is wrong, in one’s own words."""

    words = paragraph(
        _l("Dites ce qui n’est pas juste"),
        limit=WORDS_LIMIT,
        description=_l("Avec vos mots. Quelqu’un d’autre relira tout et vous répondra."),
    )


class AnswerForm(MeasureForm):
    """What becomes of a decision that was contested."""

    status = choice(_l("Votre réponse"), ANSWER_WORDS.items())
    outcome = RadioField(_l("Quelle mesure plus légère ?"), validate_choice=False)
    answer = paragraph(
        _l("Expliquez votre réponse"),
        limit=WORDS_LIMIT,
        description=_l("La personne qui conteste lira ces mots."),
    )

    def offer(self, outcomes: list[Outcome]) -> None:
        """Offer lighter measures; they are asked for only where the decision is made lighter."""
        super().offer(outcomes)
        offered = [AppealStatus.UPHELD, AppealStatus.OVERTURNED]
        if outcomes:
            offered.insert(1, AppealStatus.LIGHTENED)
        self.status.choices = [SelectChoice(each.value, ANSWER_WORDS[each]) for each in offered]

    @property
    def _ends(self) -> bool:
        return self.status.data is AppealStatus.LIGHTENED and super()._ends

    def validate_outcome(self, field: Any) -> None:
        """Ask which lighter measure."""
        offered = {each.value for each in field.choices}
        if self.status.data is AppealStatus.LIGHTENED and field.data not in offered:
            raise ValidationError(gettext("Choisissez la mesure plus légère."))
