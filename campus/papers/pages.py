"""The two papers as Markdown: docs/states.md and docs/roles.md."""

from collections.abc import Callable
from pathlib import Path

from campus.accounts.permissions import ROLES, Permission, Reach, roles_with
from campus.papers.machines import Machine, Move, machines
from campus.papers.meanings import PERMISSION
from campus.papers.session_machines import induction_schedule, review_schedule

DOCS = Path(__file__).resolve().parents[2] / "docs"
MADE = "<!-- Made from the code by `python3 manage.py states`. Change the code, then run it again. -->\n"
REACHES = {
    Reach.ESTABLISHMENT: ("Posts at a prison", "Each reaches the people who are at that prison now, and no others."),
    Reach.NATIONAL: ("National posts", "Each is held at no one prison. The table says what it reaches."),
    Reach.ORGANISATION: (
        "Posts at an organisation outside prison",
        "Each reaches the people whom staff have assigned to that worker, and no others.",
    ),
    Reach.SELF: ("People in prison", "This is given by signing in at a kiosk; nobody is posted to it."),
}


def states() -> str:
    """Each state machine with a diagram, its states and its moves."""
    head = (
        f"{MADE}\n# States\n\nWhat can be in which state, and what may come next. A move that is not drawn here "
        "is not made.\n"
    )
    every = [*machines(), induction_schedule(), review_schedule()]
    return "\n".join([head, *(_machine(machine) for machine in every)])


def _machine(machine: Machine) -> str:
    parts = [f"## {machine.title}\n", f"Held in {machine.source}.\n", _diagram(machine), _states(machine)]
    if any(move.by for move in machine.moves):
        parts.append(_moves(machine.moves))
    if machine.note:
        parts.append(f"{machine.note}\n")
    return "\n".join(parts)


def _diagram(machine: Machine) -> str:
    """Moves between the same two states are one arrow."""
    arrows = dict.fromkeys((move.before or "[*]", move.after) for move in machine.moves)
    lines = [f"    {before} --> {after}" for before, after in arrows]
    reached = {move.after for move in machine.moves}
    begun = {move.after for move in machine.moves if move.before is None}
    lines += [f"    {state} --> [*]" for state in machine.last() if state in reached - begun]
    lines += [f"    {state}" for state in machine.states if state not in reached]
    return "\n".join(["```mermaid", "stateDiagram-v2", *lines, "```", ""])


def _states(machine: Machine) -> str:
    rows = [f"| `{state}` | {machine.meanings[state]} |" for state in machine.states]
    return "\n".join(["| state | means |", "|---|---|", *rows, ""])


def _moves(moves: tuple[Move, ...]) -> str:
    rows = [f"| {f'`{move.before}`' if move.before else 'start'} | `{move.after}` | {move.by} |" for move in moves]
    return "\n".join(["| from | to | by |", "|---|---|---|", *rows, ""])


def roles() -> str:
    """Who may do what, to hand to a governor."""
    unexplained = set(Permission) ^ set(PERMISSION)
    if unexplained:
        raise ValueError(f"say in campus/papers/meanings.py what {sorted(unexplained)} means")
    head = (
        f"{MADE}\n# Roles\n\nWho may do what in the Virtual Campus. A role is held through a **posting**: one person, "
        "one place, from one date to another. When a posting ends, what it gave ends with it, at the next click. "
        "Nobody may do anything that is not in this list. What a member of staff may open is decided by where the "
        "person is **now**: when somebody moves, staff at the old prison can no longer open the record.\n\n"
        "Beside roles there are named exceptions: the owner of a CV can share it with one member of staff until a "
        "date.\n"
    )
    return "\n".join([head, *(_reach(reach) for reach in REACHES), _who_may()])


def _reach(reach: Reach) -> str:
    title, says = REACHES[reach]
    rows = [
        f"| {spec.title} | `{code}` | {spec.says} | {_words(spec.permissions)} |"
        for code, spec in ROLES.items()
        if spec.reach == reach
    ]
    return "\n".join([f"## {title}\n", f"{says}\n", "| role | code | what for | may |", "|---|---|---|---|", *rows, ""])


def _words(permissions: frozenset[Permission]) -> str:
    return "; ".join(PERMISSION[p] for p in Permission if p in permissions)


def _who_may() -> str:
    rows = []
    for permission in Permission:
        holders = ", ".join(code for code in ROLES if code in roles_with(permission))
        rows.append(f"| `{permission.value}` | {PERMISSION[permission]} | {holders or 'nobody'} |")
    return "\n".join(["## By permission\n", "| permission | means | roles |", "|---|---|---|", *rows, ""])


PAPERS: dict[str, Callable[[], str]] = {"states.md": states, "roles.md": roles}
