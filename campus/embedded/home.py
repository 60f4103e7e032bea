"""Where a campus keeps what it holds (CAMPUS_HOME), and where root keeps what PostgreSQL may not keep there."""

import contextlib
import fcntl
import hashlib
import os
import pathlib
import pwd
import re
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from campus.embedded.errors import CannotServe

ROOT_STORE = pathlib.Path("/var/lib/campus-embedded")
NAME_FILE = "campus-home"
ID_FILE = "campus-id"
# sun_path holds 104 bytes on macOS and 108 on Linux; the longest name that we put in the folder has 22.
LONGEST_SOCKET_FOLDER = 80


@dataclass(frozen=True)
class Home:
    """One campus on this machine: its folder, and a tag that is another one when the folder is made anew."""

    path: pathlib.Path
    tag: str

    @property
    def store(self) -> pathlib.Path:
        """The folder of PostgreSQL's files."""
        return ROOT_STORE / self.tag if os.geteuid() == 0 else self.path


def chosen() -> pathlib.Path:
    """CAMPUS_HOME, by default var/ beside manage.py."""
    default = pathlib.Path(__file__).resolve().parents[2] / "var"
    return pathlib.Path(os.environ.get("CAMPUS_HOME") or default).resolve()


def opened(path: pathlib.Path) -> Home:
    """The campus of that folder, made if need be."""
    try:
        path.mkdir(parents=True, exist_ok=True)
        with _locked(path / "id.lock"):
            if not (path / ID_FILE).exists():
                (path / "new-id").write_text(secrets.token_hex(8))
                (path / "new-id").rename(path / ID_FILE)
        return Home(path, _tag(path))
    except (PermissionError, NotADirectoryError, FileExistsError) as error:
        raise CannotServe(f"CAMPUS_HOME={path} cannot be used ({error.strerror}): name a folder of your own") from error


def _tag(path: pathlib.Path) -> str:
    """Of the path and of the folder's own id: neither a copy nor a new folder in an old place meets another's data."""
    identity = (path / ID_FILE).read_text()
    return hashlib.sha256(f"{path}\n{identity}".encode()).hexdigest()[:12]


@contextlib.contextmanager
def _locked(path: pathlib.Path) -> Iterator[IO[str]]:
    with open(path, "a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield lock


def account() -> pwd.struct_passwd | None:
    """Whom PostgreSQL runs as when we are root, for it refuses to be root. An account that is there; none is made."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise CannotServe(
        "running as root, and there is no account 'postgres' or 'nobody' for PostgreSQL: set DATABASE_URL"
    )


def make_store(home: Home, owner: pwd.struct_passwd | None) -> pathlib.Path:
    """The store, with the file that names its home."""
    if owner is None:
        return home.store
    ROOT_STORE.mkdir(mode=0o755, parents=True, exist_ok=True)
    home.store.mkdir(mode=0o755, exist_ok=True)
    name = home.store / NAME_FILE
    if not name.exists():
        # In one step: another command that reads half a name would take this store for one whose home is gone.
        written = name.with_name(f"{name.name}.{os.getpid()}")
        written.write_text(f"{home.path}\n")
        written.rename(name)
    os.chown(home.store, owner.pw_uid, owner.pw_gid)
    return home.store


def abandoned_stores() -> list[pathlib.Path]:
    """Root's stores whose home is gone, or is another campus by now."""
    names = ROOT_STORE.glob(f"*/{NAME_FILE}") if os.geteuid() == 0 else ()
    return [name.parent for name in names if _is_abandoned(name)]


def _is_abandoned(name: pathlib.Path) -> bool:
    """Only when that is certain: a home without its id may be in the making."""
    try:
        home = pathlib.Path(name.read_text().removesuffix("\n"))
        return not home.is_dir() or _tag(home) != name.parent.name
    except FileNotFoundError:
        return False


def socket_folder(home: Home, wanted: pathlib.Path, owner: pwd.struct_passwd | None = None) -> pathlib.Path:
    """A folder of mode 700 for a socket: the wanted one, or a temporary one when that path is long or odd."""
    folder = wanted
    if len(os.fsencode(wanted)) > LONGEST_SOCKET_FOLDER or not re.fullmatch(r"[\w./-]+", str(wanted), re.ASCII):
        folder = pathlib.Path(_short_temporary_folder()) / f"campus-{os.geteuid()}-{home.tag}-{wanted.name}"
    uid = owner.pw_uid if owner else os.geteuid()
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o700)
        if owner:
            os.chown(folder, owner.pw_uid, owner.pw_gid)
    found = folder.lstat()
    if found.st_uid != uid or not folder.is_dir() or folder.is_symlink():
        raise CannotServe(f"{folder} belongs to somebody else: remove it, or set CAMPUS_HOME to a shorter path")
    folder.chmod(0o700)
    return folder


def _short_temporary_folder() -> str:
    folder = tempfile.gettempdir()
    return folder if re.fullmatch(r"[\w./-]{1,30}", folder, re.ASCII) else "/tmp"  # noqa: S108 (short; its owner is checked)


def remove(folder: pathlib.Path) -> None:
    """A folder and all in it; what is gone already is as good."""
    shutil.rmtree(folder, ignore_errors=True)
