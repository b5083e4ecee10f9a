"""What cannot be learnt about an address, and how often one may try."""

import re

import pytest

from app import create_app
from neighbourhood.foundation.extensions import limiter
from neighbourhood.foundation.settings import Settings
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.residents.actions import sign_ins
from neighbourhood.residents.models.residents import Resident
from tests.support import drawn_anew
from verification.actions.claims import CLAIMS_AN_ADDRESS
from verification.models.claims import AddressClaim, ClaimStatus
from verification.policies.refusals import NotTakenHere, TooManyClaims
from verification.proving.registry import proof_codes

WRONG = {"letter": "00000-00000", "household": "00000-00000", "desk": "0000 0000"}


@pytest.fixture
def twins(make, settle):
    """Two doors of one street: at the first live three people, at the second nobody."""
    quartier = make.quartier()
    lived_in, empty = make.address(quartier, number=10), make.address(quartier, number=90)
    for name in ("Colette Secrète", "Sami Secret", "Inès Secrète"):
        settle(make.resident(name, verified=False), lived_in)
    return lived_in, empty


def neutral(page, address):
    """Take out of a page what must differ: the number of the door, marks drawn at random."""
    page = page.replace(f"{address.number} rue", "N rue").replace(address.key, "KEY")
    page = re.sub(r"[0-9A-HJKMNP-TV-Z]{4}[-\u2011][0-9A-HJKMNP-TV-Z]{4}\b", "REFERENCE", page)
    page = re.sub(r"[0-9A-Z]{5}-[0-9A-Z]{5}", "CODE", page)
    page = re.sub(r'src="data:[^"]+"', "QR", page)
    return drawn_anew.without(page)


def walk(client, address, method):
    """Prove an address as far as one gets, and return every answer on the way."""
    answers = [
        client.post("/mon-adresse/choisir", data={"key": address.key}),
        client.get("/mon-adresse/confirmer"),
        client.post("/mon-adresse/confirmer", data={"method": method}),
        client.get("/mon-adresse"),
        client.get("/mon-adresse/document"),
        client.get("/mon-adresse/code"),
    ]
    if method in WRONG:
        answers += [
            client.post("/mon-adresse/code", data={"code": WRONG[method]}) for _ in range(7)
        ]
    answers.append(client.post("/mon-adresse/annuler"))
    return [
        (answer.status_code, answer.location, neutral(answer.text, address)) for answer in answers
    ]


@pytest.mark.parametrize("method", proof_codes())
def test_every_answer_is_the_same_whether_or_not_somebody_lives_there(
    make, twins, signed_in, method
):
    seen = []
    for address in twins:
        newcomer = make.resident("Nora Petit", verified=False)
        client = signed_in(newcomer)
        answers = walk(client, address, method)
        assert "Secr" not in str(answers)
        seen.append(str(answers).replace(f"t{newcomer.tint}", "TINT"))
    assert seen[0] == seen[1]


@pytest.mark.parametrize("method", ["desk", "document", "household", "vouching"])
def test_an_address_is_claimed_only_so_often_whoever_lives_there(
    make, twins, claim, method, monkeypatch, move_clock
):
    monkeypatch.setattr("verification.actions.claims.CLAIMS_AN_ADDRESS", 3)
    assert CLAIMS_AN_ADDRESS > 3
    for address in twins:
        people = [make.resident("X Y", verified=False) for _ in range(4)]
        for person in people[:3]:
            claim(person, address, method)
        with pytest.raises(TooManyClaims):
            claim(people[3], address, method)
    move_clock(days=31)
    claim(people[3], twins[0], method)


def test_a_dispute_is_not_shaken_off_by_starting_again(
    visitor, newcomer, door, claim, claims, nora
):
    made = claim(newcomer, door, "desk")
    visitor.post("/pas-moi", data={"reference": made.reference})
    nora.post("/mon-adresse/annuler")
    claim(newcomer, door, "vouching")
    assert [bool(one.disputed_at) for one in claims()] == [True, True]


@pytest.fixture
def nora(newcomer, signed_in):
    return signed_in(newcomer)


# What a town takes


def test_a_proof_the_town_does_not_take_is_neither_offered_nor_accepted(
    app, make, newcomer, door, claim, nora
):
    with make.writing() as session:
        insee = session.get_one(type(door), door.id).quartier.municipality.insee
    runner = app.test_cli_runner()
    said = runner.invoke(args=["verification", "forbid", "vouching", "--insee", insee])
    assert said.exit_code == 0
    nora.post("/mon-adresse/choisir", data={"key": door.key})
    page = nora.get("/mon-adresse/confirmer").text
    assert 'value="letter"' in page
    assert 'value="vouching"' not in page
    assert nora.post("/mon-adresse/confirmer", data={"method": "vouching"}).status_code == 409
    with pytest.raises(NotTakenHere):
        claim(newcomer, door, "vouching")
    runner.invoke(args=["verification", "allow", "vouching", "--insee", insee])
    assert claim(newcomer, door, "vouching").status is ClaimStatus.AWAITING


