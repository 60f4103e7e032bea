from campus.core.audiences import PORTAL
from campus.core.navigation import register

register(audience=PORTAL, order=90, label="Colleagues", url_name="accounts:colleagues", permission="portal.invite")
