"""What is said of a decision, in whole sentences: what it does, until when, and who took it."""

from datetime import datetime
from types import MappingProxyType

from flask_babel import format_datetime, gettext
from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.words.elision import fill
from neighbourhood.moderation.models.cases import HiddenFor
from neighbourhood.moderation.models.decisions import Decision, Heard, Outcome
from neighbourhood.moderation.outcomes import OF_AN_ACCOUNT
from neighbourhood.moderation.voices import HEARD_WORDS

# To whom it concerns, with what becomes of them.
_SAID = MappingProxyType(
    {
        Outcome.NOTHING: _l("Aucune règle n’est enfreinte : rien ne change."),
        Outcome.WARNING: _l(
            "C’est un avertissement : votre texte reste visible, rien d’autre ne change."
        ),
        Outcome.HIDDEN: _l("Ce texte est masqué : les autres ne le lisent plus."),
        Outcome.READ_ONLY: _l(
            "Ce texte est masqué pour de bon, et votre compte est en lecture seule."
        ),
        Outcome.SUSPENDED: _l("Ce texte est masqué pour de bon, et votre compte est suspendu."),
        Outcome.EXCLUDED: _l(
            "Ce texte est masqué pour de bon, et votre compte est exclu de Palier."
        ),
    }
)
# To everybody else, where there is a date, and where there is none.
_MEASURES_UNTIL = MappingProxyType(
    {
        Outcome.HIDDEN: _l("Le texte est masqué sur tout Palier, jusqu’au %(day)s."),
        Outcome.READ_ONLY: _l(
            "Le compte peut lire, et ne peut plus écrire sur tout Palier, jusqu’au %(day)s."
        ),
        Outcome.SUSPENDED: _l("Le compte est suspendu sur tout Palier, jusqu’au %(day)s."),
    }
)
_MEASURES = MappingProxyType(
    {
        Outcome.NOTHING: _l("Rien : aucune règle n’est enfreinte."),
        Outcome.WARNING: _l("C’est un avertissement."),
        Outcome.HIDDEN: _l("Le texte est masqué sur tout Palier, sans date de fin."),
        Outcome.READ_ONLY: _l(
            "Le compte peut lire, et ne peut plus écrire sur tout Palier, sans date de fin."
        ),
        Outcome.SUSPENDED: _l("Le compte est suspendu sur tout Palier, sans date de fin."),
        Outcome.EXCLUDED: _l("Le compte est exclu de tout Palier, sans date de fin."),
    }
)
_NO_MACHINE = _l("Aucun automatisme n’a servi.")
_HIDDEN_FIRST = MappingProxyType(
    {
        HiddenFor.SEVERAL: _l(
            "Le texte a d’abord été masqué par un automatisme, parce que plusieurs foyers "
            "l’avaient signalé."
        ),
        HiddenFor.URGENT: _l(
            "Le texte a d’abord été masqué par un automatisme, parce que la règle nommée est "
            "urgente."
        ),
        HiddenFor.PROPOSED: _l(
            "Une personne l’a masqué en attendant l’avis d’une deuxième, sans aucun automatisme."
        ),
    }
)


def say_decision(decision: Decision) -> str:
    """Say to whom it concerns what was decided, and until when."""
    said = str(_SAID[decision.outcome])
    return f"{said} {_say_until(decision.outcome, decision.until)}".strip()


def _say_until(outcome: Outcome, until: datetime | None) -> str:
    if outcome in (Outcome.NOTHING, Outcome.WARNING):
        return ""
    if until is None:
        return str(gettext("Cela vaut sur tout Palier, sans date de fin."))
    day = _day(until)
    if outcome in OF_AN_ACCOUNT:
        return str(gettext("Pour le compte, cela vaut sur tout Palier, jusqu’au %(day)s.", day=day))
    return str(gettext("Cela vaut sur tout Palier, jusqu’au %(day)s.", day=day))


def say_measure(decision: Decision) -> str:
    """Say to anybody but whom it concerns what a decision does, and until when."""
    if decision.until is not None and decision.outcome in _MEASURES_UNTIL:
        return fill(str(_MEASURES_UNTIL[decision.outcome]), {"day": _day(decision.until)})
    return str(_MEASURES[decision.outcome])


def _day(until: datetime) -> str:
    return str(format_datetime(until, "d MMMM y"))


def say_heard(decision: Decision, *, mine: bool) -> str:
    """Say whether whom it concerns was heard, to them or to others; nothing where it was light."""
    if decision.heard is not Heard.NOT_WAITED:
        return str(HEARD_WORDS.get(decision.heard, ""))
    if decision.case.hearing is None:
        said = _l(
            "La règle est urgente : la décision a été prise sans demander le point de vue de la "
            "personne concernée."
        )
    elif mine:
        said = _l("La règle est urgente : la décision a été prise avant votre réponse.")
    else:
        said = _l(
            "La règle est urgente : la décision a été prise avant la réponse de la personne "
            "concernée."
        )
    return str(said)


def say_automatic(decision: Decision) -> str:
    """Say what a machine did, at most hide a text until a person looked, and who decided."""
    if decision.hidden_for is None:
        people = _l("Une personne a tout lu et décidé.")
        return f"{_say_who(decision) or people} {_NO_MACHINE}"
    if decision.case.opening is not None and decision.hidden_for is HiddenFor.URGENT:
        first = _l("Une personne a d’abord masqué le texte : la règle nommée est urgente.")
        return f"{first} {_say_who(decision)}".strip()
    if decision.hidden_for is HiddenFor.PROPOSED:
        return f"{_HIDDEN_FIRST[decision.hidden_for]} {_say_who(decision)}".strip()
    people = _l("Une personne a ensuite tout relu et décidé.")
    return f"{_HIDDEN_FIRST[decision.hidden_for]} {_say_who(decision) or people}"


def _say_who(decision: Decision) -> str:
    """Say that two people decide; nothing where one does."""
    if decision.is_proposed:
        return str(gettext("Une personne le propose, une deuxième doit donner son accord."))
    if decision.second_id is not None:
        return str(gettext("Une personne a décidé, une deuxième a donné son accord."))
    return ""


def say_deciders(decision: Decision) -> str:
    """Name to those who moderate who decided, and the second person of a heavy measure."""
    name = decision.decided_by.public_name
    if decision.second is None:
        return str(gettext("%(name)s a décidé.", name=name))
    second = decision.second.public_name
    if decision.in_force_at is None:
        return str(gettext("%(name)s l’a proposé. %(second)s a dit non.", name=name, second=second))
    return str(
        gettext(
            "%(name)s l’a proposé. %(second)s, deuxième personne, a donné son accord.",
            name=name,
            second=second,
        )
    )
