"""Mandates on paper at the desk of a partner: one page, its form, renewals, the months."""

import re

import pytest
from sqlalchemy import func, select

from neighbourhood.exchanges.kinds import POSTED
from neighbourhood.foundation.errors import Forbidden
from neighbourhood.foundation.storing import codes
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.mandates.actions import accompanying, deeds, giving
from neighbourhood.mandates.models import Mandate, MandateStatus
from neighbourhood.mandates.policies import AlreadyPrepared, OtherTown, TooManyForms
from neighbourhood.mandates.queries import accompanying as accompanying_queries
from neighbourhood.mandates.queries import mandates as given
from neighbourhood.mandates.queries.acting import as_held_by
from neighbourhood.mandates.queries.months import month_of
from neighbourhood.partners.actions import accrediting, staffing
from neighbourhood.partners.models import StaffRole
from neighbourhood.partners.queries import locking
from neighbourhood.places.actions import import_addresses
from neighbourhood.places.models import Address, Municipality
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions.accounts import unsettle
from neighbourhood.residents.models.residents import Resident
from tests.support.accompanying import accompany, agents
from tests.support.mandates import record
from tests.support.pdf import text_of

TERMS = giving.Terms(scopes=frozenset({"post"}), days=182)
SAID = {"full_name": "Rosa Lima", "scopes": ["post", "chat"], "days": "182"}


@pytest.fixture
def centre(office, make):
    """Return the id of a partner where Sophie accompanies."""
    accompany(make, office.partner.id, office.author)
    return office.partner.id


@pytest.fixture
def people(centre):
    return f"/partenaires/{centre}/personnes"


@pytest.fixture
def sophie(office, centre, signed_in):
    return signed_in(office.author)


@pytest.fixture
def colleague(office, centre, make):
    """Let Hassan accompany too."""
    accompany(make, centre, office.reader)
    return office.reader


@pytest.fixture(params=[None, StaffRole.PUBLISH, StaffRole.MANAGE])
def lea(office, centre, make, request):
    """Return somebody who has another role there, or none, but does not accompany."""
    lea = make.resident("Léa Roy", office.quartier)
    with office.at_work():
        if request.param:
            staffing.name_staff(locking.locked_partner(centre), who(lea), role=request.param)
    return lea


@pytest.fixture
def door(office, make):
    return make.address(office.quartier, number=12, street="rue de la Tour")


def who(resident):
    return db.session.get_one(Resident, resident.id)


@pytest.fixture
def prepare(office, centre, door):
    """Prepare a form: `prepare("Rosa Lima")` returns the id of the mandate."""

    def prepare(name="Rosa Lima", *, by=office.author, at=door):
        with office.at_work():
            return accompanying.prepare_on_paper(
                Actor.of(who(by)),
                locking.locked_partner(centre),
                full_name=name,
                address=db.session.get_one(Address, at.id),
                terms=TERMS,
            ).id

    return prepare


@pytest.fixture
def renew(office, centre):
    def renew(mandate_id, *, by=office.author):
        with office.at_work():
            partner = locking.locked_partner(centre)
            former = accompanying_queries.mandate_of(partner, mandate_id)
            return accompanying.renew_on_paper(Actor.of(who(by)), partner, former, terms=TERMS).id

    return renew


@pytest.fixture
def recorded(make, prepare):
    """Return the id of a mandate that a town hall has recorded."""

    def recorded(name="Rosa Lima"):
        mandate_id = prepare(name)
        record(make, mandate_id)
        return mandate_id

    return recorded


@pytest.fixture
def kept(app):
    def kept(mandate_id):
        with app.app_context():
            return given.by_id(mandate_id)

    return kept


@pytest.fixture
def street(office, make):
    """Import the doors number 3 of two streets whose names are alike."""
    common = {"code_postal": "99350", "code_insee": "99035", "nom_commune": "Valbourg"}
    with make.writing() as session:
        town = session.get_one(Municipality, office.partner.municipality_id)
    left = make.quartier("Le Moulin", town).boundary["coordinates"][0][0][0]
    place = {**common, "numero": "3", "rep": "", "lon": str(left + 0.005), "lat": "46.005"}
    with make.writing():
        import_addresses(
            [
                {**place, "id": "99035_old", "nom_voie": "Rue du Moulin Vieux"},
                {**place, "id": "99035_new", "nom_voie": "Rue du Moulin Neuf"},
            ]
        )


