"""How many statements each page of the directory sends: as many for a crowd as for two."""

import pytest

# Who is signed in, their figures, what the page is made of.
STATEMENTS = {
    "/voisins": 8,
    "/voisins/immeuble": 7,
    "/voisins/bonjours": 3,
    "/voisins/bienvenue": 6,
    "/voisins/ma-fiche": 4,
    "/voisins/mon-bienvenue": 3,
    "/voisins/invitations": 4,
    "/voisins/affiche": 3,
    "/voisins/quartier/{quartier}": 3,
}


@pytest.fixture
def crowd(hall, make):
    """So many neighbours more: listed, behind one door, greeting Karima, welcoming her."""
    door = make.address(hall.tanneurs)
    hall.settle(hall.karima, door)
    hall.say(hall.karima, in_building=True)

    def come(number: int) -> None:
        for at in range(number):
            one = make.resident(f"Voisine Famille{number}{chr(97 + at)}", hall.tanneurs)
            hall.settle(one, door)
            hall.say(one, in_building=True)
            hall.welcome(one)
            hall.greet(one, hall.karima)
            hall.link(hall.karima)

    return come


def test_each_page_is_as_many_statements_however_full(hall, crowd, karima, statements):
    found, paths = [], {path: path.format(quartier=hall.tanneurs.id) for path in STATEMENTS}
    for number in (3, 6):
        crowd(number)
        counts = {}
        for name, path in paths.items():
            karima.get(path)
            statements.clear()
            assert karima.get(path).status_code == 200
            counts[name] = len(statements)
        found.append(counts)
    assert found == [STATEMENTS, STATEMENTS]
