"""A reader's own scan: NIfTI files and DICOM files or folders. Nothing leaves the machine, nothing says whose it is."""

from __future__ import annotations

from pathlib import Path

from anatomy_viewer.content.scan_limits import plain_file
from anatomy_viewer.content.scan_series import Series
from anatomy_viewer.content.text_files import reason
from anatomy_viewer.errors import ContentError
from anatomy_viewer.imaging.scan import Scan


def find_series(path: Path) -> tuple[Series, ...]:
    """The volumes that a file or folder offers, the largest first. Raises ContentError."""
    try:
        there, folder = path.exists(), path.is_dir()
    except OSError as error:
        raise ContentError(
            path.name, None, f"the file can't be read ({reason(error)}).", "Choose another."
        ) from error
    if not there:
        raise ContentError(path.name, None, "there is no such file or folder.", "Choose another.")
    if path.name.upper() == "DICOMDIR":
        return find_series(path.parent)
    if folder:
        return _in_folder(path)
    return tuple(_of_file(path))


def open_scan(path: Path) -> Scan:
    """The largest volume of a file or folder. Raises ContentError."""
    return find_series(path)[0].read()


def _of_file(path: Path) -> list[Series]:
    from anatomy_viewer.content.scan_dicom import dicom_series
    from anatomy_viewer.content.scan_dicom_headers import looks_like_dicom
    from anatomy_viewer.content.scan_nifti import is_nifti, nifti_series

    plain_file(path)
    if is_nifti(path):
        return [nifti_series(path)]
    if looks_like_dicom(path) or path.suffix.lower() in (".dcm", ".ima"):
        return dicom_series(path)
    raise ContentError(
        path.name, None, "this is neither NIfTI nor DICOM.", "Choose another file, or a DICOM folder."
    )


def _in_folder(path: Path) -> tuple[Series, ...]:
    """DICOM series first; else the NIfTI files that lie in the folder itself."""
    from anatomy_viewer.content.scan_dicom import dicom_series
    from anatomy_viewer.content.scan_nifti import is_nifti, nifti_series

    try:
        return tuple(dicom_series(path))
    except ContentError as problem:
        found = [nifti_series(each) for each in sorted(path.iterdir()) if each.is_file() and is_nifti(each)]
        if not found:
            raise problem from None
        return tuple(sorted(found, key=lambda each: -each.count))
