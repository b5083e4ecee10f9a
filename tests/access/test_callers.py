"""Visitors, newcomers, neighbours, partners gone: each opens what is theirs, and no more."""

from datetime import timedelta

import pytest

from messaging.kinds import ABOUTS
from neighbourhood.foundation.extensions import socketio
from neighbourhood.foundation.storing.tokens import sign
from neighbourhood.foundation.web.access import ANYONE, SIGNED_IN, VERIFIED
from neighbourhood.residents.access import CONFIRMED
from tests.access.asking import REFUSED, access, ask, guessed, rule_of, snapshot, url_of
from tests.support.foreign.table import FOREIGN


def test_a_visitor_is_sent_to_sign_in_or_away(app, rules, visitor):
    closed = [rule for rule in rules if access(app, rule.endpoint) != ANYONE]
    assert len(closed) > 60
    for rule in closed:
        for answer in ask(visitor, rule, url_of(rule, guessed(rule))):
            to_sign_in = answer.status_code == 302 and "/connexion" in answer.location
            assert to_sign_in or answer.status_code in REFUSED, f"{rule}: {answer.status}"


def test_a_visitor_learns_nothing_of_what_exists(app, world, visitor):
    for endpoint in ("exchanges.show", "messaging.show", "needs.review", "residents.show"):
        rule, thing = rule_of(app, endpoint), FOREIGN[endpoint](world)
        there = visitor.get(url_of(rule, thing.values))
        nowhere = visitor.get(url_of(rule, {**thing.values, **guessed(rule)}))
        assert (there.status_code, nowhere.status_code) == (302, 302)


def test_who_has_not_proved_an_address_gets_no_verified_page(app, world, rules, signed_in):
    newcomer = signed_in(world.nour)
    written = [rule for rule in rules if access(app, rule.endpoint) == VERIFIED]
    assert len(written) > 25
    before = snapshot(app)
    for rule in written:
        for answer in ask(newcomer, rule, url_of(rule, guessed(rule))):
            assert answer.status_code == 403, f"{rule}: {answer.status}"
            assert "Prouver" in answer.text, f"{rule} does not say what to do"
    assert snapshot(app) == before


def test_a_neighbour_has_no_desk(app, world, rules, signed_in):
    karima = signed_in(world.karima)
    usual = {ANYONE, SIGNED_IN, VERIFIED, CONFIRMED}
    desks = [rule for rule in rules if access(app, rule.endpoint) not in usual]
    assert len(desks) > 12
    office = world.office()
    for rule in desks:
        url = url_of(rule, {**guessed(rule), "partner_id": office.partner.id})
        assert {answer.status_code for answer in ask(karima, rule, url)} == {404}, rule


def test_a_partner_no_longer_accredited_has_no_desk(app, world, signed_in, make):
    office = world.office()
    sophie = signed_in(office.author)
    url = f"/partenaires/{office.partner.id}/besoins"
    assert sophie.get(url).status_code == 200
    with make.writing() as session:
        session.merge(office.partner).accredited_at = None
    assert sophie.get(url).status_code == 404


@pytest.mark.parametrize(
    ("path", "refusal"),
    [
        ("/entraide/prolonger/{}", 404),
        ("/paiement-demo/{}", 404),
        ("/inscription/confirmer/{}", 410),
        ("/moi/email/confirmer/{}", 410),
        ("/moi/email/pas-moi/{}", 410),
        ("/mot-de-passe/nouveau/{}", 410),
        ("/connexion/lien/{}", 410),
        ("/mon-adresse/rester/{}", 410),
        ("/partenaires/demandes/confirmer/{}", 410),
        ("/donner/mes-dons/{}/effacer", 410),
        ("/donner/mes-dons/{}/x/nom", 410),
    ],
)
def test_a_forged_token_opens_nothing(app, visitor, path, refusal):
    with app.app_context():
        for_another_purpose = sign("something else", 1)
    for token in ("x", for_another_purpose, for_another_purpose[:-2] + "xx"):
        assert visitor.get(path.format(token)).status_code == refusal
        assert visitor.post(path.format(token)).status_code == refusal


def test_an_ended_account_is_nobody_any_more(app, world, signed_in, make):
    karima = signed_in(world.karima)
    assert karima.get("/moi").status_code == 200
    with make.writing() as session:
        session.merge(world.karima).closed_at = world.karima.created_at + timedelta(days=1)
    assert karima.get("/moi").status_code == 302


def test_socket_events_refuse_a_conversation_of_others(app, world, signed_in):
    thing = FOREIGN["messaging.show"](world)
    number = thing.values["conversation_id"]
    said = {
        "id": number,
        "conversation_id": number,
        "last_seen_id": 0,
        "last_read_id": 0,
        "client_id": "0b0a9b3e-5a5f-4a55-8f0c-111111111111",
        "text": "Bonjour",
    }
    events = sorted(socketio.server.handlers["/"].keys() - {"connect", "disconnect"})
    before = {person.id: None for person in (world.nour, thing.stranger)}
    for person in (world.nour, thing.stranger):
        browser = signed_in(person)
        before[person.id] = snapshot(app)
        live = socketio.test_client(
            app, flask_test_client=browser, headers={"Origin": "http://localhost"}
        )
        for event in events:
            answer = live.emit(event, said, callback=True)
            assert answer["ok"] is False, event
            assert answer["code"] in {"missing", "not_verified"}, event
        assert live.get_received() == []
        live.disconnect()
        assert snapshot(app) == before[person.id]


def test_about_names_only_what_conversations_are_about(world, signed_in):
    karima = signed_in(world.karima)
    assert karima.get("/messages/a-propos/secret/1").status_code == 404
    assert set(ABOUTS) == {"gathering", "group", "hello", "loan", "reply", "seat"}
