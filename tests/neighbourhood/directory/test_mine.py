"""My listing on one page: written, seen as others see it, left in one tap."""

from neighbourhood.directory.models import Listing, Since

PAGE = "/voisins/ma-fiche"
TYPED = {
    "words": "Je joue de la flûte.",
    "interests": ["music", "cooking"],
    "own_interests": "les vieux vélos",
    "languages": ["fr", "ar"],
    "gives": "des boutures",
    "since": "new",
    "is_greeted": "y",
}


def test_the_preview_shows_what_is_typed_and_writes_nothing(hall, karima):
    page = karima.post(PAGE, data={**TYPED, "go": "preview"})
    assert page.status_code == 200
    seen = page.text.split('id="apercu"')[1].split("</section>")[0]
    for said in ("Karima Benali", "Je joue de la flûte.", "Musique", "les vieux vélos", "arabe"):
        assert said in seen
    assert hall.row(Listing, hall.karima) is None


def test_the_preview_names_one_as_the_quartier_does(hall, karima):
    hall.change(hall.karima, shows_full_name=False)
    seen = karima.get(PAGE).text.split('id="apercu"')[1].split("</section>")[0]
    assert "Karima B." in seen
    assert "Benali" not in seen


def test_one_is_listed_and_says_it_otherwise(hall, karima, marcel):
    sent = karima.post(PAGE, data=TYPED)
    listing = hall.row(Listing, hall.karima)
    assert (sent.status_code, sent.location) == (303, listing.path)
    assert (listing.interests, listing.since) == (["music", "cooking"], Since.NEW)
    assert (listing.in_building, listing.is_greeted) == (False, True)
    assert "Je joue de la flûte." in marcel.get("/voisins").text
    karima.post(PAGE, data={**TYPED, "words": "Et du piano.", "in_building": "y"})
    listing = hall.row(Listing, hall.karima)
    assert listing.words == "Et du piano."
    assert listing.in_building


def test_what_is_no_box_of_the_page_is_refused(hall, karima):
    for wrong in ({"interests": ["gold"]}, {"languages": ["xx"]}, {"words": "m" * 281}):
        assert karima.post(PAGE, data={**TYPED, **wrong}).status_code == 422
    assert hall.row(Listing, hall.karima) is None


def test_a_telephone_is_asked_about_before_it_is_shown(hall, karima):
    page = karima.post(PAGE, data={**TYPED, "words": "Appelez-moi au 06 12 34 56 78."})
    assert "Envoyer quand même" in page.text
    assert hall.row(Listing, hall.karima) is None


def test_leaving_is_one_tap_with_a_way_back(hall, karima, marcel):
    hall.say(hall.karima, "Je joue de la flûte.")
    page = karima.post(f"{PAGE}/retirer", follow_redirects=True).text
    assert "Remettre ma fiche" in page
    assert "flûte" not in page.split('id="words"')[1].split("</textarea>")[0]
    assert "flûte" not in marcel.get("/voisins").text
    karima.post(f"{PAGE}/revenir")
    assert "flûte" in marcel.get("/voisins").text


def test_an_empty_directory_invites(karima):
    page = karima.get("/voisins").text
    assert "L’annuaire commence avec vous" in page
    assert "Écrire ma fiche" in page


def test_search_says_that_nobody_was_found(hall, karima):
    hall.say(hall.marcel)
    page = karima.get("/voisins?q=montgolfière&aime=cooking&langue=kab").text
    assert "Personne ne dit cela pour l’instant" in page


def test_only_proved_residents_read_it(hall, make, visitor, signed_in):
    hall.say(hall.karima)
    assert visitor.get("/voisins").status_code == 302
    nour = make.resident("Nour Haddad", verified=False)
    assert signed_in(nour).get("/voisins").status_code == 403


def test_no_page_tells_where_somebody_lives(hall, marcel):
    listing = hall.say(hall.karima)
    for path in ("/voisins", listing.path):
        assert "rue des Tanneurs" not in marcel.get(path).text


def test_who_wants_no_hello_is_said_to_in_one_soft_line(hall, karima):
    hall.say(hall.marcel, is_greeted=False)
    page = karima.get("/voisins").text
    assert page.count("préfère ne pas recevoir de bonjour pour l’instant.") == 1
    own = hall.row(Listing, hall.marcel)
    assert karima.get(own.path).text.count("préfère ne pas recevoir de bonjour") == 1
