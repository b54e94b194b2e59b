"""The window: the only place, with `app` and `export`, that imports Qt."""
