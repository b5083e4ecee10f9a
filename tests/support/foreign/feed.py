"""Things of the timeline that are not for everyone, each with who may have it and who may not."""

from neighbourhood.feed.kinds import Filters
from neighbourhood.feed.saving import save_search
from tests.support.foreign.things import Thing, asked_by
from tests.support.foreign.world import World


@asked_by("feed.forget_search")
def search_of_another(world: World) -> Thing:
    """A search that somebody else keeps."""
    kept = world.make.act(save_search, world.marcel, filters=Filters(words="vélo"))
    return Thing({"search_id": kept.id}, world.marcel, world.karima)
