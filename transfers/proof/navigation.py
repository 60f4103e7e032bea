from campus.core.audiences import STAFF
from campus.core.navigation import register

register(audience=STAFF, order=90, label="Proof", url_name="proof:proof", permission="proof.view")
