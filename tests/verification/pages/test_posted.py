"""Papers one by one: ticked as they leave, printed again, back from the post."""

import pytest

from neighbourhood.notifications.models import Notification
from tests.verification.reading import ids_on, text, unescaped

DESK = "/accueil/courriers"
TIBETAN = "བཀྲ་ཤིས"


@pytest.fixture
def post(hall):
    """Post the printed letters of these ids."""

    def post(*ids):
        return hall.post(f"{DESK}/postes", data={"letter": list(ids)}, follow_redirects=True)

    return post


@pytest.fixture
def two(make, hall, newcomer, door, claim):
    """Nora and Omar wait for their letters, which are printed."""
    claim(newcomer, door)
    claim(make.resident("Omar Diallo", verified=False), door)
    hall.post(f"{DESK}/imprimer")
    return ids_on(hall)


def test_only_ticked_letters_leave_and_the_desk_says_which(two, post, letters):
    said = unescaped(post(two[1]))
    assert "1 lettre est partie : Omar Diallo." in said
    assert [bool(letter.posted_at) for letter in letters()] == [False, True]


def test_nothing_ticked_is_nothing_done(two, post, letters):
    assert "Rien n’est parti" in unescaped(post())
    assert not any(letter.posted_at for letter in letters())


def test_a_letter_posted_by_mistake_goes_back_to_those_to_print(hall, two, post, letters):
    post(*two)
    assert hall.get(f"{DESK}.pdf").status_code == 404
    again = {"letter": two[0]}
    said = hall.post(f"{DESK}/imprimer-de-nouveau", data=again, follow_redirects=True)
    assert "La lettre de Nora Petit est de nouveau à imprimer." in unescaped(said)
    assert hall.get(f"{DESK}.pdf").data.count(b"/Type /Page\n") == 1
    assert [bool(letter.posted_at) for letter in letters()] == [False, True]


def test_whoever_waits_for_a_letter_that_came_back_reads_so_and_may_ask_at_once(
    hall, nora, two, post, letters, reread, demo
):
    demo(False)
    post(*two)
    assert "Prochaine lettre possible" in text(nora.get("/mon-adresse"))
    hall.post(f"{DESK}/revenues", data={"letter": two[0]})
    page = unescaped(nora.get("/mon-adresse"))
    assert "Votre lettre est revenue à la mairie : vérifiez le nom sur la boîte" in page
    assert [one.kind for one in reread(Notification)][-1] == "letter_returned"
    assert "Demander une nouvelle lettre" in page
    nora.post("/mon-adresse/nouvelle-lettre")
    assert [bool(letter.ended_at) for letter in letters()] == [True, False, False]


def test_a_letter_comes_back_once(hall, two, post, letters, reread):
    post(*two)
    for _ in range(2):
        said = hall.post(f"{DESK}/revenues", data={"letter": two[0]}, follow_redirects=True)
    assert "Rien n’a changé" in unescaped(said)
    kinds = [one.kind for one in reread(Notification)]
    assert kinds.count("letter_returned") == 1


def test_that_a_letter_came_back_is_asked_first_and_a_look_changes_nothing(
    hall, two, post, letters
):
    page = post(*two).text
    assert f'href="{DESK}/revenues?letter={two[0]}"' in page
    asked = text(hall.get(f"{DESK}/revenues?letter={two[0]}"))
    assert "La lettre de Nora Petit est-elle revenue ?" in asked
    assert not any(letter.returned_at for letter in letters())
    assert hall.get(f"{DESK}/revenues?letter=999999").status_code == 404


def test_no_letter_is_ticked_before_one_asks_for_it(hall, two):
    page = hall.get(DESK).text
    assert page.count('type="checkbox"') == 2
    assert "checked" not in page
    assert f'href="{DESK}?cocher=tout#printed"' in page
    assert hall.get(f"{DESK}?cocher=tout").text.count(" checked") == 2


@pytest.mark.parametrize("path", [DESK, "/accueil/garants", "/accueil/guichet"])
def test_the_desk_has_one_word_for_letters_and_one_for_what_is_to_be_read_again(hall, path):
    said = text(hall.get(path, follow_redirects=True))
    assert "Courriers" not in said
    assert "Lettres" in said
    assert "Preuves à revoir" in said


def test_another_town_takes_nothing_back(make, two, post, clerk_for, signed_in, letters):
    post(*two)
    far = signed_in(clerk_for(make.municipality("Autreville").id))
    for deed in ("imprimer-de-nouveau", "revenues"):
        far.post(f"{DESK}/{deed}", data={"letter": two[0]})
    assert [(bool(one.posted_at), one.returned_at) for one in letters()] == [(True, None)] * 2


def test_a_letter_whose_name_cannot_be_set_is_kept_apart_and_the_others_leave(
    make, hall, newcomer, door, claim, letters
):
    claim(make.resident(TIBETAN, verified=False), door)
    claim(newcomer, door)
    hall.post(f"{DESK}/imprimer")
    page = unescaped(hall.get(DESK))
    assert "Une lettre ne peut pas être imprimé" in page
    assert TIBETAN in page.split('id="stopped"')[1]
    assert [bool(letter.printed_at) for letter in letters()] == [False, True]
    assert hall.get(f"{DESK}.pdf").data.count(b"/Type /Page\n") == 1


def test_a_letter_on_screen_that_cannot_be_set_is_refused_in_words(make, door, claim, signed_in):
    tashi = make.resident(TIBETAN, verified=False)
    claim(tashi, door)
    answer = signed_in(tashi).get("/mon-adresse/lettre.pdf")
    assert answer.status_code == 409
    assert "ne peut pas être imprimé" in unescaped(answer)
