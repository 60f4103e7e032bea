from campus.core.audiences import PORTAL, STAFF
from campus.core.navigation import register

register(audience=STAFF, order=97, label="Background work", url_name="core:work", permission="outbox.manage")
register(audience=PORTAL, order=90, label="Colleagues", url_name="accounts:colleagues", permission="portal.invite")
