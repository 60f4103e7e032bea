"""What the machine must have and pip cannot bring: the text-setting libraries of PDFs, a browser for the tests."""

import ctypes
import os
import pathlib
import shutil
import subprocess
import sys
from collections.abc import Sequence
from xml.sax.saxutils import escape

PDF_LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
PDF_COMMANDS = {"run", "test", "render_cv", "bench"}
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
BROWSER = "CAMPUS_CHROMIUM"

START_PACKAGED = """#!/bin/sh
here=$(dirname "$0")
LD_LIBRARY_PATH="$here/al2023/lib" FONTCONFIG_FILE="$here/fonts.conf" exec "$here/chromium" "$@"
"""
# Its own list of fonts looks in a fixed place; without a font there is no text, on a machine that has none.
FONTS_PACKAGED = """<?xml version="1.0"?>
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>{folder}/fonts</dir>
  <cachedir>{folder}/fonts-cache</cachedir>
</fontconfig>
"""


class Missing(Exception):
    """The machine lacks something; the message is one line with the command to run."""


def prepare(arguments: Sequence[str], root: pathlib.Path) -> None:
    """See to what this command needs, before it starts."""
    command = arguments[0] if arguments else ""
    if command in PDF_COMMANDS:
        _prepare_pdf(must=command == "test")
    if command == "test":
        os.environ[BROWSER] = _browser(root)
        # Playwright's own Node needs a system library that a bare Debian has not; the one that is here needs none.
        os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(root / ".tools" / "node" / "node"))


def install_command(*packages: str) -> str:
    """What a person types on this machine to have these Debian packages."""
    return f"{'' if os.geteuid() == 0 else 'sudo '}apt-get install {' '.join(packages)}"


def _say(text: str) -> None:
    print(f"[set-up] {text}", file=sys.stderr, flush=True)


def _prepare_pdf(*, must: bool) -> None:
    packages = missing_pdf_packages()
    if packages and _may_install():
        _say(f"installing the system libraries that PDFs need: {' '.join(packages)}")
        _apt_install(*packages)
        packages = missing_pdf_packages()
    if not packages:
        return
    command = install_command(*packages) if sys.platform == "linux" else "brew install pango"
    if must:
        raise Missing(f"the tests make PDFs, and a system library is missing; run: {command}")
    _say(f"PDFs cannot be made, the rest works; to make them, run: {command}")


def missing_pdf_packages() -> list[str]:
    """The Debian packages of the libraries that do not load."""
    return [package for library, package in PDF_LIBRARIES.items() if not _loads(library)]


def _loads(library: str) -> bool:
    names = [library]
    if sys.platform == "darwin":
        stem = library.removesuffix(".so.0")
        names = [f"{prefix}{stem}.0.dylib" for prefix in ("", "/opt/homebrew/lib/", "/usr/local/lib/")]
    for name in names:
        try:
            ctypes.CDLL(name)
        except OSError:
            continue
        return True
    return False


def _may_install() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def _apt_install(*packages: str) -> None:
    """Quietly, its words to standard error only when it fails; the caller looks whether it helped."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    commands = [["apt-get", "install", "--yes", "--no-install-recommends", *packages]]
    if not any(pathlib.Path("/var/lib/apt/lists").glob("*_Packages*")):
        commands.insert(0, ["apt-get", "update"])
    for command in commands:
        done = subprocess.run(
            command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )
        if done.returncode:
            _say(f"'{' '.join(command)}' failed: {(done.stderr or done.stdout).strip()[-2000:]}")
            return


def _browser(root: pathlib.Path) -> str:
    """The Chromium of the browser tests, which are run and never skipped."""
    given = os.environ.get(BROWSER)
    if given:
        if not shutil.which(given):
            raise Missing(f"{BROWSER} names {given}, which is no program: set it to a Chromium, or unset it")
        return given
    if found := _installed_browser():
        return found
    if _may_install():
        _say("installing the browser that the tests drive: chromium")
        _apt_install("chromium", "fonts-liberation")
    if found := _installed_browser() or _packaged_browser(root):
        return found
    raise Missing(f"the tests drive a browser, and there is none; run: {install_command('chromium')}")


def _installed_browser() -> str | None:
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


def _packaged_browser(root: pathlib.Path) -> str | None:
    """The Chromium inside the npm package @sparticuz/chromium (Linux x86_64), with the libraries that it brings."""
    node, folder = root / ".tools" / "node" / "node", root / ".tools" / "browser"
    if not (root / "node_modules" / "@sparticuz" / "chromium").is_dir():
        return None
    folder.mkdir(exist_ok=True)
    # The package unpacks its libraries only where it takes the machine for the bare one that it was made for.
    environment = {**os.environ, "TMPDIR": str(folder), "AWS_EXECUTION_ENV": "AWS_Lambda_nodejs22.x"}
    unpack = "import c from '@sparticuz/chromium'; await c.executablePath()"
    command = [str(node), "--input-type=module", "--eval", unpack]
    subprocess.run(command, cwd=root, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    (folder / "fonts.conf").write_text(FONTS_PACKAGED.format(folder=escape(str(folder))))
    starter = folder / "start"
    starter.write_text(START_PACKAGED)
    starter.chmod(0o755)
    works = subprocess.run([str(starter), "--version"], stdin=subprocess.DEVNULL, capture_output=True, check=False)
    return str(starter) if works.returncode == 0 else None
