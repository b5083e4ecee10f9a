"""Flask extension objects, created here once and bound in `app.create_app`."""

from flask_compress import Compress
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import LoginManager
from flask_mailman import Mail
from flask_wtf import CSRFProtect

from neighbourhood.foundation.web.sockets import Sockets
from neighbourhood.foundation.words.speaking import Speaking

babel = Speaking()
compress = Compress()
csrf = CSRFProtect()
limiter = Limiter(key_func=get_remote_address)
login_manager = LoginManager()
mail = Mail()
socketio = Sockets()
