"""Tool libraries: what an association lends at its desk, to the neighbours of a town."""
