"""The desk and mandates: a signed form to record, a mandate to stop, journals to print and post."""

from functools import partial

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.outside import paper
from neighbourhood.foundation.outside.letters import BATCH
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.ending import Ending, asks_first
from neighbourhood.foundation.web.identifiers import row_id
from neighbourhood.foundation.web.quickening import path_to
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.mandates.actions import reports
from neighbourhood.mandates.kinds import READ
from neighbourhood.mandates.models import Mandate
from neighbourhood.mandates.paperwork import journals, months
from neighbourhood.mandates.queries import counter, identities
from neighbourhood.residents.access import current_actor
from neighbourhood.residents.models.residents import Resident
from verification.actions import mandates as mandates_actions
from verification.forms import AddressForm, MandateNumberForm, SeenForm
from verification.policies import rules
from verification.views import identities as identities_views
from verification.views.blueprint import bp
from verification.views.desk import CHIPS, Chip, at_the_desk

_REFERENCE = "mandate_at_the_desk"
_SOMEBODY_NEW = 0

HERE = "verification.mandates"
CHIPS.declare(Chip(code=HERE, word=_l("Mandats"), path=partial(path_to, HERE)))


@bp.get("/accueil/mandats")
@at_the_desk
def mandates() -> ResponseReturnValue:
    """Ask for the reference of a paper, and list the journals to print and to post."""
    return _page(MandateNumberForm(formdata=None), AddressForm(formdata=None))


def _page(number: MandateNumberForm, place: AddressForm, **more: object) -> ResponseReturnValue:
    waiting = counter.waiting_reports(rules.served_by(current_user))
    page = render_template(
        "verification/mandates.html",
        number=number,
        place=place,
        fresh=[report for report in waiting if not report.printed_at],
        printed=[report for report in waiting if report.printed_at],
        **more,
    )
    return page, 422 if number.errors or place.errors else 200


@bp.post("/accueil/mandats/reference")
@at_the_desk
@limit("60 per hour")
def find_mandate() -> ResponseReturnValue:
    """Look for the form or the mandate whose reference is on the paper."""
    form = MandateNumberForm()
    if form.validate_on_submit():
        session[_REFERENCE] = form.meant
        if _at_hand() is not None:
            return redirect(url_for("verification.mandate"), 303)
        session[identities_views.REFERENCE] = form.meant
        if identities.waiting_check(form.meant) is not None:
            return redirect(url_for("verification.identity"), 303)
        form.reference.errors = [
            gettext("Rien n’attend et rien n’est en cours sous cette référence dans votre ville.")
        ]
    return _page(form, AddressForm(formdata=None))


@bp.post("/accueil/mandats/adresse")
@at_the_desk
@limit("60 per hour")
def find_mandates_at() -> ResponseReturnValue:
    """List the mandates of those who live at an address: the paper is lost."""
    form = AddressForm()
    found = form.find()
    door = found.exact
    if door is None and not form.errors and not found.choices:
        form.typed.errors = [gettext("Nous ne trouvons pas cette adresse. Vérifiez le numéro.")]
    there = counter.mandates_at(rules.served_by(current_user), door) if door else None
    number = MandateNumberForm(formdata=None)
    return _page(number, form, choices=() if door else found.choices, there=there)


def _at_hand() -> Mandate | None:
    served = rules.served_by(current_user)
    return counter.mandate_by_reference(served, session.get(_REFERENCE, ""))


@bp.get("/accueil/mandats/feuille")
@at_the_desk
def mandate() -> ResponseReturnValue:
    """Read what a paper says; compare it with the person, or stop it for them."""
    found = _at_hand()
    if found is None:
        return redirect(url_for("verification.mandates"), 303)
    return _paper(found, SeenForm(formdata=None))


def _paper(found: Mandate, form: SeenForm) -> ResponseReturnValue:
    refusal = rules.refusal_to_record(current_actor(), found)
    page = render_template(
        "verification/mandate.html",
        mandate=found,
        read=READ.drawn(found),
        home=rules.home_written_on(found),
        likely=_likely(found),
        refusal=refusal.sentence if refusal else None,
        form=form,
    )
    return page, 422 if form.errors else 200


