"""Somebody who used their rights, accounts that are closed, and files about many people."""

from functools import partial

from sqlalchemy import select

from neighbourhood.exports import actions as exports
from neighbourhood.exports import rendering as sheets
from neighbourhood.foundation.storing.database import after_commit, db
from neighbourhood.foundation.storing.dispatches import Dispatch, DispatchStatus
from neighbourhood.partners.actions import staffing
from neighbourhood.partners.models import Partner, StaffRole
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions import closing, sights
from neighbourhood.residents.actions.accounts import settle_in
from neighbourhood.residents.kinds import Office
from neighbourhood.rights import actions, rendering
from neighbourhood.rights.models import RequestKind
from tests.support.staging.people import Stage
from verification.kinds import PROOF_SEEN


def rights(stage: Stage) -> dict[str, str]:
    """Have Karima use her rights, Prudence wait for an answer, two people run the town."""
    karima, prudence = (stage.people[name] for name in ("karima", "prudence"))
    admin = Actor.of(stage.people["admin"])
    archive = actions.ask_archive(Actor.of(karima))
    after_commit(partial(rendering.prepare, archive.id))
    words = "Mon ancien numéro de rue est encore dans le journal de mon adresse."
    answered = actions.ask(Actor.of(karima), kind=RequestKind.CORRECTION, words=words)
    actions.answer(admin, answered, words="C’est corrigé. Merci de l’avoir signalé.")
    asked = actions.ask(
        Actor.of(prudence), kind=RequestKind.OBJECTION, words="Je ne veux pas être comptée."
    )
    gone = stage.person("Odette Partie", "partie")
    closing.close(Actor.of(gone))
    town = karima.quartier.municipality
    office = Office("CCAS de Valbourg", town.id)
    sights.note(stage.people["mairie"].id, karima.id, PROOF_SEEN, "Dossier 12", office=office)
    db.session.add(_failed(karima.id))
    return {
        "request": f"/moi/donnees/demandes/{answered.id}",
        "request_waiting": f"/moi/donnees/demandes/{asked.id}",
        "to_answer": f"/administration/droits/{asked.id}",
        "person": f"/administration/personnes/{prudence.id}",
        "person_twice": f"/administration/personnes/{stage.people['double'].id}",
        "restrict": f"/moderation/personnes/{prudence.id}/ouvrir",
        "close_for": f"/administration/villes/{town.id}/personnes/{prudence.id}/fermer",
        **_files(stage, town.id),
    }


def _files(stage: Stage, town_id: int) -> dict[str, str]:
    ada, basile = (
        stage.person(name, mailbox)
        for name, mailbox in (("Ada Meunier", "ada"), ("Basile Okoro", "basile"))
    )
    service = db.session.scalars(
        select(Partner).where(Partner.name == "CCAS de Valbourg").order_by(Partner.id)
    ).one()
    for person in (ada, basile):
        settle_in(person, next(stage.doors))
        staffing.name_staff(service, person, role=StaffRole.ADMINISTER)
    town = service.municipality
    why = "Préparer l’accueil des nouveaux habitants"
    ready = exports.ask(Actor.of(ada), town, code="residents", reason=why)
    exports.agree(Actor.of(basile), ready, words="D’accord, pour la réunion du 12.")
    after_commit(partial(sheets.write, ready.id))
    waiting = exports.ask(Actor.of(ada), town, code="sights", reason="Contrôle de l’année")
    return {"export": exports.path_of(ready), "export_waiting": exports.path_of(waiting)}


def _failed(resident_id: int) -> Dispatch:
    return Dispatch(
        mark="staged",
        kind="reset_password",
        resident_id=resident_id,
        mailbox="k…@valbourg.example",
        status=DispatchStatus.FAILED,
        error="SMTPRecipientsRefused",
    )
