"""What gunicorn loads: ``gunicorn joincard_core.wsgi:application``. Settings come from the environment.

Connections that were opened before a fork are left to the parent; the database does that by itself.
"""

from joincard_core.bootstrap import create_app
from joincard_core.settings import Settings
from joincard_core.web import configure

configure()
application = create_app(Settings.from_environment())
