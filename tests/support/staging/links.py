"""The addresses that only a mail or a payment leads to."""

from sqlalchemy import select

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.partners import mails as partner_mails
from neighbourhood.partners.actions.applying import Asked, apply
from neighbourhood.partners.models import PartnerKind
from neighbourhood.places.models import Municipality
from neighbourhood.residents import codes
from neighbourhood.residents import mails as resident_mails
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions.second_factors import enrol_authenticator
from neighbourhood.residents.models.second_factors import Passkey
from neighbourhood.residents.models.sign_ins import MailboxChange
from tests.support.staging.long_cases import LONG_TITLE
from tests.support.staging.people import Stage
from tests.support.staging.tokens import application_of, token_path


def links(stage: Stage) -> dict[str, str]:
    """Return the addresses that only a mail or a payment leads to."""
    karima = stage.people["karima"]
    change = MailboxChange(
        resident=karima, old_email=karima.email, new_email="karima.benali@example.org"
    )
    undone = MailboxChange(
        resident=stage.people["marcel"],
        old_email="marcel@example.org",
        new_email=stage.people["marcel"].email,
        confirmed_at=now(),
    )
    db.session.add_all([change, undone])
    asked = apply(Actor.of(stage.person("Ariane Petitjean", "ariane")), _asked())
    double = stage.person("Dora Double", "double")
    key = Passkey(
        resident=double, credential_id=b"stage", public_key=b"-", handle=b"-", name=LONG_TITLE[:60]
    )
    db.session.add(key)
    secret = codes.new_secret()
    enrol_authenticator(Actor.of(double), secret=secret, code=codes.code_at(secret, now()))
    stage.person("Garance Gardien", "gardienne")
    db.session.flush()
    return {
        "draft": f"/partenaires/demandes/{asked.id}",
        "key": f"/moi/securite/cles/{key.id}",
        "professional": token_path(
            "partenaires/demandes/confirmer", partner_mails.MAILBOX, asked.id
        ),
        "refused": f"/partenaires/demandes/{application_of(stage.people['helene.marchand'])}",
        "new_mailbox": token_path(
            "moi/email/confirmer",
            resident_mails.NEW_MAILBOX,
            [change.id, karima.credentials_mark],
        ),
        "not_me": token_path("moi/email/pas-moi", resident_mails.NOT_ME, undone.id),
    }


def _asked() -> Asked:
    town = db.session.scalars(select(Municipality).order_by(Municipality.id)).first()
    return Asked(
        kind=PartnerKind.ASSOCIATION,
        name="Les Jardins partagés du quai",
        municipality=town,
        siret="99000003600014",
        mailbox="bureau@jardins-du-quai.example",
        why="Nous prêtons des outils.",
    )
