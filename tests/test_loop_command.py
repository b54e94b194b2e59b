"""Moving pictures, read by Pillow: frames that differ, the same bytes each time, what they are for at their foot."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image, ImageSequence

from anatomy_viewer.cli import main

WORDS = ["export", "l12_distal_block", "--as", "loop", "--loop", "peel", "--step", "1", "--no-labels"]


def test_a_peel_moves_says_what_it_is_for_and_is_made_the_same(tmp_path: Path) -> None:
    paths = [tmp_path / "a.webp", tmp_path / "b.webp"]
    for path in paths:
        assert main([*WORDS, "--size", "240x160", "-o", str(path)]) == 0
    assert paths[0].read_bytes() == paths[1].read_bytes()
    with Image.open(paths[0]) as moving:
        frames = [np.asarray(frame.convert("L"), dtype=int) for frame in ImageSequence.Iterator(moving)]
    assert np.abs(frames[0] - frames[-1]).max() > 40
    for frame in (frames[0], frames[-1]):  # white words with a dark edge in the middle of the foot
        foot = frame[-18:-4, 60:180]
        assert foot.max() > 180
        assert (np.abs(np.diff(foot, axis=1)) > 60).sum() > 30
