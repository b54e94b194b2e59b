"""Compiles the loops of the simulated images ahead of time, so that the packaged application needs no compiler.

numba's own compiler, llvmlite, is 160 MB: more than a third of what the folder may weigh. Here every loop is called as
the application calls it, its argument types are noted, and one extension module holds them all. In the folder, the
stand-in for numba (`stand_in/numba`) finds them there by name and types.

    python .ci/package/compile_kernels.py FOLDER
"""

from __future__ import annotations

import argparse
import json
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numba
import pytest
from numba.core.dispatcher import Dispatcher
from numba.core.errors import NumbaWarning

with warnings.catch_warnings():
    warnings.simplefilter("ignore", NumbaWarning)
    from numba.pycc import CC, compiler

ROOT = Path(__file__).resolve().parents[2]
MODULE = "_anatomy_kernels"
# Calls every loop as the window does: still and moving pictures of each modality, a probe on the skin, an own scan.
CALLERS = (
    "tests/imaging",
    "tests/geometry/test_grid_distance.py",
    "tests/geometry/test_skin_depth.py",
    "tests/ui/test_imaging.py",
)


def main(folder: Path) -> None:
    """Write the module and the table of its functions into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    if pytest.main(
        ["-q", "-x", "-p", "no:cacheprovider", "-n", "0", *[str(ROOT / path) for path in CALLERS]]
    ):
        sys.exit("The loops cannot be compiled: the tests that call them fail.")
    compiler.Flags = _flags
    module, table = CC(MODULE), {}
    module.output_dir = str(folder)
    for number, (dispatcher, types) in enumerate(_called()):
        function = dispatcher.py_func
        name = f"loop_{number}"
        module.export(name, types)(function)
        loops = table.setdefault(f"{function.__module__}.{function.__qualname__}", [])
        loops.append({"name": name, "types": [_kind(one) for one in types]})
    module.compile()
    (folder / f"{MODULE}_table.json").write_text(json.dumps(table, indent=1, sort_keys=True) + "\n")


def _flags() -> Any:
    """As `njit(nogil=True, error_model="numpy")` has them; pycc offers no option for either."""
    from numba.core.compiler import Flags

    flags = Flags()
    flags.release_gil = True
    flags.error_model = "numpy"
    return flags


def _called() -> Iterator[tuple[Dispatcher, tuple[Any, ...]]]:
    """Each loop of the application with each combination of types that it was called with."""
    for name, module in sorted(sys.modules.items()):
        if name.startswith("anatomy_viewer."):
            for _, value in sorted(vars(module).items()):
                if isinstance(value, Dispatcher) and value.py_func.__module__ == name:
                    yield from (
                        (value, types) for types in sorted(value.signatures, key=str) if _fills(value, types)
                    )


def _fills(loop: Dispatcher, types: tuple[Any, ...]) -> bool:
    """Whether it fills an array: what returns a value is only called by other loops, which hold it already."""
    return loop.overloads[types].signature.return_type == numba.types.none


def _kind(one: Any) -> Any:
    """A type as the stand-in tells it from a value."""
    types = numba.types
    if isinstance(one, types.Array):
        return [str(one.dtype), one.ndim, one.layout]
    if isinstance(one, types.BaseTuple):
        return {"tuple": [_kind(part) for part in one.types]}
    return str(one)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    main(parser.parse_args().folder)
