"""Who may call what: every route and every socket event, walked one by one."""

from datetime import timedelta

import pytest
from flask import session as flask_session
from sqlalchemy import select
from werkzeug.routing import IntegerConverter, Rule

from messaging.kinds import ABOUTS
from neighbourhood.exchanges.models import Direction
from neighbourhood.foundation.extensions import csrf, socketio
from neighbourhood.foundation.storing.database import Base, db
from neighbourhood.foundation.storing.tokens import sign
from neighbourhood.foundation.web.access import ANYONE, READS, SIGNED_IN, VERIFIED, WRITES
from neighbourhood.foundation.web.identifiers import LARGEST
from neighbourhood.invitations.models import Side
from neighbourhood.residents.access import CONFIRMED, note_confirmed
from tests.support.foreign import FOREIGN, World

# What Flask itself serves: files that anyone may fetch.
FLASK_ONLY = {"static"}
# Routes with a part that names no thing somebody could own, and why.
NOBODYS = {
    "places.quartier": "the outline of a quartier is public",
    "exchanges.renew_by_mail": "the token is the right to renew: a forged one is tested here",
    "partners.accept_invitation": "only the account it was sent to accepts: see test_team",
    "partners.confirm_mailbox": "the token is the proof: a forged one is tested here",
    "pretend_bank.pay": "the token is the order: a forged one is tested here",
    "residents.confirm_email": "the token is the proof: a forged one is tested here",
    "residents.confirm_mailbox": "the token is the proof: a forged one is tested here",
    "residents.new_password": "the token is the right to choose one: a forged one is tested here",
    "residents.not_me": "the token is the right to object: a forged one is tested here",
    "verification.decide": "no proof of ours has this page: its own town is tested with a toy one",
    "verification.proof_desk": "a way to prove an address is nobody’s: see test_a_new_proof",
    "verification.stay_by_mail": "the token is the right to stay: a forged one is tested here",
}
# Parts of an address that choose a way of doing rather than a thing.
WAYS = {"direction": Direction.ASK, "side": Side.HOST}
REFUSED = {403, 404}


@pytest.fixture
def world(app, make) -> World:
    return World(app, make)


@pytest.fixture
def signed_in(app, signed_in):
    """A browser whose owner has given the password lately: the strongest position to try from."""

    def sign_in(person):
        browser = signed_in(person)
        with app.test_request_context():
            note_confirmed(person)
            proof = dict(flask_session)
        with browser.session_transaction() as session:
            session.update(proof)
        return browser

    return sign_in


@pytest.fixture
def rules(one_app) -> list[Rule]:
    return [rule for rule in one_app.url_map.iter_rules() if rule.endpoint not in FLASK_ONLY]


def access(app, endpoint: str) -> str | None:
    return getattr(app.view_functions[endpoint], "access", None)


def method_of(rule: Rule) -> str:
    return "POST" if "POST" in (rule.methods or ()) else "GET"


def rule_of(app, endpoint: str) -> Rule:
    return next(app.url_map.iter_rules(endpoint))


def url_of(rule: Rule, values: dict) -> str:
    built = rule.build({name: values[name] for name in rule.arguments}, append_unknown=False)
    assert built is not None, f"no address for {rule}"
    return built[1]


def guessed(rule: Rule) -> dict:
    """Fill the parts of an address without knowing anything."""
    names = dict.fromkeys(rule.arguments, "x")
    converters = rule._converters.items()
    numbers = {name: 1 for name, kind in converters if isinstance(kind, IntegerConverter)}
    return {**names, **numbers, **{name: WAYS[name] for name in rule.arguments & WAYS.keys()}}


def snapshot(app) -> dict[str, list]:
    """Return all rows of all tables."""
    with app.app_context():
        return {
            table.name: db.session.execute(select(table).order_by(*table.primary_key)).all()
            for table in Base.metadata.sorted_tables
        }


def ask(client, rule: Rule, url: str):
    methods = sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
    return [client.open(url, method=method) for method in methods]


