"""Simulated images as NIfTI and DICOM files; every one says that it is simulated, and none holds a date or a name."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.content.text_files import reason
from anatomy_viewer.errors import ContentError
from anatomy_viewer.imaging.picture import Picture
from anatomy_viewer.imaging.stack import Stack

NIFTI, DICOM = (".nii", ".nii.gz"), (".dcm",)
SIMULATED = "simulated"
PATIENT = "SIMULATED^ANATOMY VIEWER"
_LPS = np.array([-1.0, -1.0, 1.0])
# Storage classes (DICOM PS3.4, annex B.5) by what the image is of; a bent image lies on no plane, so it is a capture.
_CT, _MR, _US = (f"1.2.840.10008.5.1.4.1.1.{tail}" for tail in ("2", "4", "6.1"))
_CAPTURE = "1.2.840.10008.5.1.4.1.1.7"
_LITTLE_ENDIAN = "1.2.840.10008.1.2.1"
_ROOT = "2.25."  # of UIDs made from a number (ISO/IEC 9834-8)
# What each kind of image has to say of its making (DICOM PS3.3, C.8): nothing was acquired.
_OWN: dict[str, dict[str, str]] = {
    "ct": {"KVP": "", "AcquisitionNumber": ""},
    "mr": {
        "ScanningSequence": "RM",  # research mode
        "SequenceVariant": "NONE",
        "ScanOptions": "",
        "MRAcquisitionType": "2D",
        "EchoTime": "",
        "EchoTrainLength": "",
    },
    "us": {},
}
_ACQUISITION = {"ct": ("CT", _CT), "mr": ("MR", _MR), "us": ("US", _US)}


def as_stack(picture: Picture, family: str, thickness: float = 1.0) -> Stack:
    """A single image as a stack of one, `thickness` mm thick."""
    return Stack(
        picture.values[None],
        picture.unit,
        (picture.plane,),
        thickness,
        picture.window,
        family,
        picture.caption,
        picture.colour,
        picture.warp is None or family == "us",
    )


def is_nifti_name(path: Path) -> bool:
    """Does the name end as NIfTI files' do?"""
    return path.name.lower().endswith(NIFTI)


def is_dicom_name(path: Path) -> bool:
    """Does the name end as single DICOM files' do?"""
    return path.suffix.lower() in DICOM


def write_nifti(path: Path, stack: Stack) -> Path:
    """NIfTI-1 in RAS mm: HU as whole numbers, else float32. Raises ContentError where nothing can be written."""
    import nibabel

    nifti1: Any = nibabel.nifti1
    values = np.moveaxis(stack.values, 0, -1).swapaxes(0, 1)  # columns, rows, slices
    whole = np.clip(np.rint(values), -32768, 32767).astype(np.int16) if stack.unit == "HU" else values
    image = nifti1.Nifti1Image(whole, stack.affine())
    header = image.header
    header["descrip"] = f"{SIMULATED}: {_ascii(stack.caption)}".encode("ascii")[:79]
    header["cal_min"], header["cal_max"] = _ends(stack)
    header.set_xyzt_units("mm")
    image.set_sform(stack.affine(), code="scanner")
    image.set_qform(stack.affine(), code="scanner")
    _made(path.parent)
    try:
        nibabel.loadsave.save(image, path)
    except OSError as error:
        raise _unwritten(path, error) from error
    return path


def write_dicom(path: Path, stack: Stack) -> Path:
    """A single image as one file. Raises ContentError where nothing can be written."""
    _made(path.parent)
    _save(_dataset(stack, 0, _uid(stack, "series")), path)
    return path


def write_dicom_series(folder: Path, stack: Stack) -> Path:
    """A folder of one file a slice. Raises ContentError where nothing can be written, or other files lie there."""
    _made(folder)
    if any(folder.iterdir()):
        raise ContentError(folder, None, "the folder is not empty.", "Name a new one with -o.")
    series = _uid(stack, "series")
    for index in range(len(stack.values)):
        _save(_dataset(stack, index, series), folder / f"IM{index + 1:04d}.dcm")
    return folder