@pytest.fixture
def home_of(app):
    """Return the key of the door that a form just prepared says, from the answer."""

    def home_of(answer):
        with app.app_context():
            return given.by_id(int(answer.location.rpartition("/")[2])).address.key

    return home_of


def count(app, model):
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(model))


def ticked(page):
    """Return the values of what is chosen on a page."""
    return re.findall(r'value="([^"]*)"[^>]* checked|checked[^>]* value="([^"]*)"', page)


# Preparing


def test_one_page_prepares_a_form_for_somebody_without_mailbox(
    app, sophie, people, colleague, door, kept
):
    page = sophie.get(f"{people}/papier").text
    assert "Sophie Martin, Hassan Alaoui" in page
    made = sophie.post(f"{people}/papier", data={**SAID, "typed": door.label, "key": door.key})
    mandate_id = int(made.location.removeprefix(f"{people}/"))
    mandate = kept(mandate_id)
    assert (mandate.status, mandate.days) == (MandateStatus.PREPARED, 182)
    assert mandate.scopes == {"post", "chat"}
    assert (mandate.principal.full_name, mandate.principal.email) == ("Rosa Lima", None)
    assert (mandate.address_id, mandate.organisation) == (door.id, "Centre social")
    assert agents(app, mandate_id) == {"Sophie Martin", "Hassan Alaoui"}
    shown = sophie.get(made.location).text
    for said in ("Rosa Lima", door.label, codes.spell(mandate.reference), "à l’accueil"):
        assert said in shown
    assert "Agir pour Rosa" not in shown
    assert "feuille à faire signer" in sophie.get(people).text


def test_an_address_like_others_is_chosen_and_nothing_is_typed_twice(
    sophie, people, street, home_of
):
    page = f"{people}/papier"
    answer = sophie.post(page, data={**SAID, "typed": "3 rue du Moulin"})
    assert answer.status_code == 422
    assert sorted(re.findall(r'name="key" value="([^"]+)"', answer.text)) == [
        "99035_new",
        "99035_old",
    ]
    assert 'value="Rosa Lima"' in answer.text
    assert 'value="3 rue du Moulin"' in answer.text
    assert len(ticked(answer.text)) == 3
    made = sophie.post(page, data={**SAID, "typed": "3 rue du Moulin", "key": "99035_old"})
    assert home_of(made) == "99035_old"


def test_what_is_typed_last_wins_over_what_was_chosen_before(sophie, people, street, home_of):
    data = {**SAID, "typed": "3 rue du Moulin Neuf", "key": "99035_old"}
    made = sophie.post(f"{people}/papier", data=data)
    assert home_of(made) == "99035_new"


