"""The ground both doors of a checkout stand on: system packages, and the folder ``.venv``.

``start.py`` and ``check.py`` run before anything is installed, so this module and they keep to the
standard library and to syntax that Python 3.8 reads: an old interpreter must get a sentence that
helps, not a traceback.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NoReturn

TOP = Path(__file__).resolve().parent.parent
VENV = TOP / ".venv"
RUNTIME = "requirements.lock"
DEVELOPMENT = "requirements-dev.lock"

OLDEST_PYTHON = (3, 11)

FAILED = 1
MISUSED = 2
SYSTEM_LACKS = 3
INTERRUPTED = 130

# Without these PySide6 does not even import, offscreen or not. A name of Debian 12 that later
# releases changed (libglib2.0-0t64) is still understood by their apt.
QT_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libX11.so.6": "libx11-6",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
}
# What Qt's X11 and Wayland plugins ask for on top, to show a window.
WINDOW_LIBRARIES = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}

# Qt finds the printers through it; a window without them is still a window.
PRINTING_LIBRARIES = {"libcups.so.2": "libcups2"}

ROOT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

READY, ADD, REBUILD = "ready", "add", "rebuild"
UNFINISHED = "unfinished"
PIP_INSTALLS = "Installing collected packages"


class Stop(Exception):
    """The script cannot go on; it ends with a sentence and an exit code."""

    def __init__(self, sentence: str, code: int) -> None:
        """Keep the French sentence and the exit code."""
        super().__init__(sentence)
        self.code = code


class Parser(argparse.ArgumentParser):
    """An argument parser whose every word is French."""

    def __init__(self, manual: str) -> None:
        """Take the whole help text, shown as it is."""
        super().__init__(allow_abbrev=False)
        self._manual = manual

    def format_help(self) -> str:
        """Return the help text given."""
        return self._manual

    def error(self, message: str) -> NoReturn:
        """Refuse a command line in French; argparse's own ``message`` is English."""
        del message
        raise Stop("Commande non comprise.\n\n" + self._manual, MISUSED)


