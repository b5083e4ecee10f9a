"""What may be borrowed around here: by words, category and quartier, page by page."""

from neighbourhood.exchanges.actions import notices
from neighbourhood.exchanges.models.subjects import Direction
from neighbourhood.feed.queries import PAGE_SIZE
from neighbourhood.places.models import Reach
from tests.support.wordings import a_ladder, a_shelf

# Who reads, how the list is drawn, the things, what is looked for.
STATEMENTS = 5


def listed(client, *titles, **asked) -> list[str]:
    page = client.get("/prets", query_string=asked).text
    return [title for title in titles if title in page]


def test_only_what_reaches_its_reader_is_listed(shelf, marcel, signed_in):
    shelf.item(title="Une perceuse")
    shelf.item(title="Un moule à gâteau", category="kitchen", reach=Reach.TOWN)
    shelf.item(shelf.paul, title="Une scie", reach=Reach.QUARTIER)
    titles = "Une perceuse", "Un moule à gâteau", "Une scie"
    assert listed(marcel, *titles) == ["Une perceuse", "Un moule à gâteau"]
    assert listed(signed_in(shelf.rosa), *titles) == ["Un moule à gâteau"]


def test_things_are_found_by_words_category_and_quartier(shelf, marcel):
    shelf.item(title="Une perceuse", reach=Reach.TOWN)
    shelf.item(title="Un moule à gâteau", category="kitchen")
    shelf.item(shelf.rosa, title="Une visseuse", reach=Reach.TOWN)
    titles = "Une perceuse", "Un moule à gâteau", "Une visseuse"
    assert listed(marcel, *titles, q="moule") == ["Un moule à gâteau"]
    # One is also called by the name of the other.
    assert listed(marcel, *titles, q="perceuses") == ["Une perceuse", "Une visseuse"]
    assert listed(marcel, *titles, category="kitchen") == ["Un moule à gâteau"]
    here = {"quartier": shelf.tanneurs.id, "category": "tools"}
    assert listed(marcel, *titles, **here) == ["Une perceuse"]
    assert "Personne ne l’a encore mis" in marcel.get("/prets?q=trombone").text


def test_an_empty_town_is_invited(marcel):
    page = marcel.get("/prets").text
    assert "Les étagères sont encore vides" in page
    assert "/prets/ajouter" in page
    assert "/entraide/demander" in page


def test_other_kinds_are_not_listed_but_what_is_looked_for_stands_below(shelf, marcel):
    shelf.item(title="Une perceuse")
    ask = {"direction": Direction.ASK, "wording": a_ladder(title="Une échelle")}
    shelf.act(notices.publish, shelf.ines, **ask)
    shelf.act(notices.publish, shelf.ines, direction=Direction.ASK, wording=a_shelf())
    page = marcel.get("/prets").text
    things, _, sought = page.partition("Ce qu’on cherche par ici")
    assert "Une perceuse" in things
    assert "Une échelle" not in things
    assert "Une échelle" in sought
    assert "Demander si quelqu’un en a un" in things
    assert "Prêter un objet" in things
    assert 'href="/entraide"' in things
    assert "Monter une étagère" not in page


def test_a_long_catalogue_is_read_in_pages_that_cost_the_same(shelf, marcel, statements):
    counts = []
    for number in range(PAGE_SIZE + 1):
        shelf.item(title=f"Objet {number:02}")
        if number in {0, PAGE_SIZE}:
            marcel.get("/prets")
            statements.clear()
            first = marcel.get("/prets").text
            counts.append(len(statements))
    assert counts == [STATEMENTS, STATEMENTS]
    assert "Objet 20" in first
    assert "Objet 00" not in first
    following = first.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0]
    assert "Objet 00" in marcel.get(following.replace("&amp;", "&")).text


def test_the_list_of_help_leads_to_the_catalogue_and_offering_to_the_shelf(shelf, marcel):
    assert 'href="/prets"' in marcel.get("/entraide").text
    assert 'href="/prets/ajouter"' in marcel.get("/entraide/proposer").text
    assert 'value="loan"' not in marcel.get("/entraide/proposer").text
    assert marcel.post("/entraide/proposer", data={"subject": "loan"}).status_code == 422
