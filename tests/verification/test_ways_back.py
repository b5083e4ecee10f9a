"""Whoever was signed out before a form of the desk was sent comes back to its page."""

import re

import pytest

CIRCLES, FIND = "/accueil/garants", "/accueil/preuves"
HERE = "http://localhost"


@pytest.mark.parametrize("referrer", [None, CIRCLES, FIND])
def test_the_form_that_looks_for_a_proof_stands_among_those_to_look_at(visitor, referrer):
    headers = {"Referer": f"{HERE}{referrer}"} if referrer else {}
    answer = visitor.post(FIND, data={"reference": "ABCD1234"}, headers=headers)
    assert answer.location == f"/connexion?next={CIRCLES}"


def test_every_form_of_the_desk_leads_back_to_a_page_of_the_desk(app, visitor):
    sent = [rule for rule in app.url_map.iter_rules() if "POST" in rule.methods]
    desk = [rule.rule for rule in sent if rule.rule.startswith("/accueil/")]
    paths = {re.sub(r"<(int:)?\w+>", "1", path) for path in desk}
    assert FIND in paths
    back = {path: visitor.post(path).location for path in paths}
    astray = {path for path, location in back.items() if "next=/accueil/" not in location}
    assert astray == set()
