"""A telephone or a street in a text for all to read: said quietly, refused to nobody."""

import pytest

from neighbourhood.foundation.words.showing import shown_by

ASK = "/entraide/demander"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Appelez le 06 12 34 56 78", ["un numéro de téléphone"]),
        ("jeanne arobase exemple point fr", ["une adresse e-mail"]),
        ("rue des Tanneurs, digicode 4589", ["un code de porte", "une adresse ou une rue"]),
        ("Je prête une perceuse lundi", []),
        ("C’est pour Karima", []),
    ],
)
def test_what_a_text_shows_is_named_once(in_app, text, shown):
    assert [str(words) for words in shown_by([text, text])] == shown


def test_a_profile_is_kept_at_the_second_press(make, signed_in):
    karima = make.resident("Karima Benali", make.quartier("Les Tanneurs"))
    browser = signed_in(karima)
    told = {"full_name": "Karima Benali", "about": "Appelez le 06 12 34 56 78"}
    first = browser.post("/moi/profil", data=told)
    assert "un numéro de téléphone" in first.text
    assert "Envoyer quand même" in first.text
    mark = first.text.split('name="anyway" value="')[1].split('"')[0]
    other = {**told, "about": "Appelez le 07 12 34 56 78", "anyway": mark}
    assert browser.post("/moi/profil", data=other).status_code == 200, "other words: asked anew"
    assert browser.post("/moi/profil", data={**told, "anyway": mark}).status_code == 303
