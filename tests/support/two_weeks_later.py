"""What the night does two weeks after an account was closed: `python -m … EMAIL`."""

import sys

from sqlalchemy import select, update

from app import create_app
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.residents import jobs
from neighbourhood.residents.models.closings import BACK_WITHIN, Closing
from neighbourhood.residents.models.residents import Resident


def main(email: str) -> None:
    """Let the two weeks of the account of `email` be over, and run the night."""
    with create_app().app_context():
        theirs = select(Resident.id).where(Resident.email == email).scalar_subquery()
        over = {"due_at": now(), "created_at": now() - BACK_WITHIN}
        with transaction():
            db.session.execute(update(Closing).where(Closing.resident_id == theirs).values(over))
        jobs.erase_closed()


if __name__ == "__main__":
    main(sys.argv[1])
