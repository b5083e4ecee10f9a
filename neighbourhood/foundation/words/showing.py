"""What a text for all to read shows of who wrote it: said quietly, refused to nobody."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.words.giveaways.scan import giveaways
from neighbourhood.foundation.words.giveaways.traces import Trace

_SHOWN: Mapping[Trace, LazyString] = MappingProxyType(
    {
        Trace.PHONE: _l("un numéro de téléphone"),
        Trace.EMAIL: _l("une adresse e-mail"),
        Trace.CODE: _l("un code de porte"),
        Trace.ADDRESS: _l("une adresse ou une rue"),
    }
)


def shown_by(texts: Iterable[str | None]) -> list[LazyString]:
    """Return what `texts` show that one may not have meant to show, each kind once."""
    found = {each.trace for text in texts for each in giveaways(text or "")}
    return [words for trace, words in _SHOWN.items() if trace in found]
