"""Tiny NIfTI and DICOM files for the tests of scans; every identifying field of them says SECRET."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

SECRET = "SECRET"
CT_IMAGE, ENHANCED_MR = "1.2.840.10008.5.1.4.1.1.2", "1.2.840.10008.5.1.4.1.1.4.1"


def ramp(columns: int = 12, rows: int = 10, slices: int = 6, kind: Any = np.int16) -> NDArray[Any]:
    """(i, j, k): a value that tells every voxel."""
    i, j, k = np.mgrid[0:columns, 0:rows, 0:slices]
    return (100 * k + 10 * j + i).astype(kind)


def nifti(path: Path, data: NDArray[Any], affine: NDArray[np.float64], **header: Any) -> Path:
    """A NIfTI file; `header`: fields to be set."""
    import nibabel as nib

    image = nib.Nifti1Image(data, affine)
    image.header["descrip"] = SECRET
    image.header["db_name"] = SECRET
    for name, value in header.items():
        image.header[name] = value
    nib.save(image, path)
    return path


def dicom(path: Path, pixels: NDArray[Any], **fields: Any) -> Path:
    """One DICOM image (rows, columns), or several in one file; uncompressed unless `syntax` is given."""
    from pydicom.dataset import Dataset, FileMetaDataset
    from pydicom.uid import ExplicitVRLittleEndian, generate_uid

    syntax = fields.pop("syntax", None)
    image = Dataset()
    image.file_meta = FileMetaDataset()
    image.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    image.file_meta.MediaStorageSOPClassUID = image.SOPClassUID = fields.pop("SOPClassUID", CT_IMAGE)
    image.file_meta.MediaStorageSOPInstanceUID = image.SOPInstanceUID = generate_uid()
    for name in ("PatientName", "PatientID", "InstitutionName", "StudyDescription", "SeriesDescription"):
        setattr(image, name, SECRET)
    image.PatientBirthDate, image.AccessionNumber, image.ReferringPhysicianName = "19010203", SECRET, SECRET
    image.Modality, image.SeriesInstanceUID = "CT", "1.2.3.4"
    image.Rows, image.Columns = pixels.shape[-2:]
    image.SamplesPerPixel, image.PhotometricInterpretation = 1, "MONOCHROME2"
    image.BitsAllocated = image.BitsStored = pixels.dtype.itemsize * 8
    image.HighBit, image.PixelRepresentation = image.BitsStored - 1, int(pixels.dtype.kind == "i")
    image.PixelSpacing, image.ImageOrientationPatient = [0.5, 0.5], [1, 0, 0, 0, 1, 0]
    if pixels.ndim == 3:
        image.NumberOfFrames = len(pixels)
    image.PixelData = pixels.tobytes()
    for name, value in fields.items():
        if value is None:
            delattr(image, name)
        else:
            setattr(image, name, value)
    if syntax is not None:
        image.compress(syntax, generate_instance_uid=False)
    image.save_as(path, enforce_file_format=True)
    return path


def dicom_folder(folder: Path, volume: NDArray[Any], places: list[Any] | None = None, **fields: Any) -> Path:
    """`volume` (i, j, k) slice by slice, 2 mm apart upwards or at `places` (LPS mm), in an order that isn't theirs."""
    folder.mkdir(exist_ok=True)
    for k in range(volume.shape[2]):
        place = places[k] if places else [-30.0, -40.0, 100.0 + 2.0 * k]
        name = folder / f"{fields.get('SeriesInstanceUID', '')}{(k * 7) % 100:02d}.dcm"
        dicom(
            name,
            np.ascontiguousarray(volume[:, :, k].T),
            ImagePositionPatient=place,
            InstanceNumber=k,
            **fields,
        )
    return folder
