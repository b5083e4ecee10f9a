"""The desk of the town hall: letters to print and to post, those that came to the wrong people."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, gettext
from flask_login import current_user

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.outside.letters import sort_out
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.access import signed_in
from neighbourhood.foundation.web.ending import Ending, asks_first
from neighbourhood.foundation.web.menu import Place
from neighbourhood.foundation.web.quickening import path_to
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.foundation.words.declaring import Register
from neighbourhood.partners.policies.acting import may_verify
from neighbourhood.residents.access import current_actor, second_factor_first
from neighbourhood.residents.models.residents import Resident
from verification.actions import desk as desk_actions
from verification.actions import letters as letters_actions
from verification.kinds import READ_CLAIM, READ_DISPUTED
from verification.letters.words import names_on
from verification.models.claims import AddressClaim, ClaimStatus
from verification.policies import rules
from verification.proofs.letter import LETTER
from verification.proving.protocol import Desk, Proof
from verification.proving.registry import all_proofs
from verification.queries import claims, letters
from verification.views.blueprint import bp, pdf_of

P = ParamSpec("P")
DESK = "desk"


def at_the_desk(handler: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """Ask for someone who verifies addresses for a town hall; for others the page is not there."""
    return _for_those(may_verify, handler)


def overseeing(handler: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """Let administrators in besides: for pages about proofs that seem wrong."""
    return _for_those(rules.oversees, handler)


def _for_those(
    who: Callable[[Resident], bool], handler: Callable[P, ResponseReturnValue]
) -> Callable[P, ResponseReturnValue]:
    @wraps(handler)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        if not who(current_user):
            raise Missing
        first = second_factor_first(staff=True)
        return handler(*args, **kwargs) if first is None else first

    known: Any = signed_in(guarded)
    known.place = Place.DESK
    known.access = DESK
    return known  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """One page among the others of the desk: its word, and how many wait there if it says so."""

    code: str
    word: LazyString
    path: Callable[[], str]
    figure: Callable[[], int] = int


# Pages of the desk that belong to no proof, each declared beside its view.
CHIPS: Register[Chip] = Register("page of the desk")


@bp.app_template_global("desk_chips")
def _desk_chips() -> list[Chip]:
    """Name the pages of the desk: those of proofs, then those that stand for themselves."""
    ours = [_chip(proof, proof.desk) for proof in all_proofs() if proof.desk is not None]
    return [*ours, *CHIPS.values()]


def _chip(proof: Proof, part: Desk) -> Chip:
    def path() -> str:
        if part.endpoint is not None:
            return path_to(part.endpoint)
        return path_to("verification.proof_desk", code=proof.code)

    return Chip(code=proof.code, word=part.word, path=path)


def desk_page(proof: Proof, *, wrong: bool = False, **more: object) -> ResponseReturnValue:
    """Draw what staff of the towns see of one proof."""
    page = render_template(
        f"verification/proofs/{proof.code}/desk.html",
        proof=proof,
        read_claim=READ_CLAIM.drawn,
        **proof.at_the_desk(rules.served_by(current_user)),
        **more,
    )
    return page, 422 if wrong else 200


@bp.get("/accueil/preuve/<code>")
@at_the_desk
def proof_desk(code: str) -> ResponseReturnValue:
    """List what waits for staff by a proof that has no page of its own."""
    proof, part = _without_page(code)
    return desk_page(proof, form=part.form(formdata=None))


@bp.post("/accueil/preuve/<code>/<int:claim_id>")
@at_the_desk
def decide(code: str, claim_id: int) -> ResponseReturnValue:
    """Confirm or refuse the claim of somebody, as the proof makes of what I answer."""
    proof, part = _without_page(code)
    form = part.form()
    if not form.validate_on_submit():
        return desk_page(proof, wrong=True, form=form)
    with transaction():
        found = claims.claim_that_waited(claim_id, code)
        claim = rules.still_to_decide(current_user, found)
        desk_actions.decide(current_actor(), READ_CLAIM.unchanged(claim), answers=form.data)
    return redirect(url_for("verification.proof_desk", code=code), 303)


def _without_page(code: str) -> tuple[Proof, Desk]:
    for proof in all_proofs():
        if proof.code == code and proof.desk is not None and proof.desk.endpoint is None:
            return proof, proof.desk
    raise Missing


@bp.get("/accueil/courriers")
@at_the_desk
def desk() -> ResponseReturnValue:
    """List the letters to print and to post, and those that came to the wrong people."""
    return desk_page(LETTER)


@bp.post("/accueil/courriers/imprimer")
@at_the_desk
def print_letters() -> ResponseReturnValue:
    """Take the waiting letters to the printer."""
    with transaction():
        letters_actions.print_letters(current_actor())
    return redirect(url_for("verification.desk", _anchor="printed"), 303)


@bp.get("/accueil/courriers.pdf")
@at_the_desk
@limit("30 per hour", methods=["GET"])
def letters_pdf() -> ResponseReturnValue:
    """Give the letters at the printer as one file, again and again until they are posted."""
    waiting = letters.waiting_letters(rules.served_by(current_user))
    printed = sort_out(waiting, names_on).printed
    if not printed:
        raise Missing
    return pdf_of(printed, "courriers.pdf")


def _list_of(claim: AddressClaim) -> str:
    # Administrators see what was decided at a desk, not the desk.
    waited = claim.status in (ClaimStatus.AWAITING, ClaimStatus.CANCELLED)
    here = waited and may_verify(current_user)
    return url_for("verification.desk" if here else "verification.circles")


def _before_settle_dispute(claim_id: int) -> Ending:
    found = rules.still_disputed(current_user, claims.claim_of(claim_id))
    founded = request.args.get("founded") == "yes"
    cancelled = (
        gettext("La demande sera annulée : le code de cette lettre ne marchera pas."),
        gettext("La personne est prévenue. Elle peut recommencer, ou passer à l’accueil."),
    )
    kept = (
        gettext("Le signalement est clos. Le code de la lettre marche, la preuve reste."),
        gettext("Cela ne se rouvre que si on signale de nouveau cette lettre."),
    )
    return Ending(
        title=gettext("Annuler cette demande ?") if founded else gettext("Clore ce signalement ?"),
        happens=cancelled if founded else kept,
        word=gettext("Annuler la demande") if founded else gettext("Tout va bien, continuer"),
        harmless=not founded,
        back=(_list_of(found), gettext("Lettres")),
        given=("founded", "yes" if founded else "no"),
        of=(READ_DISPUTED, found),
    )


@bp.route("/accueil/courriers/signalements/<int:claim_id>", methods=["GET", "POST"])
@overseeing
@asks_first(_before_settle_dispute)
def settle_dispute(claim_id: int) -> ResponseReturnValue:
    """Decide what people said of a letter that was not for them."""
    with transaction():
        found = rules.still_disputed(current_user, claims.claim_of(claim_id))
        claim = READ_DISPUTED.unchanged(found)
        letters_actions.settle_dispute(
            current_actor(), claim, founded=request.form.get("founded") == "yes"
        )
    return redirect(_list_of(claim), 303)
