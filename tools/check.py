"""``make check``: format, lint, strict types, the shape of the tree and the docs, one after the other.

Every step runs, also after one that failed, so that one run shows everything there is to mend.
"""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import dataclass

from tools.tree import ROOT

TYPED = (
    "sdk/src",
    "core/src",
    "plugins/*/src",
    "tools",
    "demo",
    "bench",
    "tests",
    "sdk/tests",
    "core/tests",
    "plugins/*/tests",
)


@dataclass(frozen=True, slots=True)
class Step:
    """One check: what it is called, and the module of the environment that does it."""

    name: str
    command: tuple[str, ...]


def steps() -> tuple[Step, ...]:
    """All checks, the quick ones first."""
    return (
        Step("format", ("ruff", "format", "--check", "--quiet", ".")),
        Step("lint", ("ruff", "check", "--quiet", ".")),
        Step("shape and docs", ("pytest", "-q", "--no-header", "tests/shape", "tests/docs")),
        Step("types", ("mypy", "--no-error-summary", *typed_folders())),
        Step("sizes (printed only)", ("tools.sizes",)),
    )


def typed_folders() -> list[str]:
    """Folders with Python in them that mypy reads in strict mode, as paths below the root."""
    folders = sorted(path for pattern in TYPED for path in ROOT.glob(pattern) if any(path.rglob("*.py")))
    return [str(path.relative_to(ROOT)) for path in folders]


def main() -> int:
    """Run every step; the status is 1 when any failed."""
    failed = [step.name for step in steps() if not passes(step)]
    print(f"check: {', '.join(failed)} failed" if failed else "check: all good", flush=True)
    return 1 if failed else 0


def passes(step: Step) -> bool:
    """Run one step and say how long it took."""
    print(f"-- {step.name}", flush=True)
    started = time.monotonic()
    done = subprocess.run((sys.executable, "-m", *step.command), cwd=ROOT, check=False)
    print(
        f"   {'passed' if done.returncode == 0 else 'FAILED'} in {time.monotonic() - started:.1f} s",
        flush=True,
    )
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
