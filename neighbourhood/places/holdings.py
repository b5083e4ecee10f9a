"""Places tell nothing of who lives there: the map and the public index of addresses."""

from neighbourhood.foundation.personal import impersonal

impersonal("the towns, as everybody knows them", "municipality", "quartier", "neighbouring")
impersonal("the public map", "base_map_feature", "street")
impersonal("the public index of addresses, without who lives there", "address", "cell")
