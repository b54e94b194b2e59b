"""The bones of the cranial vault and base."""

from __future__ import annotations

from anatomy_viewer.sculpt.recipe import Recipe

RECIPES: dict[str, Recipe] = {}