def test_what_was_chosen_is_kept_while_the_rest_is_mended(sophie, people, street):
    data = {"typed": "3 rue du Moulin", "key": "99035_old", "full_name": "a@b.fr"}
    answer = sophie.post(f"{people}/papier", data=data)
    assert answer.status_code == 422
    assert "3 Rue du Moulin Vieux" in answer.text
    assert 'value="99035_old"' in answer.text
    assert "Plusieurs adresses" not in answer.text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"full_name": ""}, "Cette réponse manque"),
        ({"full_name": "www.evil.example"}, "adresse de site"),
        ({"typed": ""}, "Cette réponse manque"),
        ({"typed": "400 avenue de Nulle Part", "key": ""}, "Nous ne trouvons pas"),
        ({"typed": "400 avenue de Nulle Part", "key": "99035_none"}, "Nous ne trouvons pas"),
        ({"scopes": []}, "au moins une chose"),
        ({"scopes": ["everything"]}, "erreur"),
        ({"days": ""}, "une des durées"),
        ({"days": "12"}, "erreur"),
        ({"days": "toujours"}, "erreur"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_lost(app, sophie, people, door, wrong, said):
    right = {**SAID, "typed": door.label, "key": door.key}
    answer = sophie.post(f"{people}/papier", data={**right, **wrong})
    assert answer.status_code == 422
    assert said in answer.text or said == "erreur"
    for name in ("full_name", "typed"):
        assert f'value="{(right | wrong)[name]}"' in answer.text
    if "scopes" not in wrong:
        assert len(re.findall(r'name="scopes"[^>]*checked', answer.text)) == 2
    if "days" not in wrong:
        assert re.search(r"<input checked[^>]*182|182[^>]*checked", answer.text)
    assert count(app, Mandate) == 0


def test_mistakes_are_listed_in_the_order_of_the_page(sophie, people):
    summary = sophie.post(f"{people}/papier").text
    assert re.findall(r'<a href="#(\w+)"', summary) == ["full_name", "typed", "scopes", "days"]


def test_an_address_of_another_town_is_refused_with_a_reason(app, make, sophie, people):
    far = make.address(make.quartier("Là-bas", make.municipality("Autreville")))
    answer = sophie.post(f"{people}/papier", data={**SAID, "typed": far.label, "key": far.key})
    assert answer.status_code == 422
    assert "une autre ville" in answer.text
    assert count(app, Mandate) == 0


def test_the_action_refuses_another_town_too(make, prepare):
    with pytest.raises(OtherTown):
        prepare(at=make.address(make.quartier("Là-bas", make.municipality("Autreville"))))


def test_only_who_accompanies_prepares_and_renews(lea, recorded, prepare, renew):
    mandate_id = recorded()
    for act in (lambda: prepare(by=lea), lambda: renew(mandate_id, by=lea)):
        with pytest.raises(Forbidden):
            act()


def test_the_pages_are_not_there_for_others(lea, people, recorded, signed_in):
    mandate_id, browser = recorded(), signed_in(lea)
    for path in ("papier", f"{mandate_id}/renouveler", f"{mandate_id}/formulaire.pdf"):
        assert browser.get(f"{people}/{path}").status_code == 404
        assert browser.post(f"{people}/{path}").status_code in {404, 405}


def test_a_suspended_partner_prepares_nothing(make, office, prepare, centre):
    nadege = make.resident("Nadège Perrin", is_administrator=True)
    with office.at_work():
        accrediting.suspend(
            Actor.of(who(nadege)), locking.locked_partner(centre), reason="Plus de réponse."
        )
    with pytest.raises(Forbidden):
        prepare()


def test_too_many_forms_that_nobody_signs_are_refused_with_what_was_typed(
    sophie, people, prepare, recorded, renew, door, monkeypatch
):
    monkeypatch.setattr("neighbourhood.mandates.actions.accompanying.MOST_FORMS", 2)
    running = recorded("Ana Roy")
    prepare("Bea Roy")
    last = prepare("Clo Roy")
    data = {**SAID, "typed": door.label, "key": door.key}
    answer = sophie.post(f"{people}/papier", data=data)
    assert answer.status_code == 422
    assert "Déjà 2 feuilles attendent" in answer.text
    assert 'value="Rosa Lima"' in answer.text
    with pytest.raises(TooManyForms):
        renew(running)
    sophie.post(f"{people}/{last}/rendre")
    assert sophie.post(f"{people}/papier", data=data).status_code == 303


def test_too_many_tries_are_refused(limited, sophie, people):
    answers = [sophie.post(f"{people}/papier").status_code for _ in range(31)]
    assert answers == [422] * 30 + [429]


def test_giving_up_leaves_nothing_of_the_person(app, sophie, people, prepare):
    mandate_id = prepare()
    page = sophie.get(f"{people}/{mandate_id}").text
    assert "Abandonner cette feuille" in page
    assert "rien n’est gardé" in page
    answer = sophie.post(f"{people}/{mandate_id}/rendre", follow_redirects=True)
    assert "abandonné" in answer.text
    with app.app_context():
        names = db.session.scalars(select(Resident.full_name)).all()
    assert "Rosa Lima" not in names
    assert count(app, Mandate) == 0


# The form, and the day it is recorded


def flowing(pdf):
    return re.sub(r"\s+", " ", text_of(pdf))


def test_the_form_names_the_partner_and_says_that_its_team_may_act(sophie, people, prepare):
    answer = sophie.get(f"{people}/{prepare()}/formulaire.pdf")
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.data.count(b"/Type /Page\n") == 2
    said = flowing(answer.data)
    for words in (
        "Rosa Lima",
        "12 rue de la Tour, 99350 VALBOURG",
        "Centre social",
        "Toutes les personnes de l’équipe chargées d’accompagner peuvent agir",
        "signé du nom de la personne qui agit, « pour Rosa L. »",
        "Signature de Rosa Lima",
        "Pour l’organisme (nom et signature)",
    ):
        assert words in said, words
    assert "Sophie" not in said, "no one of them in particular"


@pytest.mark.parametrize("name", ["Rosa Lima", "W" * 80, "محمد بن علي"])
def test_a_long_name_of_a_partner_stays_on_two_pages(
    office, sophie, people, prepare, name, make, kept
):
    mandate_id = prepare()
    with make.writing() as session:
        mandate = session.get_one(Mandate, mandate_id)
        mandate.partner.name = "Association pour l’entraide et la solidarité entre voisins " * 2
        mandate.principal.full_name = name
    pdf = sophie.get(f"{people}/{mandate_id}/formulaire.pdf").data
    assert pdf.count(b"/Type /Page\n") == 2


def test_all_who_accompany_act_as_soon_as_it_is_recorded(
    app, make, people, colleague, prepare, signed_in
):
    mandate_id, hassan = prepare(), signed_in(colleague)
    one = f"{people}/{mandate_id}"
    assert hassan.post(f"{one}/agir").status_code == 409
    record(make, mandate_id)
    assert agents(app, mandate_id) == {"Sophie Martin", "Hassan Alaoui"}
    page = hassan.get(one).text
    assert "Agir pour Rosa" in page
    assert "rue de la Tour" not in page, "who acts reads nowhere where the person lives"
    assert hassan.get(f"{one}/formulaire.pdf").status_code == 404
    assert "vous confie un mandat" in hassan.get("/notifications").text
    assert hassan.post(f"{one}/agir").location == "/"
    assert hassan.get("/entraide/demander").status_code == 200


# Renewing


def test_a_renewal_asks_the_same_page_without_who_and_where(
    app, make, sophie, people, colleague, recorded, kept
):
    mandate_id = recorded()
    assert "Préparer la feuille suivante" in sophie.get(f"{people}/{mandate_id}").text
    page = sophie.get(f"{people}/{mandate_id}/renouveler").text
    assert "Rosa Lima" in page
    assert 'name="full_name"' not in page
    assert 'name="typed"' not in page
    assert len(re.findall(r'name="scopes"[^>]*checked', page)) == 1
    data = {"scopes": ["chat"], "days": "365"}
    made = sophie.post(f"{people}/{mandate_id}/renouveler", data=data)
    following = kept(int(made.location.rpartition("/")[2]))
    assert following.principal_id == kept(mandate_id).principal_id
    assert (following.scopes, following.days, following.organisation) == (
        {"chat"},
        365,
        "Centre social",
    )
    assert agents(app, following.id) == {"Sophie Martin", "Hassan Alaoui"}
    # There is one at a time: the old mandate leads to the form that waits.
    assert sophie.get(f"{people}/{mandate_id}/renouveler").location == made.location
    assert made.location in sophie.get(f"{people}/{mandate_id}").text
    record(make, following.id)
    assert "Agir pour Rosa" in sophie.get(made.location).text


def test_a_renewal_takes_the_place_of_the_former_and_of_nothing_else(
    make, office, recorded, renew, kept
):
    """Sophie, alone to accompany, acts for Rosa in her own name too."""
    mandate_id = recorded()
    with make.writing() as session:
        rosa = session.get_one(Mandate, mandate_id).principal
        sophie = session.get_one(Resident, office.author.id)
        own = giving.prepare_on_paper(
            Actor.of(sophie), full_name="Rosa Lima", address=rosa.address, terms=TERMS
        )
        own.principal, own_id = rosa, own.id
    record(make, own_id)
    following = renew(mandate_id)
    record(make, following)
    assert kept(mandate_id).status is MandateStatus.EXPIRED
    assert kept(own_id).is_live
    assert kept(following).is_live


def test_a_renewal_without_an_answer_is_asked_again(sophie, people, recorded):
    page = f"{people}/{recorded()}/renouveler"
    answer = sophie.post(page, data={"days": "31"})
    assert answer.status_code == 422
    assert "au moins une chose" in answer.text
    assert re.search(r"<input checked[^>]*\"31\"|\"31\"[^>]*checked", answer.text)


def test_who_joined_since_renews_what_is_over(app, office, make, people, centre, recorded, renew):
    mandate_id = recorded()
    with office.at_work():
        partner = locking.locked_partner(centre)
        accompanying.give_up(
            Actor.of(who(office.author)), partner, db.session.get_one(Mandate, mandate_id)
        )
    accompany(make, centre, office.reader)
    assert agents(app, mandate_id) == {"Sophie Martin"}
    assert agents(app, renew(mandate_id, by=office.reader)) == {"Sophie Martin", "Hassan Alaoui"}
    with pytest.raises(AlreadyPrepared):
        renew(mandate_id)


def test_a_form_that_a_neighbour_prepared_meanwhile_is_signed_first(
    make, office, sophie, people, recorded, kept
):
    mandate_id, ines = recorded(), make.resident("Inès Roy", office.quartier)
    with make.writing() as session:
        mandate = session.get_one(Mandate, mandate_id)
        theirs = giving.prepare_on_paper(
            Actor.of(session.get_one(Resident, ines.id)),
            full_name="Rosa Lima",
            address=mandate.principal.address,
            terms=TERMS,
        )
        theirs.principal = mandate.principal
    data = {"scopes": ["post"], "days": "31"}
    answer = sophie.post(f"{people}/{mandate_id}/renouveler", data=data)
    assert answer.status_code == 422
    assert "Une feuille est déjà prête" in answer.text


def test_a_form_that_waits_and_a_mandate_by_code_are_not_renewed(
    make, office, sophie, people, prepare, renew, centre
):
    therese = make.resident("Thérèse Lemaire", office.quartier)
    with office.at_work():
        mandate = giving.give(Actor.of(who(therese)), terms=TERMS)
        accompanying.take_up(Actor.of(who(office.author)), locking.locked_partner(centre), mandate)
        by_code = mandate.id
    for mandate_id in (prepare(), by_code):
        assert "Renouveler" not in sophie.get(f"{people}/{mandate_id}").text
        assert sophie.get(f"{people}/{mandate_id}/renouveler").status_code == 404
        with pytest.raises(Forbidden):
            renew(mandate_id)


def test_who_has_no_proved_address_any_more_is_not_renewed(make, sophie, people, recorded, renew):
    mandate_id = recorded()
    with make.writing() as session:
        unsettle(session.get_one(Mandate, mandate_id).principal)
    assert "Renouveler" not in sophie.get(f"{people}/{mandate_id}").text
    with pytest.raises(Forbidden):
        renew(mandate_id)


def test_a_neighbour_renews_nothing_of_a_partner(make, office, sophie, recorded):
    """Sophie acts for the partner, but not in her own name."""
    mandate_id = recorded()
    assert sophie.post(f"/mandats/{mandate_id}/renouveler").status_code == 404
    with office.at_work():
        former, sophie_herself = db.session.get_one(Mandate, mandate_id), who(office.author)
        with pytest.raises(Forbidden):
            giving.renew_on_paper(Actor.of(sophie_herself), former, terms=TERMS)


# The months


def test_the_months_are_read_without_the_door(app, make, office, sophie, people, recorded):
    mandate_id = recorded()
    with make.writing() as session:
        mandate = session.get_one(Mandate, mandate_id)
        sophie_herself = session.get_one(Resident, office.author.id)
        rosa = as_held_by(mandate, sophie_herself)
        deeds.note_deed(rosa, POSTED, title="Mes courses", path="/entraide/annonces/1")
    with app.app_context():
        month = f"{month_of(now()):%Y-%m}"
    address = f"{people}/{mandate_id}/journal/{month}.pdf"
    assert address in sophie.get(f"{people}/{mandate_id}").text
    answer = sophie.get(address)
    assert "no-store" in answer.headers["Cache-Control"]
    said = flowing(answer.data)
    for words in ("Rosa Lima", "Centre social agit pour vous", "Mes courses", "Sophie M."):
        assert words in said, words
    assert "rue de la Tour" not in said
    for other in ("1999-01", "2026-13", "demain"):
        assert sophie.get(f"{people}/{mandate_id}/journal/{other}.pdf").status_code == 404


def test_a_form_that_waits_has_no_month(app, sophie, people, prepare):
    mandate_id = prepare()
    with app.app_context():
        month = f"{month_of(now()):%Y-%m}"
    assert "Mois par mois" not in sophie.get(f"{people}/{mandate_id}").text
    assert sophie.get(f"{people}/{mandate_id}/journal/{month}.pdf").status_code == 404


# Statements


def test_forms_and_renewals_cost_the_list_and_the_page_nothing(
    make, sophie, people, prepare, recorded, statements
):
    def ask(path):
        sophie.get(path)
        statements.clear()
        assert sophie.get(path).status_code == 200
        return len(statements)

    prepare("Ana Roy")
    running = recorded("Bea Roy")
    few = ask(people)
    for name in ("Clo Roy", "Dan Roy", "Eli Roy"):
        prepare(name)
        recorded(f"Madame {name}")
    assert ask(people) == few <= 5
    assert ask(f"{people}/{running}") <= 7
