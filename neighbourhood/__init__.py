"""Everything neighbours do together."""
