"""What people type of an address: the same doors in five ways, and what counts as an answer."""

import random
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from neighbourhood.places.ban import AddressRow, address_values

QUESTIONS, LIMIT = 120, 5

Door = tuple[str, str, str]
Answers = list[tuple[float, list[Door]]]
Ask = Callable[[list[str]], Answers]


@dataclass(frozen=True)
class Question:
    """What somebody types, and the door they mean."""

    typed: str
    meant: Door
    way: str = ""


def questions(rows: list[AddressRow]) -> dict[str, list[Question]]:
    """Write the same doors in five ways, as they are, half typed, plain, wrong, turned round."""
    chance = random.Random(7)
    doors = [address_values(row) for row in chance.sample(rows, 4 * QUESTIONS)]
    ways = {
        "exact": lambda d: f"{house_number(d)} {d['street']} {d['postcode']} {d['town']}",
        "prefix": lambda d: f"{house_number(d)} {d['street'][: -_cut(d, chance)]}",
        "without accents": lambda d: _plain(f"{house_number(d)} {d['street']} {d['town']}"),
        "misspelt": lambda d: f"{house_number(d)} {_slip(d['street'], chance)} {d['postcode']}",
        "reordered": lambda d: f"{d['postcode']} {d['town']} {d['street']} {house_number(d)}",
    }
    chosen = dict.fromkeys(ways, doors)
    chosen["without accents"] = [
        door for door in doors if _plain(door["street"]) != door["street"].lower()
    ]
    return {
        kind: [Question(way(door), _door(door)) for door in chosen[kind][:QUESTIONS]]
        for kind, way in ways.items()
    }


def house_number(door: dict) -> str:
    return f"{door['number']} {door['suffix']}".strip()


def _door(door: dict) -> Door:
    return house_number(door).replace(" ", ""), door["street"], door["postcode"]


def _cut(door: dict, chance: random.Random) -> int:
    """Return how many letters of the last word are not typed yet."""
    return chance.randint(1, max(1, len(door["street"].split()[-1]) - 3))


def _plain(text: str) -> str:
    split = unicodedata.normalize("NFD", text.lower())
    return "".join(letter for letter in split if not unicodedata.combining(letter))


def _slip(street: str, chance: random.Random) -> str:
    """Drop, double, change or swap a letter inside the longest word."""
    word = max(street.split(), key=len)
    at = chance.randrange(1, max(2, len(word) - 1))
    wrong = (
        word[:at] + word[at + 1 :],
        word[:at] + word[at] + word[at:],
        word[:at] + chance.choice("aeiourstn") + word[at + 1 :],
        word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :],
    )
    return street.replace(word, chance.choice(wrong), 1)


DRESSINGS = (
    "{door} bâtiment B {end}",
    "Résidence Les Tilleuls, {door}, {end}",
    "{door}, 3e étage, {end}",
    "{door} {end} appartement 12",
    "chez Mme Benali {door} {end}",
    "{door}, escalier C porte gauche {end}",
    "appt 4 bât A {door} {end}",
    "{door} {end} digicode 12A34",
    "{door} BP 123 {end}",
    "rdc gauche, {door} {end}",
    "{door} 2ème étage porte droite {end}",
    "Les Jardins du Parc Entrée 2 {door} {end} FRANCE",
)


def dressed(rows: list[AddressRow], count: int) -> list[Question]:
    """Write doors with the words people put around them."""
    doors = [address_values(row) for row in random.Random(11).sample(rows, min(count, len(rows)))]
    return [
        Question(
            DRESSINGS[rank % len(DRESSINGS)].format(
                door=f"{house_number(door)} {door['street']}", end=_end(door)
            ),
            _door(door),
            f"dressing {rank % len(DRESSINGS) + 1}",
        )
        for rank, door in enumerate(doors)
    ]


def misspelt_twice(rows: list[AddressRow], count: int) -> list[Question]:
    """Write doors with two slips of the fingers, in one word or in two."""
    chance = random.Random(13)
    doors = [
        address_values(row)
        for row in chance.sample(rows, len(rows))
        if max(map(len, address_values(row)["street"].split())) > 5
    ][:count]
    return [
        Question(
            f"{house_number(door)} {_slip(_slip(door['street'], chance), chance)} {_end(door)}",
            _door(door),
            "two slips",
        )
        for door in doors
    ]


def _end(door: dict) -> str:
    return f"{door['postcode']} {door['town']}"
