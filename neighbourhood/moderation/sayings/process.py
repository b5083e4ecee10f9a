"""What is said of how a decision was taken: who was heard, what a machine did, who decided."""

from types import MappingProxyType

from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from neighbourhood.moderation.models.cases import HiddenFor
from neighbourhood.moderation.models.decisions import Decision, Heard
from neighbourhood.moderation.voices import HEARD_WORDS

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


def say_heard(decision: Decision, *, mine: bool) -> str:
    """Say whether whom it concerns was heard, to them or to others; nothing where it was light."""
    if decision.heard is not Heard.NOT_WAITED:
        return str(HEARD_WORDS.get(decision.heard, ""))
    if decision.case.hearing is None:
        said = _l(
            "La règle est urgente : on n’attend pas le point de vue de la personne concernée."
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