def run(main: Callable[[Sequence[str]], int], arguments: Sequence[str]) -> int:
    """Run a script's main function and turn what stops it into a sentence and an exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A Windows console may not know every letter; a question mark beats a traceback.
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        require_recent_python(sys.version_info[:3])
        return main(arguments)
    except Stop as stop:
        print(stop, file=sys.stderr, flush=True)
        return stop.code
    except KeyboardInterrupt:
        print("\nInterrompu. Relancez la même commande pour reprendre.", file=sys.stderr)
        return INTERRUPTED


def require_recent_python(version: tuple[int, ...]) -> None:
    """Stop with one sentence when this Python is too old for the program."""
    if version < OLDEST_PYTHON:
        raise Stop(
            f"Training Desk demande Python {_dotted(OLDEST_PYTHON)} ou plus récent, "
            f"et celui-ci est Python {_dotted(version)} : installez une version récente, "
            "puis relancez avec elle.",
            MISUSED,
        )


def split_at_dashes(arguments: Sequence[str]) -> tuple[list[str], list[str]]:
    """Part the arguments at the first ``--``: our own, and those handed on."""
    words = list(arguments)
    if "--" not in words:
        return words, []
    place = words.index("--")
    return words[:place], words[place + 1 :]


def say(sentence: str) -> None:
    """Tell the person at the terminal, at once even through a pipe."""
    print(sentence, flush=True)


# --- the system's packages ---------------------------------------------------------------------


def prepare(
    lock: str, libraries: Mapping[str, str] | None = None, wished: Iterable[str] = ()
) -> Path:
    """Make the machine and ``.venv`` fit for what ``lock`` names, and return its interpreter.

    Args:
        lock: name of the lock file, ``RUNTIME`` or ``DEVELOPMENT``.
        libraries: system libraries that must load, with the Debian package of each.
        wished: Debian packages installed where that asks nothing of anyone, and done without
            elsewhere.

    Raises:
        Stop: with code 3 when system packages lack and cannot be installed from here, with code 1
            when the installation of the locked libraries fails.
    """
    todo = what_to_do(read_stamp(VENV), wanted_stamp(lock))
    if sys.platform.startswith("linux"):
        lacking = missing_packages(libraries or {})
        if todo == REBUILD and not _has_module("ensurepip"):
            lacking.insert(0, f"python{_dotted(sys.version_info[:2])}-venv")
        # A wish that failed once is not tried again at each start.
        provide(lacking, list(wished) if lacking or todo != READY else [])
    if todo != READY:
        _install(lock, todo)
    return interpreter(VENV)


def missing_packages(libraries: Mapping[str, str]) -> list[str]:
    """Return the Debian packages of the libraries that this machine cannot load, sorted."""
    return sorted({package for name, package in libraries.items() if not _loads(name)})


def provide(lacking: list[str], wished: list[str]) -> None:
    """Install Debian packages, or stop with the one line that does it.

    Only wished for, a package is installed when nobody is asked for anything, else left out.
    """
    if not lacking and not wished:
        return
    if shutil.which("apt-get") is None:
        if lacking:
            raise Stop(_without_apt(lacking), SYSTEM_LACKS)
        return
    elevation = apt_elevation()
    if elevation is not None:
        _run_apt(elevation, lacking, wished)
    elif lacking:
        raise Stop(install_line(lacking + wished), SYSTEM_LACKS)


def install_line(packages: Iterable[str]) -> str:
    """Return the sentence and the command that install these packages by hand."""
    return (
        "Il manque des paquets du système. Installez-les avec la ligne qui suit, puis relancez :\n"
        "sudo apt-get install " + " ".join(packages)
    )


def apt_elevation() -> list[str] | None:
    """Return what goes before ``apt-get``: nothing for root, ``sudo -n`` where it asks nothing.

    None where neither works.
    """
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and _succeeds(["sudo", "-n", "true"]):
        return ["sudo", "-n"]
    return None


def apt_commands(elevation: list[str], packages: list[str]) -> list[list[str]]:
    """Return the commands that refresh apt's lists and install these packages without a question.

    They wait for another apt at work (a fresh Ubuntu updates itself) instead of failing on it.
    """
    # sudo clears the environment, and the PATH of a plain «su» has no sbin, which dpkg asks for.
    apt = [*elevation, "env", "DEBIAN_FRONTEND=noninteractive", "PATH=" + ROOT_PATH]
    apt += ["apt-get", "-q", "-o", "DPkg::Lock::Timeout=300"]
    return [[*apt, "update"], [*apt, "install", "-y", "--no-install-recommends", *packages]]


def _run_apt(elevation: list[str], lacking: list[str], wished: list[str]) -> None:
    packages = lacking + wished
    say("Installation des paquets du système : " + " ".join(packages))
    for command in apt_commands(elevation, packages):
        result = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        if result.returncode == 0:
            continue
        # Lists that could not be refreshed may still do; only a failed installation counts.
        if command[-1] != "update":
            say(result.stdout.decode(errors="replace"))
            if lacking:
                raise Stop(install_line(packages), SYSTEM_LACKS)
            say("Sans gravité : ces paquets ne sont pas indispensables.")


def _without_apt(lacking: list[str]) -> str:
    return (
        f"Il manque des paquets du système, que Debian nomme {', '.join(lacking)}. "
        "Installez leurs équivalents pour ce système, puis relancez."
    )


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _has_module(name: str) -> bool:
    return importlib.util.find_spec(name) is not None


def _succeeds(command: list[str]) -> bool:
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0


# --- the folder .venv --------------------------------------------------------------------------


def interpreter(venv: Path) -> Path:
    """Return the Python of a virtual environment."""
    return _programs(venv) / ("python.exe" if os.name == "nt" else "python")


def environ(venv: Path = VENV) -> dict[str, str]:
    """Return the environment in which ``.venv`` runs this checkout, from any folder."""
    values = dict(os.environ)
    values.pop("PYTHONHOME", None)
    values["VIRTUAL_ENV"] = str(venv)
    values["PATH"] = os.pathsep.join([str(_programs(venv)), values.get("PATH", os.defpath)])
    values["PYTHONPATH"] = str(TOP)
    return values


def wanted_stamp(lock: str, folder: Path = TOP / "packaging") -> dict[str, str]:
    """Return what the stamp of ``.venv`` says once ``lock`` is installed by this Python.

    The development lock holds the runtime's pins too, so installing it fulfils both.
    """
    names = [RUNTIME] if lock == RUNTIME else [RUNTIME, DEVELOPMENT]
    stamp = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names}
    stamp["python"] = _dotted(sys.version_info[:2])
    return stamp


def read_stamp(venv: Path) -> dict[str, str]:
    """Return what ``venv`` says was installed into it; nothing for a missing or broken one."""
    if not interpreter(venv).exists():
        return {}
    try:
        stamp = json.loads(_stamp_file(venv).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def write_stamp(venv: Path, stamp: Mapping[str, str]) -> None:
    """Say in ``venv`` what is installed in it, wholly or not at all."""
    draft = _stamp_file(venv).with_suffix(".new")
    draft.write_text(json.dumps(stamp, indent=1, sort_keys=True), encoding="utf-8")
    draft.replace(_stamp_file(venv))


def what_to_do(found: Mapping[str, str], wanted: Mapping[str, str]) -> str:
    """Compare two stamps: READY, ADD (only the development lock is missing) or REBUILD.

    A folder whose installation was interrupted has no stamp, or one that calls a lock unfinished;
    both are rebuilt, because half a library looks whole to pip.
    """
    differing = {key for key in wanted if found.get(key) != wanted[key]}
    if not differing:
        return READY
    if differing == {DEVELOPMENT} and DEVELOPMENT not in found:
        return ADD
    return REBUILD


def _install(lock: str, todo: str) -> None:
    stamp = read_stamp(VENV)
    if todo == REBUILD:
        say("Préparation du dossier .venv…")
        _make_venv()
        stamp = {}
    say("Installation des bibliothèques (une seule fois, avec une connexion à Internet)…")
    # What was there before stays usable, whatever becomes of the addition.
    _run_pip(TOP / "packaging" / lock, lambda: write_stamp(VENV, {**stamp, lock: UNFINISHED}))
    write_stamp(VENV, {**stamp, **wanted_stamp(lock)})
    say("Bibliothèques installées.")


def _make_venv() -> None:
    # From inside .venv, the interpreter that made it makes it anew.
    maker = getattr(sys, "_base_executable", None) or sys.executable
    # A leftover stamp must not outlive the folder's contents.
    _stamp_file(VENV).unlink(missing_ok=True)
    made = subprocess.run(
        [maker, "-m", "venv", "--clear", str(VENV)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    if made.returncode != 0:
        say(made.stdout.decode(errors="replace"))
        raise Stop(
            "Le dossier .venv n’a pas pu être préparé. Fermez Training Desk s’il est ouvert, "
            "vérifiez la place libre sur le disque, puis relancez.",
            FAILED,
        )


def pip_command(lock: Path) -> list[str]:
    """Return the command that installs exactly what ``lock`` names, each file checked."""
    return [
        str(interpreter(VENV)),
        *["-m", "pip", "install", "-r", str(lock)],
        *["--require-hashes", "--no-deps", "--only-binary", ":all:"],
        *["--no-input", "--disable-pip-version-check", "--progress-bar", "off"],
    ]


def _run_pip(lock: Path, before_it_installs: Callable[[], None]) -> None:
    # pip has fetched everything when it begins to install: no network leaves the folder as it was.
    said = []
    with subprocess.Popen(
        pip_command(lock),
        env={**environ(), "PYTHONIOENCODING": "utf-8"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as pip:
        for line in pip.stdout or ():
            said.append(line)
            if line.startswith(PIP_INSTALLS):
                before_it_installs()
            progress = pip_progress(line)
            if progress:
                say(progress)
    if pip.returncode != 0:
        say("".join(said[-20:]))
        raise Stop(
            "Les bibliothèques n’ont pas pu être installées. Vérifiez la connexion à Internet et "
            "la place libre sur le disque, puis relancez.",
            FAILED,
        )


def pip_progress(line: str) -> str:
    """Return what a line of pip's tells about the progress, in French; empty for the others."""
    named = re.match(r"Collecting ([\w.-]+)==([\w.]+)", line)
    # So pip speaks of a file that is on this machine already.
    named = named or re.match(r"Processing (?:.*[/\\])?([\w.]+)-([\w.]+)-.*\.whl", line)
    if named:
        return f"  {named[1]} {named[2]}"
    if line.startswith(PIP_INSTALLS):
        return "  Mise en place…"
    return ""


def _programs(venv: Path) -> Path:
    return venv / ("Scripts" if os.name == "nt" else "bin")


def _stamp_file(venv: Path) -> Path:
    return venv / "trainingdesk.json"


def _dotted(version: tuple[int, ...]) -> str:
    return ".".join(str(part) for part in version)
