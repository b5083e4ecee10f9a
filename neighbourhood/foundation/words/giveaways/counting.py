"""Numbers as they are said and written: in figures, in letters, in a bit of both."""

from neighbourhood.foundation.words.giveaways.reading import Reading

UNITS = {
    word: value
    for value, word in enumerate(
        "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize".split()  # noqa: SIM905, E501
    )
} | {"une": 1}
TENS = {
    "vingt": 20,
    "vingts": 20,
    "trente": 30,
    "quarante": 40,
    "cinquante": 50,
    "soixante": 60,
    "septante": 70,
    "huitante": 80,
    "octante": 80,
    "nonante": 90,
}
MONTHS = {
    word: number
    for number, names in enumerate(
        (
            "janvier janv jan",
            "fevrier fevr fev",
            "mars",
            "avril avr",
            "mai",
            "juin",
            "juillet juil",
            "aout",
            "septembre sept",
            "octobre oct",
            "novembre nov",
            "decembre dec",
        ),
        1,
    )
    for word in names.split()
}


def spoken(read: Reading, place: int) -> tuple[int, int] | None:
    """Return the number below a hundred said from `place` on, and where it ends."""
    key = read.key(place)
    if key == "quatre" and read.key(place + 1) in ("vingt", "vingts"):
        return _with_units(read, place + 2, 80)
    if key in TENS:
        return _with_units(read, place + 1, TENS[key])
    if key == "dix" and read.at(place + 1).joint == "-" and read.key(place + 1) in UNITS:
        more = UNITS[read.key(place + 1)]
        return (10 + more, place + 2) if 7 <= more <= 9 else (10, place + 1)
    return (UNITS[key], place + 1) if key in UNITS else None


def _with_units(read: Reading, place: int, tens: int) -> tuple[int, int]:
    step = place + 1 if read.key(place) == "et" else place
    following, tied = read.key(step), read.at(step).joint == "-" or step > place
    more = UNITS.get(following, 0)
    teens = more >= 10 and tens in (60, 80)
    if (
        not more
        or (more >= 10 and not teens)
        or (more < 10 and not tied and tens != 80 and step > place)
    ):
        return tens, place
    if (
        more == 10
        and read.at(step + 1).joint == "-"
        and UNITS.get(read.key(step + 1), 0) in (7, 8, 9)
    ):
        return tens + 10 + UNITS[read.key(step + 1)], step + 2
    return (tens + more, step + 1) if tied or teens else (tens, place)


def number(read: Reading, place: int) -> tuple[int, int] | None:
    """Return the small number from `place` on, in figures or in letters, and where it ends."""
    token = read.at(place)
    if token.is_number:
        return (int(token.key), place + 1) if len(token.key) <= 9 else None
    return spoken(read, place)
