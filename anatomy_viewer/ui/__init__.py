"""The window. Importing it makes `None` immortal on Python 3.11, as Python 3.12 and later have it by themselves.

PySide6 6.12.0 returns None without counting the reference (6.11.3 counts it). Where None is counted, every call
of a Qt method that returns nothing uses one up, and after some 24 000 calls Python aborts ("deallocating None").
"""

import ctypes
import sys

if sys.version_info < (3, 12):
    ctypes.c_ssize_t.from_address(id(None)).value = 1 << 60  # ob_refcnt, the first field of every object
