import pytest
import collections
from tests.security.world import *
@pytest.mark.django_db
def test_dump(world):
    out=collections.defaultdict(lambda: collections.defaultdict(list))
    clients={"staff":{r:world.staff(r) for r in STAFF_ROLES},"portal":{r:world.worker(r) for r in PORTAL_ROLES},"kiosk":{"learner":world.learner()}}
    for door,cs in clients.items():
        for c in cs.values(): c.raise_request_exception=False
        for route in routes(door):
            for rel,place in (("own",world.here),("other",world.there)):
                if rel=="other" and not routes(door)[route]: continue
                u=world.address(door,route,place)
                for role,c in cs.items():
                    with transaction.atomic():
                        resp=c.get(u)
                        transaction.set_rollback(True)
                    if route in("account_logout",): pass
                    out[(door,route,rel)][str(resp.status_code)+(">"+resp["Location"][:40] if resp.status_code==302 else "")].append(role)
    import sys
    with open("/tmp/dump.txt","w") as f:
        for k,v in out.items():
            f.write(" ".join(k)+"\n")
            for s,rs in v.items(): f.write("      %s: %s\n"%(s," ".join(rs) if len(rs)<16 else "all but "+" ".join(r for r in clients[k[0]] if r not in rs)))
from django.db import transaction
