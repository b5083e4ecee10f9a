"""What the desk does with papers that it posted: print them again, note that they came back."""

from collections.abc import Sequence

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.identifiers import row_id
from neighbourhood.mandates.actions import reports
from neighbourhood.residents.access import current_actor
from verification.actions import letters as letters_actions
from verification.policies import rules
from verification.views.blueprint import bp
from verification.views.desk import at_the_desk

_MOST_NAMED = 10


@bp.post("/accueil/courriers/postes")
@at_the_desk
def mark_posted() -> ResponseReturnValue:
    """Note that the letters ticked on the page left, and no others."""
    with transaction():
        gone = letters_actions.mark_posted(current_actor(), _ticked("letter"))
        names = [letter.claim.resident.full_name for letter in gone]
    _say_gone(names)
    return redirect(url_for("verification.desk"), 303)


@bp.post("/accueil/courriers/imprimer-de-nouveau")
@at_the_desk
def print_letter_again() -> ResponseReturnValue:
    """Take a letter marked as posted back to those to print."""
    with transaction():
        letter = letters_actions.print_letter_again(current_actor(), _pressed("letter"))
        name = letter.claim.resident.full_name if letter else None
    _say_to_print(name)
    return redirect(url_for("verification.desk", _anchor="printed"), 303)


@bp.post("/accueil/courriers/revenues")
@at_the_desk
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
    _say_gone(names)
    return redirect(url_for("verification.mandates"), 303)


@bp.post("/accueil/mandats/imprimer-de-nouveau")
@at_the_desk
def print_report_again() -> ResponseReturnValue:
    """Take a journal marked as posted back to those to print."""
    with transaction():
        served = rules.served_by(current_actor().resident)
        report = reports.print_report_again(served, _pressed("report"))
        name = report.mandate.principal.full_name if report else None
    _say_to_print(name)
    return redirect(url_for("verification.mandates", _anchor="printed"), 303)


@bp.post("/accueil/mandats/revenus")
@at_the_desk
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


def _say_gone(names: Sequence[str]) -> None:
    if not names:
        flash(gettext("Rien n’est parti : cochez d’abord les papiers que vous postez."), "info")
        return
    named, others = names[:_MOST_NAMED], len(names) - _MOST_NAMED
    if others > 0:
        named = [*named, ngettext("%(num)d autre", "%(num)d autres", others)]
    flash(
        ngettext(
            "%(num)d papier est parti : %(names)s.",
            "%(num)d papiers sont partis : %(names)s.",
            len(names),
            names=", ".join(named),
        )
    )


def _say_to_print(name: str | None) -> None:
    if name:
        flash(gettext("Le papier de %(name)s est de nouveau à imprimer.", name=name))
    else:
        _say_nothing_done()


def _say_nothing_done() -> None:
    flash(gettext("Rien n’a changé : quelqu’un l’a déjà fait, ou ce papier ne sert plus."), "info")
