"""Many notes at once: the rules over arrays, held equal to the single-note engine to the cent."""

from importlib import import_module
from typing import Any

# Rules over arrays need NumPy alone; tables need pyarrow: each is loaded when it is asked for.
_HOME = {
    "book": ("BATCH", "redeem_many"),
    "schema": ("COLUMNS", "TEMPLATE", "check_columns", "output_schema"),
}

__all__ = ["BATCH", "COLUMNS", "TEMPLATE", "check_columns", "output_schema", "redeem_many"]


def __getattr__(name: str) -> Any:
    for module, names in _HOME.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