def _likely(found: Mandate) -> list[Resident]:
    return list(counter.same_person(found)) if found.is_prepared else []


@bp.post("/accueil/mandats/feuille/enregistrer")
@at_the_desk
@limit("60 per hour")
def record_mandate() -> ResponseReturnValue:
    """Record the form of a person whose papers I have seen."""
    found = _at_hand()
    if found is None:
        raise Missing
    form = _seen_form(_likely(found))
    if not form.validate_on_submit():
        return _paper(found, form)
    with transaction():
        again = _at_hand()
        if again is None:
            raise Missing
        known = {one.id: one for one in _likely(again)}.get(form.known.data if form.known else 0)
        mandates_actions.record_mandate(current_actor(), READ.unchanged(again), known=known)
    session.pop(_REFERENCE, None)
    flash(gettext("C’est enregistré. Le mandat commence aujourd’hui."))
    return redirect(url_for("verification.mandates"), 303)


def _seen_form(likely: list[Resident]) -> SeenForm:
    form = SeenForm()
    if not likely:
        del form.known
        return form
    somebody_new = (_SOMEBODY_NEW, _l("Non, c’est quelqu’un d’autre"))
    form.known.choices = [*((one.id, one.full_name) for one in likely), somebody_new]
    return form


def _before_stop_mandate() -> Ending:
    found = _at_hand()
    if found is None:
        raise Missing
    return Ending(
        title=gettext("Arrêter ce mandat ?"),
        happens=(
            gettext(
                "À l’instant, plus personne n’agit pour %(name)s.", name=found.principal.full_name
            ),
            gettext("Ce qui est déjà publié reste signé. Les personnes concernées sont prévenues."),
            gettext("Pour recommencer, il faudra une nouvelle feuille."),
        ),
        word=gettext("Arrêter ce mandat"),
        back=(url_for("verification.mandate"), gettext("Un mandat sur papier")),
    )


@bp.route("/accueil/mandats/feuille/arreter", methods=["GET", "POST"])
@at_the_desk
@limit("60 per hour")
@asks_first(_before_stop_mandate)
def stop_mandate() -> ResponseReturnValue:
    """Stop a mandate for the person who asks for it here."""
    with transaction():
        found = _at_hand()
        if found is None:
            raise Missing
        mandates_actions.stop_mandate(current_actor(), READ.unchanged(found))
    session.pop(_REFERENCE, None)
    flash(gettext("C’est arrêté, à l’instant. Plus personne n’agit par ce mandat."))
    return redirect(url_for("verification.mandates"), 303)


@bp.post("/accueil/mandats/imprimer")
@at_the_desk
def print_reports() -> ResponseReturnValue:
    """Take the waiting journals to the printer."""
    with transaction():
        reports.print_reports(rules.served_by(current_user))
    return redirect(url_for("verification.mandates", _anchor="printed"), 303)


@bp.get("/accueil/mandats/journaux.pdf")
@at_the_desk
@limit("30 per hour", methods=["GET"])
def reports_pdf() -> ResponseReturnValue:
    """Give the journals at the printer as one file, again and again until they are posted."""
    waiting = counter.waiting_reports(rules.served_by(current_user))
    words = [months.compose_report(report) for report in waiting if report.printed_at]
    if not words:
        raise Missing
    pdf = paper.printed(journals.draw_journals, words[:BATCH])
    return paper.hand_out(pdf, "journaux.pdf")


@bp.post("/accueil/mandats/postes")
@at_the_desk
def mark_reports_posted() -> ResponseReturnValue:
    """Note that the journals listed on the page left."""
    with transaction():
        gone = set(request.form.getlist("report", type=row_id))
        count = reports.mark_reports_posted(rules.served_by(current_user), gone)
    flash(ngettext("%(num)d lettre est partie.", "%(num)d lettres sont parties.", count))
    return redirect(url_for("verification.mandates"), 303)
