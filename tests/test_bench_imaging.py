"""What `anatomy-viewer bench` says of the simulated images."""

from pathlib import Path

from anatomy_viewer.bench_imaging import imaging_figures, measured
from anatomy_viewer.content.paths import meshes_dir

KEYS = {"slice_ct_ms", "slice_ct_still_ms", "slice_mr_ms", "slice_mr_still_ms", "volume_load_ms"}


def test_every_promised_figure_is_measured() -> None:
    found = measured(meshes_dir(), turns=1)
    assert found.keys() >= KEYS | {"imaging_rss_mb"}
    assert all((found[key] or 0.0) > 0.0 for key in KEYS)


def test_an_atlas_without_a_tissue_volume_has_none(tmp_path: Path) -> None:
    assert imaging_figures(tmp_path) == {}
