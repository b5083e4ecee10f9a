"""Categories that go together: a drill is lent, or somebody comes with one."""

from functools import cache

from neighbourhood.exchanges.models.subjects import Category

TOGETHER: tuple[frozenset[Category], ...] = (
    frozenset({Category.SMALL_JOBS, Category.DIY, Category.TOOLS}),
    frozenset({Category.DIY, Category.KNOW_HOW}),
    frozenset({Category.TOOLS, Category.OBJECTS}),
    frozenset({Category.TOOLS, Category.GARDENING}),
    frozenset({Category.SMALL_JOBS, Category.ERRANDS, Category.LIFTS}),
    frozenset({Category.SMALL_JOBS, Category.MOVING, Category.LIFTS}),
    frozenset({Category.CHILDCARE, Category.CHILDREN_THINGS}),
    frozenset({Category.CHILDREN_THINGS, Category.OBJECTS, Category.BOOKS_AND_GAMES}),
    frozenset({Category.LESSONS, Category.LANGUAGES, Category.KNOW_HOW}),
    frozenset({Category.PAPERWORK, Category.RIGHTS, Category.HOUSING, Category.WORK}),
    frozenset({Category.PAPERWORK, Category.COMPUTERS}),
    frozenset({Category.PAPERWORK, Category.LANGUAGES}),
    frozenset({Category.MEALS, Category.SHARED_MEALS, Category.KITCHEN}),
    frozenset({Category.KITCHEN, Category.PARTY_THINGS, Category.OBJECTS}),
    frozenset({Category.SPORT, Category.WALKS, Category.OUTINGS}),
    frozenset({Category.SPORT, Category.OBJECTS}),
    frozenset({Category.COFFEE, Category.VISITS, Category.WALKS, Category.GAMES}),
    frozenset({Category.GAMES, Category.BOOKS_AND_GAMES}),
)

# So much is in them that being in one together says little.
WIDE = frozenset({Category.OBJECTS, Category.SMALL_JOBS, Category.KNOW_HOW, Category.OTHER})


@cache
def related(category: str) -> frozenset[str]:
    """Return the categories that go with one, itself among them; of “other” there are none."""
    if category == Category.OTHER:
        return frozenset()
    near = (group for group in TOGETHER if category in group)
    return frozenset({category}).union(*({one.value for one in group} for group in near))
