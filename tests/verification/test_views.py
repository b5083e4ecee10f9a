import logging
import re

import pytest

from neighbourhood.foundation.settings import Settings
from neighbourhood.foundation.storing import codes
from neighbourhood.notifications.models import Notification
from neighbourhood.places.actions import import_addresses
from neighbourhood.residents.models.residents import Resident
from verification.gateways import Desk, Screen
from verification.models.claims import AddressClaim, ClaimStatus
from verification.models.letters import LetterCode

STREET = "Rue des Tanneurs"
WRONG = "00000-00000"


@pytest.fixture
def town(make):
    """One quartier whose streets can be searched."""
    quartier = make.quartier()
    left = quartier.boundary["coordinates"][0][0][0]
    common = {"code_postal": "99350", "code_insee": "99035", "nom_commune": "Valbourg"}
    doors = [
        ("8", "", STREET),
        ("12", "", STREET),
        ("12", "bis", STREET),
        ("14", "", "Place Verte"),
    ]
    doors += [("3", "", "Rue du Moulin Vieux"), ("3", "", "Rue du Moulin Neuf")]
    with make.writing():
        import_addresses(
            {
                "id": f"99035_{rank}", "numero": number, "rep": suffix, "nom_voie": street,
                "lon": str(left + 0.005), "lat": "46.005", **common,
            }
            for rank, (number, suffix, street) in enumerate(doors)
        )  # fmt: skip
    return quartier


@pytest.fixture
def nora(newcomer, signed_in):
    return signed_in(newcomer)


@pytest.fixture
def demo(one_app, monkeypatch):
    """Choose the carrier: `demo(False)` is a town whose letters travel by post."""

    def demo(value):
        monkeypatch.setattr(Settings, "demo", value)

    return demo


def choose(client, **fields):
    return client.post("/mon-adresse/choisir", data=fields)


def text(answer):
    return re.sub(r"\s+", " ", answer.get_data(as_text=True))


def test_from_stranger_to_neighbour_without_javascript(town, nora, newcomer, code_of, reread):
    assert "Choisir mon adresse" in text(nora.get("/mon-adresse"))
    answer = choose(nora, typed="12 rue des tanneurs valbourg")
    assert (answer.status_code, answer.location) == (303, "/mon-adresse/confirmer")
    assert "12 Rue des Tanneurs" in text(nora.get(answer.location))
    answer = nora.post("/mon-adresse/confirmer", data={"method": "letter"})
    assert (answer.status_code, answer.location) == (303, "/mon-adresse")
    letter = text(nora.get("/mon-adresse/lettre"))
    code = re.search(r'id="code">([^<]+)<', letter)[1]
    answer = nora.post("/mon-adresse/code", data={"code": f" {code.lower()} "})
    assert (answer.status_code, answer.location) == (303, "/")
    assert "Vous êtes un voisin vérifié" in text(nora.get("/mon-adresse"))
    assert [one.kind for one in reread(Notification)] == ["welcome_home"]


def test_an_address_that_does_not_exist_leads_nowhere(town, nora, claims):
    answer = choose(nora, typed="400 rue Imaginaire")
    assert answer.status_code == 422
    assert "Nous ne trouvons pas cette adresse" in text(answer)
    assert "400 rue Imaginaire" in text(answer)
    assert (
        nora.post("/mon-adresse/confirmer", data={"method": "letter"}).location
        == "/mon-adresse/choisir"
    )
    assert claims() == []


def test_a_number_that_does_not_exist_is_no_address(town, nora):
    answer = choose(nora, typed="400 rue des Tanneurs")
    assert answer.status_code == 422
    assert 'name="key"' not in text(answer)


def test_an_ambiguous_address_offers_its_choices(town, nora):
    answer = choose(nora, typed="3 rue du Moulin")
    assert "Laquelle est la vôtre ?" in text(answer)
    assert "3 rue du Moulin" in text(answer)
    choices = re.findall(r'name="key" value="([^"]+)"', text(answer))
    assert sorted(choices) == ["99035_4", "99035_5"]
    assert (
        choose(nora, typed="3 rue du Moulin", key=choices[0]).location == "/mon-adresse/confirmer"
    )


def test_a_misspelt_address_is_offered_not_taken(town, nora):
    answer = choose(nora, typed="8 rue des Taneurs")
    assert answer.status_code == 200
    assert re.findall(r'name="key" value="([^"]+)"', text(answer)) == ["99035_0"]
    assert nora.get("/mon-adresse/confirmer").location == "/mon-adresse/choisir"


def test_the_suffix_is_part_of_the_address(town, nora):
    choose(nora, typed="12 bis rue des Tanneurs")
    assert "12 bis Rue des Tanneurs" in text(nora.get("/mon-adresse/confirmer"))


