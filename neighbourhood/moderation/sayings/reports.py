"""What whoever reported reads of what became of it: of the text, and of somebody in general words.

Regulation (EU) 2022/2065, article 16.5: who notifies is told of the decision. Which measure an
account received, and until when, is between those who moderate and whom it concerns.
"""

from types import MappingProxyType

from flask_babel import LazyString, format_datetime, gettext
from flask_babel import lazy_gettext as _l

from neighbourhood.moderation.kinds import thing_of
from neighbourhood.moderation.models.cases import Case
from neighbourhood.moderation.models.decisions import Decision, Outcome
from neighbourhood.moderation.outcomes import OF_AN_ACCOUNT
from neighbourhood.moderation.queries.cases import is_kept_hidden

_SAID = MappingProxyType(
    {
        Outcome.NOTHING: _l("Aucune règle n’est enfreinte : le texte reste visible."),
        Outcome.WARNING: _l(
            "Une règle est enfreinte : la personne concernée a reçu un avertissement. Le texte "
            "reste visible."
        ),
        Outcome.HIDDEN: _l("Une règle est enfreinte : le texte est masqué, sans date de fin."),
    }
)
_OF_AN_ACCOUNT = _l(
    "Une règle est enfreinte : le texte est masqué pour de bon, et une mesure a été prise au sujet "
    "de la personne concernée."
)


def has_changed(decision: Decision) -> bool:
    """Tell whether a decision was changed or taken back since who reported was first told."""
    return decision.is_overturned or decision.is_lightened


def say_to_reporter(decision: Decision) -> str:
    """Say what was decided about what somebody reported, and what is true of it now."""
    if decision.is_overturned:
        return _say_undone(decision)
    first = gettext("Quelqu’un a tout relu.")
    if has_changed(decision):
        first = gettext("Une autre personne a relu la décision, et l’a rendue plus légère.")
    return f"{first} {_say_what_counts(decision)}"


def _say_what_counts(decision: Decision) -> str:
    if decision.outcome in OF_AN_ACCOUNT:
        return str(_OF_AN_ACCOUNT)
    if decision.until is None:
        return str(_SAID[decision.outcome])
    day = format_datetime(decision.until, "d MMMM y")
    if decision.is_past:
        said = gettext(
            "Une règle était enfreinte : le texte a été masqué jusqu’au %(day)s.", day=day
        )
    else:
        said = gettext("Une règle est enfreinte : le texte est masqué jusqu’au %(day)s.", day=day)
    return str(said)


def _say_undone(decision: Decision) -> str:
    if decision.found_nothing:
        return str(
            gettext(
                "Une autre personne a relu la décision et l’a annulée : le texte est examiné de "
                "nouveau."
            )
        )
    undone = gettext("Une autre personne a relu la décision et l’a annulée : elle ne compte plus.")
    return f"{undone} {_say_text_now(decision.case)}"


def _say_text_now(case: Case) -> LazyString:
    if thing_of(case) is None:
        return _l("Le texte n’existe plus.")
    if is_kept_hidden(case):
        return _l("Le texte reste masqué pour une autre raison.")
    return _l("Le texte est visible.")
