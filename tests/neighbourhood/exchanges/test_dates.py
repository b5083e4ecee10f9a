"""Of a thing to borrow, the days are asked for."""

from neighbourhood.exchanges.models.notices import Notice
from tests.neighbourhood.exchanges.writing import ASK, DETAILS
from tests.support.words import plain


def test_of_a_thing_to_borrow_one_says_from_which_day_to_which(app, writing):
    days = {"from_day": "2031-03-05", "to_day": "2031-03-07"}
    writing.post(ASK, data={"subject": "loan"})
    writing.post(ASK + "/categorie", data={"category": "tools"})
    assert "Une perceuse pour" in writing.get(ASK + "/details").text
    writing.post(ASK + "/details", data={**DETAILS, "title": "Une perceuse"})
    page = writing.get(ASK + "/precisions").text
    assert 'name="from_day"' in page
    assert 'name="moments"' not in page
    for wrong in ({"to_day": ""}, {"to_day": "2031-03-04"}):
        assert writing.post(ASK + "/precisions", data=days | wrong).status_code == 422
    assert writing.post(ASK + "/precisions", data=days).location == ASK + "/portee"
    writing.post(ASK + "/portee", data={"reach": "quartier"})
    path = writing.post(ASK + "/apercu").location
    with app.app_context():
        notice = app.extensions["sqlalchemy"].session.query(Notice).one()
        assert notice.particulars == {"dates": ["2031-03-05", "2031-03-07"]}
    assert "du 5 mars au 7 mars" in plain(writing.get(path).text)