def test_every_route_says_who_may_call_it(one_app, rules):
    silent = [rule.endpoint for rule in rules if not access(one_app, rule.endpoint)]
    assert not silent, f"put @anyone, @signed_in, @verified or a slice's own on: {silent}"


def test_every_socket_event_says_who_may_send_it(one_app):
    events = socketio.server.handlers["/"]
    assert {"connect", "conversation:join", "message:send", "message:read"} <= events.keys()
    declared = {name: getattr(handler, "access", None) for name, handler in events.items()}
    open_to = {name: who for name, who in declared.items() if who not in {SIGNED_IN, VERIFIED}}
    assert not open_to, f"declare who may send these events: {open_to}"


def test_every_socket_event_says_whether_it_reads_or_writes(one_app):
    events = socketio.server.handlers["/"]
    effects = {name: getattr(handler, "effect", None) for name, handler in events.items()}
    silent = [name for name, effect in effects.items() if effect not in {READS, WRITES}]
    assert not silent, f"put @reads or @writes on: {silent}"
    assert effects["message:send"] == WRITES


def test_only_the_webhook_goes_without_the_token_of_a_form(one_app):
    # It proves who speaks by a signature.
    assert csrf._exempt_views == {"neighbourhood.funding.webhooks.webhook"}
    assert not csrf._exempt_blueprints


def test_every_route_that_names_a_thing_is_tested_with_a_foreign_one(rules):
    naming = {rule.endpoint for rule in rules if rule.arguments - WAYS.keys()}
    unknown = sorted(naming - FOREIGN.keys() - NOBODYS.keys())
    assert not unknown, (
        f"add to FOREIGN, in tests/support/foreign.py, a maker of the thing that each of these "
        f"routes names (or to NOBODYS, here, with the reason why it belongs to nobody): {unknown}"
    )
    assert FOREIGN.keys() | NOBODYS.keys() <= naming, "these routes are gone: take them out"


@pytest.mark.parametrize("endpoint", FOREIGN)
def test_a_foreign_thing_does_not_exist(app, world, signed_in, endpoint):
    thing, rule = FOREIGN[endpoint](world), rule_of(app, endpoint)
    url, stranger = url_of(rule, thing.values), signed_in(thing.stranger)
    before = snapshot(app)
    assert {answer.status_code for answer in ask(stranger, rule, url)} == {404}
    assert snapshot(app) == before


@pytest.mark.parametrize("endpoint", FOREIGN)
def test_it_exists_for_those_it_concerns(app, world, signed_in, endpoint):
    # Without this, a mistyped address would pass for a well-kept secret.
    thing, rule = FOREIGN[endpoint](world), rule_of(app, endpoint)
    answer = signed_in(thing.owner).open(url_of(rule, thing.values), method=method_of(rule))
    assert answer.status_code not in {404, 405, 500}


@pytest.mark.parametrize("endpoint", FOREIGN)
def test_who_has_not_proved_an_address_learns_nothing_of_it(app, world, signed_in, endpoint):
    thing, rule = FOREIGN[endpoint](world), rule_of(app, endpoint)
    url, newcomer = url_of(rule, thing.values), signed_in(world.nour)
    before = snapshot(app)
    assert {answer.status_code for answer in ask(newcomer, rule, url)} <= REFUSED
    assert snapshot(app) == before


@pytest.mark.parametrize("number", [2**31, 2**63 - 1, 2**80])
def test_a_thing_that_never_was_is_missing_too(app, world, rules, signed_in, number):
    karima = signed_in(world.karima)
    numbered = [rule for rule in rules if "int:" in rule.rule]
    assert len(numbered) > 30
    for rule in numbered:
        parts = dict.fromkeys(rule.arguments, 1) | {"kind": "reply", "name": "x"}
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
        ("/mon-adresse/rester/{}", 410),
        ("/partenaires/demandes/confirmer/{}", 410),
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
    assert set(ABOUTS) == {"reply", "seat"}
