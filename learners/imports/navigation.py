from campus.core import cards as places
from learners.imports import cards

places.register(places.TODAY_SIDE, order=70, build=cards.on_today, permission="import.run")
