"""Run benchmarks: ``python -m tests.bench [NAME…] [--size N] [--at FOLDER]``.

A benchmark is a module ``bench_NAME.py`` in this folder with a function ``run`` that returns measures. It may take
``size`` (reports of a desk) and ``folder`` (where desks are made and kept for the next run). Times are compared within
one run on one machine; alone they say little.
"""

from __future__ import annotations

import argparse
import compileall
import importlib
import inspect
import os
import sys
import tempfile
from pathlib import Path

from tests.bench.measure import table

HERE = Path(__file__).parent


def main() -> int:
    """Run what was asked for and print a table for each."""
    names = sorted(path.stem.removeprefix("bench_") for path in HERE.glob("bench_*.py"))
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measure the program against its goals.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"which: {', '.join(names)}; none means all")
    parser.add_argument("--size", type=int, default=10_000, help="reports of the desk (%(default)s)")
    parser.add_argument(
        "--at", type=Path, default=Path(tempfile.gettempdir()) / "briefing-bench", help="where desks are kept"
    )
    asked = parser.parse_args()
    _installed()
    missed = 0
    for name in asked.names or names:
        if name not in names:
            parser.error(f"there is no benchmark {name}: choose from {', '.join(names)}")
        run = importlib.import_module(f"tests.bench.bench_{name}").run
        offered = {"size": asked.size, "folder": asked.at}
        taken = {key: value for key, value in offered.items() if key in inspect.signature(run).parameters}
        measures = list(run(**taken))
        print(f"\n{name}{f' ({asked.size:,} reports)' if 'size' in taken else ''}\n{table(measures)}", flush=True)
        missed += sum(m.met is False for m in measures)
    return 1 if missed else 0


def _installed() -> None:
    """Compile the program, as installers do, so that no start that is measured compiles what was changed."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    compileall.compile_dir(HERE.parents[1] / "briefing", quiet=2)


if __name__ == "__main__":
    sys.exit(main())
