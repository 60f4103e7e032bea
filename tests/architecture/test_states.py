"""The papers that are made from the code say what the code says."""

import shutil

import pytest
from django.core.management import call_command

from campus.papers import machines, meanings, pages


@pytest.fixture
def copies(tmp_path, monkeypatch):
    """The papers of this checkout, in a folder that a test may spoil."""
    for name in pages.PAPERS:
        shutil.copy(pages.DOCS / name, tmp_path / name)
    monkeypatch.setattr(pages, "DOCS", tmp_path)
    return tmp_path


class TestCheck:
    def test_passes_the_papers_of_this_checkout(self):
        with pytest.raises(SystemExit, match=r"^0$"):
            call_command("states", check=True)

    @pytest.mark.parametrize("name", pages.PAPERS)
    def test_exits_with_1_when_a_paper_says_something_else(self, name, copies, capsys):
        (copies / name).write_text((copies / name).read_text() + "\nand more\n")
        with pytest.raises(SystemExit, match=r"^1$"):
            call_command("states", check=True)
        assert f"docs/{name} is out of date" in capsys.readouterr().err

    @pytest.mark.parametrize("name", pages.PAPERS)
    def test_exits_with_1_when_a_paper_is_missing(self, name, copies):
        (copies / name).unlink()
        with pytest.raises(SystemExit, match=r"^1$"):
            call_command("states", check=True)

    def test_changes_nothing(self, copies):
        (copies / "states.md").write_text("old")
        with pytest.raises(SystemExit):
            call_command("states", check=True)
        assert (copies / "states.md").read_text() == "old"


class TestMachines:
    @pytest.mark.parametrize("machine", machines.machines(), ids=lambda machine: machine.title)
    def test_move_only_between_states_that_are_named(self, machine):
        named = {*machine.states, None}
        assert {move.before for move in machine.moves} <= named
        assert {move.after for move in machine.moves} <= named

    @pytest.mark.parametrize("machine", machines.machines(), ids=lambda machine: machine.title)
    def test_begin_somewhere(self, machine):
        assert [move for move in machine.moves if move.before is None]

    def test_refuse_a_state_without_a_sentence(self):
        with pytest.raises(ValueError, match="NEW_STATE"):
            machines.Machine("Goal", "", ("NEW_STATE",), {}, ())


class TestRoles:
    def test_refuse_a_permission_without_a_sentence(self, monkeypatch):
        monkeypatch.delitem(meanings.PERMISSION, pages.Permission.PLAN_VIEW)
        with pytest.raises(ValueError, match=r"plan\.view"):
            pages.roles()
