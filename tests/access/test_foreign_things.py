"""What is not for everyone, asked for one by one."""

import pytest

from neighbourhood.foundation.web.identifiers import LARGEST
from tests.access.asking import LOOKING, REFUSED, WAYS, ask, method_of, rule_of, snapshot, url_of
from tests.support.foreign.table import FOREIGN

# What everybody may give to: whoever has no quartier yet is led to the page that is for all.
LED_ON = {"needs.show": {302}, "packages.show": {302}}


@pytest.mark.parametrize("endpoint", FOREIGN)
def test_a_thing_is_there_for_those_it_concerns_and_for_nobody_else(
    app, world, signed_in, endpoint
):
    thing, rule = FOREIGN[endpoint](world), rule_of(app, endpoint)
    url, learnt = url_of(rule, thing.values), REFUSED | LED_ON.get(endpoint, set())
    stranger, newcomer, owner = map(signed_in, (thing.stranger, world.nour, thing.owner))
    before = snapshot(app)
    assert {answer.status_code for answer in ask(stranger, rule, url)} == {404}
    assert {answer.status_code for answer in ask(newcomer, rule, url)} <= learnt
    assert snapshot(app) == before, "asked by those it does not concern"
    head, whole = (owner.open(url, method=method) for method in LOOKING)
    assert (head.status_code, head.data) == (whole.status_code, b"")
    assert snapshot(app) == before, "looked at by its owner"
    # Without this, a mistyped address would pass for a well-kept secret.
    assert owner.open(url, method=method_of(rule)).status_code not in {404, 405, 500}


@pytest.mark.parametrize("number", [2**31, 2**63 - 1, 2**80])
def test_a_thing_that_never_was_is_missing_too(app, world, rules, signed_in, number):
    karima = signed_in(world.karima)
    # A link of a mail that is no good is answered as such before anything is looked for.
    numbered = [
        rule
        for rule in rules
        if "token" not in rule.arguments and any(name.endswith("_id") for name in rule.arguments)
    ]
    assert len(numbered) > 30
    for rule in numbered:
        parts = dict.fromkeys(rule.arguments, 1) | {"kind": "reply", "name": "x"} | WAYS
        numbers = {name: number for name in rule.arguments if name.endswith("_id")}
        url = url_of(rule, parts | numbers)
        # No address holds such a number, so Flask may say that of the method instead.
        missing = {404} if number <= LARGEST else {404, 405}
        assert {answer.status_code for answer in ask(karima, rule, url)} <= missing, url


@pytest.mark.parametrize("number", ["-1", str(2**63), str(10**40), "1e5", "٣"])
def test_a_figure_that_makes_no_sense_in_a_query_breaks_nothing(world, signed_in, number):
    thing = FOREIGN["messaging.show"](world)
    talk = f"/messages/{thing.values['conversation_id']}"
    ines = signed_in(thing.owner)
    for path in (f"{talk}?before=", "/entraide?cell=", "/solidarite?quartier="):
        assert ines.get(path + number).status_code == 200
    for path in ("/", "/entraide", "/messages", "/notifications", "/entraide/mes-annonces"):
        assert ines.get(f"{path}?after=1700000000000000-{number}").status_code == 200
        assert ines.get(f"{path}?after={number}-1").status_code == 200
