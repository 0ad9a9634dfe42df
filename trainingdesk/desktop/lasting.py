"""True, False and None kept alive under Python 3.11, where Qt's binding would wear them out.

PySide6 6.12.0 gives back one reference too many at each `emit` (True) and at some slots (None).
Before Python 3.12, where these objects cannot die (PEP 683), some hundreds of signals end the
program with «deallocating True or False».
"""

import ctypes
import sys

SPARE = 1 << 40
"""More references than a program gives back in years."""


def keep_constants() -> None:
    """Give the three constants references to spare, where they need any."""
    if sys.version_info < (3, 12):
        for constant in (True, False, None):
            # A reference count is the first field of every object of CPython.
            ctypes.c_ssize_t.from_address(id(constant)).value += SPARE
