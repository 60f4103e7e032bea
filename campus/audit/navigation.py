from campus.core.audiences import STAFF
from campus.core.navigation import register

register(audience=STAFF, order=95, label="Audit", url_name="audit:trail", permission="audit.view")
register(audience=STAFF, order=97, label="Background work", url_name="audit:work", permission="outbox.manage")
register(audience=STAFF, order=96, label="Who looked", url_name="audit:access-log", permission="access_log.view")