@pytest.mark.parametrize(
    "fields", [{}, {"typed": " "}, {"key": "nowhere"}, {"key": "", "typed": ""}]
)
def test_an_empty_answer_is_asked_again(town, nora, fields):
    assert choose(nora, **fields).status_code == 422


def test_a_door_outside_all_quartiers_is_refused_with_the_reason(town, make, nora):
    outside = make.address(quartier_id=None, cell_id=None)
    answer = choose(nora, key=outside.key)
    assert answer.status_code == 422
    assert "Palier n’est pas encore ouvert" in text(answer)


def test_what_i_typed_is_shown_back_and_never_runs(town, nora):
    answer = choose(nora, typed="<script>alert(1)</script>")
    assert "<script>alert" not in answer.get_data(as_text=True)


def test_without_a_claim_there_is_no_code_to_enter(nora):
    assert nora.get("/mon-adresse/code").location == "/mon-adresse"
    assert nora.get("/mon-adresse/lettre").status_code == 404
    assert nora.get("/mon-adresse/lettre.pdf").status_code == 404


def test_wrong_codes_count_down_then_close(nora, newcomer, door, claim, code_of):
    claim(newcomer, door)
    said = [text(nora.post("/mon-adresse/code", data={"code": WRONG})) for _ in range(5)]
    assert "il vous reste 4 essais" in said[0]
    assert "il vous reste un seul essai" in said[3]
    assert "il ne marche plus" in said[4]
    answer = nora.post("/mon-adresse/code", data={"code": code_of(newcomer)})
    assert answer.status_code == 422
    assert "il ne marche plus" in text(answer)
    assert "Il vous en faut un nouveau" in text(nora.get("/mon-adresse"))


@pytest.mark.parametrize("typed", ["", "ABCDE", "ABCDE-1234U", "<b>"])
def test_a_slip_of_the_finger_costs_no_try(nora, newcomer, door, claim, letters, typed):
    claim(newcomer, door)
    assert nora.post("/mon-adresse/code", data={"code": typed}).status_code == 422
    assert [letter.tries for letter in letters()] == [0]


def test_an_old_code_sends_me_back_to_my_address(
    newcomer, signed_in, door, claim, code_of, move_clock
):
    claim(newcomer, door)
    code = code_of(newcomer)
    move_clock(days=91)
    nora = signed_in(newcomer)
    answer = nora.post("/mon-adresse/code", data={"code": code})
    assert "trop ancien" in text(answer)
    assert "n’est plus valable" in text(nora.get("/mon-adresse"))


def test_the_state_page_follows_the_letter(make, nora, claimed, clerk, signed_in, demo):
    demo(False)
    page = text(nora.get("/mon-adresse"))
    assert "La mairie prépare votre lettre" in page
    assert "Arrivée probable" in page
    assert "Demander une nouvelle lettre" not in page
    hall = signed_in(clerk)
    hall.post("/accueil/courriers/imprimer")
    hall.post("/accueil/courriers/postes", data={"letter": ids_on(hall)})
    assert "Votre lettre est en route" in text(nora.get("/mon-adresse"))
    assert nora.get("/mon-adresse/lettre").status_code == 404


def test_a_week_later_a_new_letter_can_be_asked_for(
    nora, newcomer, door, claim, move_clock, letters
):
    claim(newcomer, door)
    assert nora.post("/mon-adresse/nouvelle-lettre").status_code == 429
    move_clock(days=7)
    assert "Demander une nouvelle lettre" in text(nora.get("/mon-adresse"))
    assert nora.post("/mon-adresse/nouvelle-lettre").status_code == 303
    assert len(letters()) == 2


def test_giving_up_leads_back_to_the_beginning(nora, newcomer, door, claim, claims):
    claim(newcomer, door)
    assert nora.post("/mon-adresse/annuler").status_code == 303
    assert [one.status for one in claims()] == [ClaimStatus.CANCELLED]
    assert "Choisir mon adresse" in text(nora.get("/mon-adresse"))


def test_my_letter_is_mine_alone(make, newcomer, door, claim, code_of, signed_in):
    claim(newcomer, door)
    other = signed_in(make.resident("Paul Autre", verified=False))
    for path in ("/mon-adresse/lettre", "/mon-adresse/lettre.pdf"):
        assert other.get(path).status_code == 404
    assert codes.spell(code_of(newcomer)) not in text(other.get("/mon-adresse"))


def test_my_letter_as_pdf_is_kept_by_nobody(nora, newcomer, door, claim):
    claim(newcomer, door)
    answer = nora.get("/mon-adresse/lettre.pdf")
    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF-")
    assert "no-store" in answer.headers["Cache-Control"]


