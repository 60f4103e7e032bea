from campus.core.audiences import PORTAL, STAFF
from campus.core.navigation import register
from learners import sharing
from providers import selectors

register(audience=STAFF, order=50, label="Providers", url_name="providers:providers", permission="provider.view")
register(audience=PORTAL, order=10, label="Home", url_name="providers:home", permission="portal.home")
sharing.offer_organisations(selectors.organisations_of)
