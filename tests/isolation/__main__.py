"""Every plugin's wheel passes its own tests in an environment where the core is absent.

For each folder under ``plugins/`` with a ``plugin.py``: the wheels of the SDK and of the plugin
are built from copies, installed into a new virtual environment, and the plugin's tests run there
from another folder, in Python's isolated mode. The two wheels are named by path, so pip never
looks for our names on an index; third-party packages come from the machine's index in the
versions of ``constraints.txt``, as they would on an author's machine.

No plugin found is a failure: a green run that tested nothing says nothing.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LEFT_BEHIND = shutil.ignore_patterns("build", "dist", "*.egg-info", "__pycache__")
PROOF = """
import importlib.util, sys
sys.exit(any(importlib.util.find_spec(name) for name in ("joincard_core", "flask", "sqlalchemy")))
"""


def main(root: Path = ROOT) -> int:
    """Build, install and test each plugin alone; the status is 1 when one fails or none is there."""
    plugins = written_plugins(root)
    if not plugins:
        print("isolation: no plugin found under plugins/", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory(prefix="joincard-isolation-") as place:
        failed = [plugin.name for plugin in plugins if not stands_alone(plugin, Path(place))]
    print(
        f"isolation: {', '.join(failed)} failed"
        if failed
        else f"isolation: {len(plugins)} plugin(s) stand alone"
    )
    return 1 if failed else 0


def written_plugins(root: Path) -> list[Path]:
    """Folders of the plugins that have been written: those with a ``plugin.py``."""
    return sorted(path.parents[2] for path in root.glob("plugins/*/src/joincard_*/plugin.py"))


def stands_alone(plugin: Path, place: Path) -> bool:
    """Whether the plugin's tests pass beside the SDK and nothing else of ours."""
    print(
        f"-- {plugin.name}: wheels of the SDK and the plugin, a new environment, the plugin's own tests",
        flush=True,
    )
    here = place / plugin.name
    sdk, wheel = built(ROOT / "sdk", here), built(plugin, here)
    python = environment(here / "venv")
    if sdk is None or wheel is None or not install(python, f"{sdk}[cli,testing]", f"{wheel}[test]"):
        return False
    if run(python, "-I", "-c", PROOF):
        print(f"{plugin.name}: the core or what it needs is there, so this proves nothing", file=sys.stderr)
        return False
    tests = shutil.copytree(plugin / "tests", here / "alone" / "tests", ignore=LEFT_BEHIND)
    options = ("-q", "--import-mode=importlib", "--strict-markers", "-W", "error", "-p", "no:cacheprovider")
    return run(python, "-I", "-m", "pytest", *options, str(tests), cwd=tests.parent) == 0


def built(member: Path, place: Path) -> Path | None:
    """The wheel of a member, made from a copy so that nothing built earlier can slip into it."""
    copy = shutil.copytree(member, place / "source" / member.name, ignore=LEFT_BEHIND)
    wheels = place / "wheels" / member.name
    status = run(
        Path(sys.executable), "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation",
        "--wheel-dir", str(wheels), str(copy),
    )  # fmt: skip  # one argument a line says less than a command does
    return next(wheels.glob("*.whl")) if status == 0 else None


def environment(place: Path) -> Path:
    """The interpreter of a new, empty virtual environment."""
    venv.create(place, with_pip=True)
    return place / "bin" / "python"


def install(python: Path, *wheels: str) -> bool:
    """Install wheels by path, what they need in the pinned versions, and let pip check the result."""
    pip = ("-m", "pip", "--quiet", "--disable-pip-version-check")
    installed = run(python, *pip, "install", "--constraint", str(ROOT / "constraints.txt"), *wheels)
    return installed == 0 and run(python, *pip, "check") == 0


def run(python: Path, *arguments: str, cwd: Path | None = None) -> int:
    """The exit status of a Python command."""
    return subprocess.run([python, *arguments], cwd=cwd, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
