"""Addresses that carry a signed word."""

from sqlalchemy import select

from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.tokens import sign
from neighbourhood.partners.models import Application
from neighbourhood.residents.models.residents import Resident


def token_path(path: str, purpose: str, said) -> str:
    return f"/{path}/{sign(purpose, said)}"


def application_of(applicant: Resident) -> int:
    mine = select(Application.id).where(Application.applicant_id == applicant.id)
    return db.session.scalars(mine).first()
