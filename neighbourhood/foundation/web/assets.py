"""The built files: handed out ready compressed, before the application wakes, and kept for good."""

from pathlib import Path
from wsgiref.headers import Headers

from flask import Flask
from whitenoise import WhiteNoise

from neighbourhood.foundation import settings
from neighbourhood.foundation.web.headers import fixed_headers

# What `build.mjs` writes into a name changes with the content: such a file never does.
NAMED_AFTER_CONTENT = r"-[0-9A-Z]{8}\.\w+$"


def bind(app: Flask) -> None:
    """Serve what was built; files built later are served once the site starts again."""
    built = Path(app.static_folder or "") / "dist"
    if not built.is_dir():
        return
    fixed = fixed_headers(app.extensions[settings.EXTENSION])

    def add(headers: Headers, _path: str, _url: str) -> None:
        for name, value in fixed.items():
            headers[name] = value

    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=str(built),
        prefix=f"{app.static_url_path}/dist/",
        allow_all_origins=False,
        immutable_file_test=NAMED_AFTER_CONTENT,
        add_headers_function=add,
    )
