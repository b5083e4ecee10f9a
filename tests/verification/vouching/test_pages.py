"""The pages of a newcomer and of whoever answers for them."""

from verification.models.vouching import Vouch

WRONG = "0000000000"


def test_from_code_to_neighbour_without_javascript(
    newcomer, door, invite, neighbour_of, signed_in, reread, home_of
):
    _id, code = invite(newcomer)
    state = signed_in(newcomer).get("/mon-adresse").text
    assert f"{code[:5]}-{code[5:]}" in state
    assert "verront votre nom et cette adresse" in state
    for name in ("Karima Benali", "Marcel Lefèvre"):
        client = signed_in(neighbour_of(door, name))
        answer = client.post("/garant", data={"code": code.lower()})
        assert (answer.status_code, answer.location) == (303, "/garant/signer")
        page = client.get("/garant/signer").text
        assert "Nora Petit" in page
        assert "Ce que cela engage" in page
        assert client.post("/garant/signer").status_code == 422
        assert client.post("/garant/signer", data={"agreed": "y"}).location == "/"
    assert len(reread(Vouch)) == 2
    assert home_of(newcomer).is_verified


def test_the_state_page_never_says_who_vouched(
    newcomer, door, invite, vouch, neighbour_of, signed_in
):
    invite_id, _code = invite(newcomer)
    vouch(neighbour_of(door, "Zénobie Garance"), invite_id)
    page = signed_in(newcomer).get("/mon-adresse").text
    assert "Une personne sur deux" in page
    assert "Zénobie" not in page


def test_whoever_cannot_vouch_is_told_before_the_promise(make, newcomer, invite, signed_in):
    _id, code = invite(newcomer)
    client = signed_in(make.resident("Loin Ailleurs"))
    client.post("/garant", data={"code": code})
    answer = client.get("/garant/signer")
    assert answer.status_code == 409
    assert "Nora Petit" not in answer.text


def test_a_newcomer_cannot_open_the_pages_of_vouchers(newcomer, signed_in, visitor):
    assert signed_in(newcomer).get("/garant").status_code == 403
    assert "/connexion" in visitor.get("/garant").location


def test_without_a_code_there_is_nothing_to_sign(make, signed_in):
    client = signed_in(make.resident())
    assert client.get("/garant/signer").location == "/garant"
    assert client.post("/garant", data={"code": WRONG}).status_code == 422