def test_once_home_the_pages_of_the_way_there_lead_home(make, signed_in, town):
    resident = make.resident()
    karima = signed_in(resident)
    assert karima.get("/mon-adresse/code").location == "/mon-adresse"
    choose(karima, key=resident.address.key)
    assert karima.post("/mon-adresse/confirmer", data={"method": "letter"}).status_code == 409


@pytest.mark.parametrize(
    "path",
    ["", "/choisir", "/confirmer", "/code", "/lettre", "/lettre.pdf"],
)
def test_visitors_are_sent_to_sign_in(visitor, path):
    assert "/connexion" in visitor.get(f"/mon-adresse{path}").location


# Letters that came to the wrong people


def test_people_who_know_nothing_of_a_letter_are_heard(visitor, newcomer, door, claim, claims):
    reference = claim(newcomer, door).reference
    answer = visitor.post("/pas-moi", data={"reference": codes.spell(reference).lower()})
    assert (answer.status_code, answer.location) == (303, "/pas-moi/merci")
    assert [bool(one.disputed_at) for one in claims()] == [True]


def test_the_answer_is_the_same_for_a_reference_that_does_not_exist(visitor, newcomer, door, claim):
    known = visitor.post("/pas-moi", data={"reference": claim(newcomer, door).reference})
    unknown = visitor.post("/pas-moi", data={"reference": "ZZZZ-ZZZZ"})
    assert (known.status_code, known.location) == (unknown.status_code, unknown.location)
    assert "Nora" not in text(visitor.get("/pas-moi/merci"))


def test_what_cannot_be_a_reference_is_asked_again(visitor):
    answer = visitor.post("/pas-moi", data={"reference": "ABC"})
    assert answer.status_code == 422
    assert 'value="ABC"' in text(answer)


# The desk


def ids_on(client):
    return re.findall(r'name="letter" value="(\d+)"', text(client.get("/accueil/courriers")))


@pytest.fixture
def hall(clerk, signed_in):
    return signed_in(clerk)


def test_the_desk_prints_then_posts_and_the_resident_is_told(
    make, hall, newcomer, door, claim, reread, outbox
):
    claim(newcomer, door)
    elsewhere = make.resident("Loin Ailleurs", verified=False)
    claim(elsewhere, make.address(make.quartier("Le Port", make.municipality("Autreville"))))
    page = text(hall.get("/accueil/courriers"))
    assert "Une lettre attend" in page
    assert "Nora Petit" in page
    assert "Loin Ailleurs" not in page
    assert hall.get("/accueil/courriers.pdf").status_code == 404
    hall.post("/accueil/courriers/imprimer")
    for _again in range(2):
        pdf = hall.get("/accueil/courriers.pdf")
        assert pdf.data.count(b"/Type /Page\n") == 1
    hall.post("/accueil/courriers/postes", data={"letter": ids_on(hall)})
    assert "Aucune lettre en attente" in text(hall.get("/accueil/courriers"))
    assert hall.get("/accueil/courriers.pdf").status_code == 404
    told = [(one.kind, one.resident_id) for one in reread(Notification)]
    assert told == [("letter_posted", newcomer.id)]
    assert len(outbox()) == 1


def test_a_letter_is_not_posted_before_it_is_printed(hall, newcomer, door, claim, letters):
    claim(newcomer, door)
    hall.post("/accueil/courriers/postes", data={"letter": letters()[0].id})
    assert letters()[0].posted_at is None


def test_only_the_letters_seen_on_the_page_are_marked(make, hall, newcomer, door, claim, letters):
    claim(newcomer, door)
    hall.post("/accueil/courriers/imprimer")
    seen = ids_on(hall)
    claim(make.resident("Arrive Apres", verified=False), door)
    hall.post("/accueil/courriers/imprimer")
    hall.post("/accueil/courriers/postes", data={"letter": seen})
    assert [bool(letter.posted_at) for letter in letters()] == [True, False]


def test_letters_given_up_leave_the_desk(make, hall, newcomer, nora, door, claim):
    claim(newcomer, door)
    nora.post("/mon-adresse/annuler")
    assert "Aucune lettre en attente" in text(hall.get("/accueil/courriers"))


def test_the_clerk_of_another_town_neither_sees_nor_marks_our_letters(
    make, hall, claimed, clerk_for, signed_in, letters
):
    hall.post("/accueil/courriers/imprimer")
    foreign = signed_in(clerk_for(make.municipality("Autreville").id))
    assert "Nora Petit" not in text(foreign.get("/accueil/courriers"))
    assert foreign.get("/accueil/courriers.pdf").status_code == 404
    foreign.post("/accueil/courriers/postes", data={"letter": letters()[0].id})
    assert letters()[0].posted_at is None


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("get", "/accueil/courriers"),
        ("get", "/accueil/courriers.pdf"),
        ("post", "/accueil/courriers/imprimer"),
        ("post", "/accueil/courriers/postes"),
        ("post", "/accueil/courriers/signalements/1"),
    ],
)
def test_the_desk_is_not_there_for_others(make, signed_in, visitor, clerk_for, method, path):
    from neighbourhood.partners.models import StaffRole

    writer = clerk_for(make.municipality().id, role=StaffRole.PUBLISH)
    assert getattr(signed_in(writer), method)(path).status_code == 404
    assert getattr(signed_in(make.resident()), method)(path).status_code == 404
    assert "/connexion" in getattr(visitor, method)(path).location


