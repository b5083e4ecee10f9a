"""Words: languages, typography, money as people say it, search, safe texts."""
