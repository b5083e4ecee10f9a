"""What is noted of somebody."""

from sqlalchemy import select

from neighbourhood.residents.models.sights import Sight, SightNames


def acts_about(make, person) -> list[str]:
    """Return the code of each act that is noted about a person, the first first."""
    asked = select(Sight.act).join(SightNames.sight).where(SightNames.about_id == person.id)
    with make.writing() as session:
        return list(session.scalars(asked.order_by(Sight.id)))