def test_a_town_keeps_at_least_one_proof(app, make, door):
    with make.writing() as session:
        insee = session.get_one(type(door), door.id).quartier.municipality.insee
    runner = app.test_cli_runner()
    codes = [
        runner.invoke(args=["verification", "forbid", method, "--insee", insee]).exit_code
        for method in proof_codes()[:-1] * 2 + [proof_codes()[-1]]
    ]
    assert codes == [0] * 8 + [1]


@pytest.mark.parametrize("value", ["", "magic", "letter'"])
def test_a_proof_that_does_not_exist_is_asked_again(nora, door, reread, value):
    nora.post("/mon-adresse/choisir", data={"key": door.key})
    assert nora.post("/mon-adresse/confirmer", data={"method": value}).status_code == 422
    assert reread(AddressClaim) == []


# How often


@pytest.fixture
def limited(tmp_path):
    """Open a site that counts, behind as many proxies as given: `limited(TRUSTED_PROXIES=1)`."""
    before, opened = dict(vars(limiter)), []

    def limited(**environ):
        common = {
            "PALIER_INSTANCE": str(tmp_path),
            "SECRET_KEY": "only for tests, and long enough to be taken for a secret",
            "BASE_URL": "http://localhost",
            "JOBS": "immediate",
        }
        app = create_app(
            Settings.from_environment(common | {key: str(value) for key, value in environ.items()})
        )
        app.config["WTF_CSRF_ENABLED"] = False
        with app.app_context():
            db.create_all()
            limiter.reset()
        opened.append(app)
        return app

    yield limited
    for app in opened:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
    vars(limiter).clear()
    vars(limiter).update(before)


@pytest.fixture
def tries(make):
    """Claim doors from fresh accounts; return the statuses of the answers."""
    makers = {}

    def tries(app, times, browser=None, header="", sender="203.0.113.7"):
        there = makers.setdefault(app, type(make)(app))
        statuses = []
        for turn in range(times):
            door = there.address()
            client = browser or app.test_client()
            sign_in(app, client, there.resident("X Y", verified=False))
            base = {"REMOTE_ADDR": sender}
            headers = {"X-Forwarded-For": header.format(turn)} if header else {}
            client.post("/mon-adresse/choisir", data={"key": door.key}, environ_base=base)
            client.get("/mon-adresse/confirmer", environ_base=base, headers=headers)
            answer = client.post(
                "/mon-adresse/confirmer",
                data={"method": "desk"},
                environ_base=base,
                headers=headers,
            )
            statuses.append(answer.status_code)
        return statuses

    return tries


def sign_in(app, client, resident):
    with app.app_context(), transaction():
        one = db.session.get_one(Resident, resident.id)
        token = sign_ins.begin_sign_in(one, agent="test")
    with client.session_transaction() as session:
        session.clear()
        session["sign_in"] = token


def test_one_device_claims_for_a_household_not_for_a_street(limited, tries):
    app = limited()
    statuses = tries(app, 16, browser=app.test_client())
    assert statuses == [303] * 15 + [429]
    assert tries(app, 1) == [303]


def test_one_network_address_claims_for_a_building_not_for_a_town(limited, tries, monkeypatch):
    app = limited(TRUSTED_PROXIES=0)
    statuses = tries(app, 61, header="198.51.100.{}")
    assert statuses == [303] * 60 + [429]


def test_behind_one_proxy_the_address_it_saw_counts_and_what_was_sent_before_does_not(
    limited, tries
):
    app = limited(TRUSTED_PROXIES=1)
    spoofed = "198.51.100.{}, 192.0.2.44"
    assert tries(app, 61, header=spoofed, sender="127.0.0.1")[-1] == 429
    assert tries(app, 1, header="192.0.2.45", sender="127.0.0.1") == [303]


def test_the_cookie_of_a_device_cannot_be_made_up(limited, tries):
    app = limited()
    client = app.test_client()
    tries(app, 1, browser=client)
    cookie = client.get_cookie("palier_device")
    assert cookie.http_only
    assert cookie.same_site == "Lax"
    client.set_cookie("palier_device", "made-up")
    tries(app, 1, browser=client)
    assert client.get_cookie("palier_device").value != "made-up"
