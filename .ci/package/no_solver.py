"""Run first in the packaged application: scipy's solver of linear programmes, 6 MB that nothing here uses, stays away.

scipy.optimize imports it with everything else of its own; here it finds names without anything behind them.
"""

import sys
from types import ModuleType
from typing import Any


class _Nothing(ModuleType):
    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Nothing(name)

    def __call__(self, *_: object, **__: object) -> "_Nothing":
        return self


for part in ("_core", "_core.simplex_constants", "_core.cb"):
    sys.modules[f"scipy.optimize._highspy.{part}"] = _Nothing(part)
