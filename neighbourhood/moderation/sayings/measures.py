"""What is said of what a decision does, and until when: as it stands, stood, or was proposed."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from flask_babel import LazyString, format_datetime, gettext
from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.words.elision import fill
from neighbourhood.moderation.models.decisions import Decision, Outcome
from neighbourhood.moderation.outcomes import OF_AN_ACCOUNT, TOLD_OUTCOMES, say_lasting

_Words = Mapping[Outcome, LazyString]

# To whom it concerns, with what becomes of them.
_SAID: _Words = MappingProxyType(
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
# Its date is past.
_OVER: _Words = MappingProxyType(
    {
        Outcome.HIDDEN: _l("Ce texte était masqué jusqu’au %(day)s : c’est terminé."),
        Outcome.READ_ONLY: _l(
            "Votre compte était en lecture seule jusqu’au %(day)s : c’est terminé. Ce texte reste "
            "masqué pour de bon."
        ),
        Outcome.SUSPENDED: _l(
            "Votre compte était suspendu jusqu’au %(day)s : c’est terminé. Ce texte reste masqué "
            "pour de bon."
        ),
    }
)
# It was taken back.
_UNDONE: _Words = MappingProxyType(
    {
        Outcome.NOTHING: _l("Il avait été décidé qu’aucune règle n’était enfreinte."),
        Outcome.WARNING: _l("C’était un avertissement. Il ne compte plus."),
        Outcome.HIDDEN: _l("Ce texte était masqué."),
        Outcome.READ_ONLY: _l("Ce texte était masqué, et votre compte était en lecture seule."),
        Outcome.SUSPENDED: _l("Ce texte était masqué, et votre compte était suspendu."),
        Outcome.EXCLUDED: _l("Ce texte était masqué, et votre compte était exclu de Palier."),
    }
)
# To everybody else, where there is a date, and where there is none.
_MEASURES_UNTIL: _Words = MappingProxyType(
    {
        Outcome.HIDDEN: _l("Le texte est masqué sur tout Palier, jusqu’au %(day)s."),
        Outcome.READ_ONLY: _l(
            "Le texte est masqué pour de bon. Le compte peut lire, et ne peut plus écrire sur tout "
            "Palier, jusqu’au %(day)s."
        ),
        Outcome.SUSPENDED: _l(
            "Le texte est masqué pour de bon. Le compte est suspendu sur tout Palier, jusqu’au "
            "%(day)s."
        ),
    }
)
_MEASURES: _Words = MappingProxyType(
    {
        Outcome.NOTHING: _l("Rien : aucune règle n’est enfreinte."),
        Outcome.WARNING: _l("C’est un avertissement : le texte reste visible."),
        Outcome.HIDDEN: _l("Le texte est masqué sur tout Palier, sans date de fin."),
        Outcome.EXCLUDED: _l(
            "Le texte est masqué pour de bon. Le compte est exclu de tout Palier, sans date de fin."
        ),
    }
)
_MEASURES_OVER: _Words = MappingProxyType(
    {
        Outcome.HIDDEN: _l("Le texte était masqué jusqu’au %(day)s : c’est terminé."),
        Outcome.READ_ONLY: _l(
            "Le texte est masqué pour de bon. Le compte était en lecture seule jusqu’au %(day)s : "
            "c’est terminé."
        ),
        Outcome.SUSPENDED: _l(
            "Le texte est masqué pour de bon. Le compte était suspendu jusqu’au %(day)s : c’est "
            "terminé."
        ),
    }
)
_MEASURES_UNDONE: _Words = MappingProxyType(
    {
        Outcome.NOTHING: _UNDONE[Outcome.NOTHING],
        Outcome.WARNING: _l("C’était un avertissement."),
        Outcome.HIDDEN: _l("Le texte était masqué."),
        Outcome.READ_ONLY: _l("Le texte était masqué, et le compte était en lecture seule."),
        Outcome.SUSPENDED: _l("Le texte était masqué, et le compte était suspendu."),
        Outcome.EXCLUDED: _l("Le texte était masqué, et le compte était exclu de Palier."),
    }
)
# Two people are asked for these alone.
_PROPOSED: _Words = MappingProxyType(
    {
        Outcome.SUSPENDED: _l(
            "Le texte sera masqué pour de bon. Le compte sera suspendu sur tout Palier pendant "
            "%(lasting)s, à partir du deuxième accord."
        ),
        Outcome.EXCLUDED: _l(
            "Le texte sera masqué pour de bon. Le compte sera exclu de tout Palier, sans date de "
            "fin."
        ),
    }
)


def say_decision(decision: Decision) -> str:
    """Say to whom it concerns what was decided, and until when; what counts no more is past."""
    if decision.is_overturned:
        return str(_UNDONE[decision.outcome])
    if decision.is_past:
        return _filled(_OVER[decision.outcome], decision)
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
    """Say to anybody but whom it concerns what a decision does, did or would do, until when."""
    outcome = decision.outcome
    if decision.is_refused:
        said = gettext("Proposé, et refusé : %(measure)s.", measure=_in_short(decision))
        return str(said)
    if decision.is_proposed:
        return fill(str(_PROPOSED[outcome]), {"lasting": _lasting(decision)})
    if decision.is_overturned:
        return str(_MEASURES_UNDONE[outcome])
    if decision.is_past:
        return _filled(_MEASURES_OVER[outcome], decision)
    with_a_date = decision.until is not None and outcome in _MEASURES_UNTIL
    return _filled(_MEASURES_UNTIL[outcome] if with_a_date else _MEASURES[outcome], decision)


def _in_short(decision: Decision) -> str:
    word = str(TOLD_OUTCOMES[decision.outcome]).lower()
    return f"{word}, {_lasting(decision)}" if decision.until else word


def _lasting(decision: Decision) -> str:
    return say_lasting((decision.until - decision.created_at).days if decision.until else 0)


def _filled(words: LazyString, decision: Decision) -> str:
    return fill(str(words), {"day": _day(decision.until) if decision.until else ""})


def _day(until: datetime) -> str:
    return str(format_datetime(until, "d MMMM y"))
