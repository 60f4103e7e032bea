import pathlib, re, pytest
from campus.core import clock
from tests.factories import merges, providers, plans_goals
from tests.factories.accounts import posted
from tests.factories.merges import a_record, merged, number, parted, steward
from transfers.merges.models import IdentityRequest, StewardTask, Allocation
from transfers.merges.actions import asking
pytestmark = pytest.mark.django_db
OUT = pathlib.Path("/tmp/merge-shots"); OUT.mkdir(exist_ok=True)
def test_shots():
    one, two = a_record("plan","cv","induction","uln","needs", family_name="Featherstonehaugh-Cholmondeley", given_name="Bartholomew"), a_record("plan","cv","induction","uln","needs")
    case = merged(one, two, at=clock.now())
    nia = providers.signed_in(steward().user, "staff")
    mgr = providers.signed_in(posted("EDU_MGR","LEI").user, "staff")
    ids = merges.ids_at("LEI")
    three, four = a_record("plan"), a_record("plan")
    c2 = merged(three, four, at=clock.now())
    mgr.get(f"/staff/people/{three.id}/")
    parted(c2, at=clock.now())
    asking.ask_to_part(by=steward("Zed"), case_id=case.id, reason="They are two brothers with the same date of birth.", at=clock.now())
    uln = StewardTask.objects.filter(kind="ULN").first()
    pages = {
     "merges": (nia,"/staff/stewards/merges/"), "merge": (nia,f"/staff/stewards/merges/{case.id}/"), "undone": (nia,f"/staff/stewards/merges/{c2.id}/"),
     "part": (nia,f"/staff/stewards/merges/{case.id}/part/"), "join": (nia,"/staff/stewards/merges/join/"), "requests": (nia,"/staff/stewards/requests/"),
     "decide": (nia,f"/staff/stewards/requests/{ids['identity_request_id']}/"), "allocations": (nia,"/staff/stewards/to-allocate/"), "allot": (nia,f"/staff/stewards/to-allocate/{ids['allocation_id']}/"),
     "questions": (nia,"/staff/stewards/questions/"), "answer": (nia,f"/staff/stewards/questions/{uln.id}/"), "wrong": (nia,f"/staff/stewards/wrong-person/?number={number(one)}"),
     "move": (nia,f"/staff/stewards/wrong-person/goal/{plans_goals.a_goal(one).id}/"), "person": (mgr,f"/staff/people/{one.id}/"), "earlier": (mgr,f"/staff/people/{one.id}/merged/"), "history": (mgr,f"/staff/people/{one.id}/history/"),
    }
    css = pathlib.Path("static/build/staff.css").read_text()
    for name,(client,url) in pages.items():
        r = client.get(url); assert r.status_code == 200, (name, r.status_code)
        html = re.sub(r"<link[^>]*stylesheet[^>]*>", "", r.content.decode()); html = re.sub(r"<script.*?</script>", "", html, flags=re.S)
        (OUT/f"{name}.html").write_text(html.replace("</head>", f"<style>{css}</style></head>"))
