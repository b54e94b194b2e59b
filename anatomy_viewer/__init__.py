"""Anatomy Viewer: the occipital region and the greater occipital nerve in 3D, with lessons."""

__version__ = "0.1.0"
