"""Things that neighbours lend each other: a shelf, its calendar, and the life of each loan."""
