"""The web itself: who may call what, forms, pages, headers, limits."""
