"""What the desk does with papers that it posted: print them again, note that they came back."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from flask_login import current_user

from neighbourhood.foundation.errors import DomainError, Missing
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.ending import Ending, asks_first
from neighbourhood.foundation.web.identifiers import row_id
from neighbourhood.mandates.actions import reports
from neighbourhood.mandates.models import MandateReport
from neighbourhood.mandates.queries import counter
from neighbourhood.residents.access import current_actor
from verification.actions import letters as letters_actions
from verification.models.letters import LetterCode
from verification.policies import rules
from verification.policies.refusals import PaperOfNoUse
from verification.queries import letters
from verification.views.blueprint import bp
from verification.views.desk import at_the_desk

_MOST_NAMED = 10
P = TypeVar("P", LetterCode, MandateReport)


@bp.post("/accueil/courriers/postes")
@at_the_desk
def mark_posted() -> ResponseReturnValue:
    """Note that the letters ticked on the page left, and no others."""
    with transaction():
        gone = letters_actions.mark_posted(current_actor(), _ticked("letter"))
        names = [letter.claim.resident.full_name for letter in gone]
    _say_gone(
        names,
        lambda named: ngettext(
            "%(num)d lettre est partie : %(names)s.",
            "%(num)d lettres sont parties : %(names)s.",
            len(names),
            names=named,
        ),
    )
    return redirect(url_for("verification.desk"), 303)


@bp.post("/accueil/courriers/imprimer-de-nouveau")
@at_the_desk
def print_letter_again() -> ResponseReturnValue:
    """Take a letter marked as posted back to those to print."""
    with transaction():
        letter = letters_actions.print_letter_again(current_actor(), _pressed("letter"))
        name = letter.claim.resident.full_name if letter else None
    if name:
        flash(gettext("La lettre de %(name)s est de nouveau à imprimer.", name=name))
    else:
        _say_nothing_done()
    return redirect(url_for("verification.desk", _anchor="printed"), 303)


def _before_letter_returned() -> Ending:
    posted = letters.posted_letters(rules.served_by(current_user))
    letter = _one_of(posted, "letter")
    if letter is None:
        raise _why_no_letter()
    return Ending(
        title=gettext(
            "La lettre de %(name)s est-elle revenue ?", name=letter.claim.resident.full_name
        ),
        happens=(
            gettext("Cette personne est prévenue : elle vérifie son adresse et sa boîte."),
            gettext("Elle peut demander une autre lettre tout de suite."),
        ),
        word=gettext("Oui, elle est revenue"),
        harmless=True,
        back=(url_for("verification.desk"), gettext("Lettres")),
        given=("letter", str(letter.id)),
    )


@bp.route("/accueil/courriers/revenues", methods=["GET", "POST"])
@at_the_desk
@asks_first(_before_letter_returned)
def mark_returned() -> ResponseReturnValue:
    """Note that a letter came back."""
    with transaction():
        letter = letters_actions.mark_returned(current_actor(), _pressed("letter"))
        name = letter.claim.resident.full_name if letter else None
    if name:
        flash(gettext("La lettre de %(name)s est revenue. Cette personne le sait.", name=name))
    else:
        _say_nothing_done()
    return redirect(url_for("verification.desk", _anchor="posted"), 303)


@bp.post("/accueil/mandats/postes")
@at_the_desk
def mark_reports_posted() -> ResponseReturnValue:
    """Note that the journals ticked on the page left, and no others."""
    with transaction():
        served = rules.served_by(current_actor().resident)
        gone = reports.mark_reports_posted(served, _ticked("report"))
        names = [report.mandate.principal.full_name for report in gone]
    _say_gone(
        names,
        lambda named: ngettext(
            "%(num)d journal est parti : %(names)s.",
            "%(num)d journaux sont partis : %(names)s.",
            len(names),
            names=named,
        ),
    )
    return redirect(url_for("verification.mandates"), 303)


@bp.post("/accueil/mandats/imprimer-de-nouveau")
@at_the_desk
def print_report_again() -> ResponseReturnValue:
    """Take a journal marked as posted back to those to print."""
    with transaction():
        served = rules.served_by(current_actor().resident)
        report = reports.print_report_again(served, _pressed("report"))
        name = report.mandate.principal.full_name if report else None
    if name:
        flash(gettext("Le journal de %(name)s est de nouveau à imprimer.", name=name))
    else:
        _say_nothing_done()
    return redirect(url_for("verification.mandates", _anchor="printed"), 303)


def _before_report_returned() -> Ending:
    posted = counter.posted_reports(rules.served_by(current_user))
    report = _one_of(posted, "report")
    if report is None:
        raise Missing
    return Ending(
        title=gettext(
            "Le journal de %(name)s est-il revenu ?", name=report.mandate.principal.full_name
        ),
        happens=(
            gettext("Si cette personne lit ses e-mails, elle est prévenue."),
            gettext("Vérifiez son adresse avec elle, puis imprimez-le de nouveau."),
        ),
        word=gettext("Oui, il est revenu"),
        harmless=True,
        back=(url_for("verification.mandates"), gettext("Mandats")),
        given=("report", str(report.id)),
    )


@bp.route("/accueil/mandats/revenus", methods=["GET", "POST"])
@at_the_desk
@asks_first(_before_report_returned)
def mark_report_returned() -> ResponseReturnValue:
    """Note that a journal came back."""
    with transaction():
        served = rules.served_by(current_actor().resident)
        report = reports.mark_report_returned(served, _pressed("report"))
        name = report.mandate.principal.full_name if report else None
    if name:
        flash(
            gettext(
                "Le journal de %(name)s est revenu. Vérifiez son adresse avec cette personne, "
                "puis imprimez-le de nouveau.",
                name=name,
            )
        )
    else:
        _say_nothing_done()
    return redirect(url_for("verification.mandates", _anchor="posted"), 303)


def _ticked(name: str) -> set[int]:
    return set(request.form.getlist(name, type=row_id))


def _pressed(name: str) -> int:
    return request.form.get(name, 0, type=row_id)


def _one_of(posted: Sequence[P], name: str) -> P | None:
    """Return which of the posted ones the page is about."""
    pressed = request.values.get(name, 0, type=row_id)
    return next((one for one in posted if one.id == pressed), None)


def _why_no_letter() -> DomainError:
    letter = letters.letter_of(request.values.get("letter", 0, type=row_id))
    ours = letter is not None and rules.may_serve(current_user, letter.claim)
    return PaperOfNoUse() if ours else Missing()


def _say_gone(names: Sequence[str], say: Callable[[str], str]) -> None:
    if not names:
        flash(gettext("Rien n’est parti : cochez d’abord ce que vous postez."), "info")
        return
    named, others = names[:_MOST_NAMED], len(names) - _MOST_NAMED
    if others > 0:
        named = [*named, ngettext("%(num)d autre", "%(num)d autres", others)]
    flash(say(", ".join(named)))


def _say_nothing_done() -> None:
    flash(str(PaperOfNoUse.sentence), "info")
