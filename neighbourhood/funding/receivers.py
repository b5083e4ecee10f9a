"""What happens to gifts when a need moves on."""

from neighbourhood.funding import actions, kinds
from neighbourhood.needs.events import need_changed
from neighbourhood.needs.models import Need, NeedStatus

_NEWS = {NeedStatus.FUNDED: kinds.FUNDED, NeedStatus.PROVED: kinds.PROVED}


@need_changed.connect
def follow(need: Need) -> None:
    """Tell donors that their need is funded or proved; give their money back if it is withdrawn."""
    if need.status in _NEWS:
        actions.tell_donors(need, _NEWS[need.status])
    elif need.status is NeedStatus.WITHDRAWN and need.raised_cents:
        actions.return_gifts(need)
