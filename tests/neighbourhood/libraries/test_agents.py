"""A tool reserved in somebody’s place: by a mandate to lend and borrow, and written down."""

import pytest

from neighbourhood.foundation.storing.database import db
from neighbourhood.mandates.models import MandateDeed
from tests.support.carried import press
from tests.support.mandates import act_by, give

MINE = "/outiltheques/mes-emprunts"


@pytest.fixture
def for_marcel(counter, signed_in, make):
    """Karima at her browser, in the place of Marcel."""

    def by(*scopes: str):
        mandate = give(make, counter.marcel, counter.karima, scopes=set(scopes))
        return act_by(signed_in(counter.karima), mandate)

    return by


def test_an_agent_reserves_cancels_and_keeps_for_longer_and_each_deed_is_noted(
    app, counter, for_marcel, on
):
    agent, tool = for_marcel("loans"), counter.tool()
    form = {"first": on(4).isoformat(), "due": on(7).isoformat()}
    page = press(agent, f"{tool.path}/reserver", form, on=tool.path, follow_redirects=True)
    assert "prenez la carte de la personne" in page.text
    (loan,) = counter.loans()
    assert loan.borrower_id == counter.marcel.id
    press(agent, f"{MINE}/{loan.id}/annuler", on=MINE)
    press(agent, f"{MINE}/{loan.id}/revenir", on=MINE)
    lent = counter.lend(counter.tool("Scie"), counter.marcel)
    press(agent, f"{MINE}/{lent.id}/prolonger", on=MINE)
    with app.app_context():
        deeds = [line.deed for line in db.session.query(MandateDeed).order_by(MandateDeed.id)]
    kept = ["reserved tool", "cancelled tool", "reserved tool again", "renewed tool"]
    assert deeds == kept


def test_an_agent_who_may_only_answer_notices_reserves_nothing_nor_shows_a_card(
    counter, for_marcel, on
):
    agent, tool = for_marcel("reply"), counter.tool()
    form = {"first": on(4).isoformat(), "due": on(7).isoformat()}
    page = agent.get(tool.path).text
    assert "/reserver" not in page
    assert agent.post(f"{tool.path}/reserver", data=form).status_code == 403
    assert agent.get(MINE).status_code == agent.get("/outiltheques/ma-carte").status_code == 403
    assert counter.loans() == []