def _made(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ContentError(folder, None, f"the folder can't be made ({reason(error)}).") from error


def _unwritten(path: Path, error: OSError) -> ContentError:
    what = f"the image can't be written ({reason(error)})."
    return ContentError(path, None, what, "Choose another place with -o.")


def _save(dataset: Any, path: Path) -> None:
    try:
        dataset.save_as(path, enforce_file_format=True)
    except OSError as error:
        raise _unwritten(path, error) from error


def _dataset(stack: Stack, index: int, series: str) -> Any:
    from pydicom.dataset import FileDataset, FileMetaDataset
    from pydicom.uid import UID

    modality, storage = _ACQUISITION[stack.family]
    storage = storage if stack.flat else _CAPTURE
    own = _uid(stack, f"image {index}", stack.values[index])
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID = UID(storage), UID(own)
    meta.TransferSyntaxUID = UID(_LITTLE_ENDIAN)
    found = FileDataset(None, {}, file_meta=meta, preamble=b"\0" * 128)  # type: ignore[arg-type]
    found.SOPClassUID, found.SOPInstanceUID, found.Modality = storage, own, modality
    found.StudyInstanceUID, found.SeriesInstanceUID = _uid(stack, "study"), series
    found.FrameOfReferenceUID = _uid_of(b"anatomy viewer: frame of the specimen")
    _describe(found, stack, index)
    if stack.flat and stack.family != "us":
        _place(found, stack, index)
    _fill(found, stack, index)
    return found


def _describe(found: Any, stack: Stack, index: int) -> None:
    """Who and what, without dates: the file says that it is simulated wherever a viewer looks."""
    found.PatientName, found.PatientID = PATIENT, "SIMULATED"
    for name in ("PatientBirthDate", "PatientSex", "StudyDate", "StudyTime", "AccessionNumber", "StudyID"):
        setattr(found, name, "")
    found.ReferringPhysicianName = ""
    found.Manufacturer, found.ManufacturerModelName = "Anatomy Viewer", SIMULATED
    found.StudyDescription = f"{SIMULATED}, for teaching"
    found.SeriesDescription = f"{SIMULATED} {_ascii(stack.caption)}"[:64]
    found.ImageComments = "Simulated from a labelled model; not a patient"
    found.ImageType = ["DERIVED", "SECONDARY", "AXIAL" if len(stack.planes) > 1 else "OTHER"]
    found.DerivationDescription = "simulated image"
    found.SeriesNumber, found.InstanceNumber = 1, index + 1
    if not stack.flat:
        found.ConversionType = "WSD"  # a capture, made on a workstation
    for name, value in _OWN[stack.family].items():
        setattr(found, name, value)
    found.BurnedInAnnotation = "NO"


def _place(found: Any, stack: Stack, index: int) -> None:
    """Where it lies, in DICOM's frame: +x left, +y posterior, +z superior."""
    plane, (wide, high) = stack.planes[index], stack.pixel_mm
    across, down = np.array(plane.across), np.array(plane.down)
    corner = (
        np.array(plane.centre) - across * (plane.width_mm - wide) / 2 - down * (plane.height_mm - high) / 2
    )
    found.ImageOrientationPatient = [_short(n) for n in np.concatenate([across * _LPS, down * _LPS])]
    found.ImagePositionPatient = [_short(n) for n in corner * _LPS]
    found.SliceThickness, found.SliceLocation = (
        _short(stack.spacing),
        _short(np.dot(plane.centre, plane.normal)),
    )
    if len(stack.planes) > 1:
        found.SpacingBetweenSlices = _short(stack.spacing)
    found.PatientPosition, found.PositionReferenceIndicator = "HFS", "EOP"


def _fill(found: Any, stack: Stack, index: int) -> None:
    pixels, signed = _pixels(stack, index)
    found.PixelSpacing = [_short(n) for n in reversed(stack.pixel_mm)]
    found.Rows, found.Columns = pixels.shape[:2]
    found.SamplesPerPixel = 3 if pixels.ndim == 3 else 1
    found.PhotometricInterpretation = "RGB" if pixels.ndim == 3 else "MONOCHROME2"
    if pixels.ndim == 3:
        found.PlanarConfiguration = 0
    bits = 8 * pixels.dtype.itemsize
    found.BitsAllocated = found.BitsStored = bits
    found.HighBit, found.PixelRepresentation = bits - 1, int(signed)
    if bits == 16:
        found.WindowCenter, found.WindowWidth = (_short(n) for n in stack.window)
    if stack.unit == "HU":
        found.RescaleIntercept, found.RescaleSlope, found.RescaleType = 0, 1, "HU"
    found.PixelData = pixels.tobytes() + b"\0" * (pixels.nbytes % 2)


def _pixels(stack: Stack, index: int) -> tuple[NDArray[Any], bool]:
    """Whole numbers: HU and MR signal as they are, decibels as the greys that are seen; are they signed?"""
    values = stack.values[index]
    if stack.unit == "dB":
        low, high = _ends(stack)
        grey = np.clip((values - low) / (high - low) * 255.0 + 0.5, 0, 255).astype(np.uint8)
        return (_coloured(grey, stack.colour) if stack.colour is not None else grey), False
    if stack.unit == "HU":
        return np.clip(np.rint(values), -1024, 32767).astype("<i2"), True
    return np.clip(np.rint(values), 0, 32767).astype("<u2"), False


def _coloured(grey: NDArray[np.uint8], colour: NDArray[np.uint8]) -> NDArray[np.uint8]:
    share = colour[..., 3:].astype(np.float32) / 255.0
    return (grey[..., None] * (1.0 - share) + colour[..., :3] * share + 0.5).astype(np.uint8)


def _ends(stack: Stack) -> tuple[float, float]:
    centre, width = stack.window
    return centre - width / 2.0, centre + width / 2.0


def _uid(stack: Stack, what: str, values: NDArray[Any] | None = None) -> str:
    """The same for the same image: made from what is seen and where, never from the clock."""
    said = f"anatomy viewer {what} {stack.family} {stack.caption} {stack.planes[0]} {stack.spacing}"
    seen = stack.values if values is None else values
    return _uid_of(said.encode() + np.ascontiguousarray(seen).tobytes())


def _uid_of(data: bytes) -> str:
    return _ROOT + str(int.from_bytes(hashlib.sha256(data).digest()[:16], "big"))


def _short(number: float) -> str:
    """A decimal string of at most 16 characters."""
    return f"{round(float(number), 6) + 0.0:.6f}"[:16]  # no minus zero


def _ascii(text: str) -> str:
    return text.replace("·", "|").encode("ascii", "ignore").decode()
