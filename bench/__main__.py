"""``python -m bench [PART ...]``: print the table and write ``build/bench.json``."""

import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench import authoring, authorizing, deciding, serving
from bench.measuring import Figure

Part = Callable[[], Iterable[Figure]]
PARTS: dict[str, Part] = {
    "deciding": deciding.figures,
    "serving": serving.figures,
    "authoring": authoring.figures,
    "authorizing": authorizing.figures,
}


def main(names: list[str]) -> int:
    """Run the named parts, all without a name."""
    unknown = [name for name in names if name not in PARTS]
    if unknown:
        print(f"{unknown[0]!r} is no part; choose from {', '.join(PARTS)}", file=sys.stderr)
        return 2
    found = [figure for name in names or PARTS for figure in PARTS[name]()]
    target = Path("build/bench.json")
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps([asdict(figure) for figure in found], ensure_ascii=False, indent=1) + "\n")
    table = Table("figure", "value", "unit", "against", title="Benchmarks")
    for figure in found:
        table.add_row(
            figure.name,
            f"{figure.value:,.3g}" if figure.value < 1000 else f"{figure.value:,.0f}",
            figure.unit,
            figure.against,
        )
    Console(width=140).print(table)
    print(f"written to {target}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