@pytest.fixture
def disputed(visitor, newcomer, door, claim):
    made = claim(newcomer, door)
    visitor.post("/pas-moi", data={"reference": made.reference})
    return made


def test_a_founded_dispute_cancels_the_claim(hall, nora, newcomer, disputed, claims, reread):
    assert "Nora Petit" in text(hall.get("/accueil/courriers"))
    assert "La mairie vérifie" in text(nora.get("/mon-adresse"))
    hall.post(f"/accueil/courriers/signalements/{disputed.id}", data={"founded": "yes"})
    assert [one.status for one in claims()] == [ClaimStatus.CANCELLED]
    assert [one.kind for one in reread(Notification)] == ["address_claim_cancelled"]
    again = f"/accueil/courriers/signalements/{disputed.id}"
    assert hall.post(again, data={"founded": "yes"}).status_code == 409


def test_an_unfounded_dispute_lets_the_code_work_again(hall, nora, newcomer, disputed, code_of):
    code = code_of(newcomer)
    assert "La mairie vérifie" in text(nora.post("/mon-adresse/code", data={"code": code}))
    hall.post(f"/accueil/courriers/signalements/{disputed.id}", data={"founded": "no"})
    assert nora.post("/mon-adresse/code", data={"code": code}).location == "/"


def test_a_proved_address_that_is_disputed_is_not_cancelled_like_a_claim(
    hall, visitor, newcomer, claimed, enter, code_of, claims
):
    enter(newcomer, code_of(newcomer))
    visitor.post("/pas-moi", data={"reference": claimed.reference})
    assert "Nora Petit" not in text(hall.get("/accueil/courriers"))
    path = f"/accueil/courriers/signalements/{claimed.id}"
    assert hall.post(path, data={"founded": "yes"}).status_code == 409
    assert [one.status for one in claims()] == [ClaimStatus.CONFIRMED]


def test_disputes_of_another_town_and_those_that_do_not_exist_are_missing(
    make, disputed, hall, signed_in, clerk_for
):
    foreign = signed_in(clerk_for(make.municipality("Autreville").id))
    path = "/accueil/courriers/signalements/"
    assert foreign.post(f"{path}{disputed.id}", data={"founded": "yes"}).status_code == 404
    assert hall.post(f"{path}999999", data={"founded": "yes"}).status_code == 404


def test_the_desk_reads_its_letters_in_few_statements(
    make, hall, door, claim, newcomer, statements
):
    claim(newcomer, door)
    hall.get("/accueil/courriers")
    statements.clear()
    hall.get("/accueil/courriers")
    few = len(statements)
    for _ in range(5):
        claim(make.resident("Encore Quelqu’un", verified=False), door)
    statements.clear()
    hall.get("/accueil/courriers")
    assert len(statements) == few


# Journals and carriers


def test_no_journal_holds_the_code_the_name_or_the_address(
    town, hall, nora, newcomer, code_of, caplog
):
    with caplog.at_level(logging.DEBUG):
        choose(nora, typed="12 rue des Tanneurs")
        nora.post("/mon-adresse/confirmer", data={"method": "letter"})
        code = code_of(newcomer)
        nora.get("/mon-adresse/lettre")
        nora.get("/mon-adresse/lettre.pdf")
        nora.post("/mon-adresse/code", data={"code": WRONG})
        nora.post("/mon-adresse/code", data={"code": code})
    assert caplog.records
    said = caplog.text + str([record.__dict__ for record in caplog.records])
    for secret in (code, codes.spell(code), "Nora", "Tanneurs"):
        assert secret not in said


def test_letters_by_post_take_days_and_letters_on_screen_none(app, reread, newcomer, door, claim):
    claim(newcomer, door)
    [letter] = reread(LetterCode)
    assert (Desk().expected(letter) - letter.created_at).days == 8
    assert Screen().expected(letter) == letter.created_at


def test_claims_of_closed_accounts_are_not_printed(make, hall, newcomer, door, claim):
    claim(newcomer, door)
    with make.writing() as session:
        session.get_one(Resident, newcomer.id).closed_at = newcomer.created_at
        assert session.query(AddressClaim).count() == 1
    assert "Aucune lettre en attente" in text(hall.get("/accueil/courriers"))
