"""Whether the machine's time sources hold its clock to be right: what the kernel was told.

chrony, ntpd and systemd-timesyncd alike tell the kernel when the clock is synchronised, and the
kernel forgets it when somebody sets the clock, or when they have been silent for hours
(ntp_adjtime(3), STA_UNSYNC). One question answers for all of them.
"""

import ctypes
import sys

_UNSYNCHRONISED = 0x40
_ERROR = 5
# A clock that may be further off than this (microseconds) is not one that sources agree on.
_MOST_ERROR = 1_000_000
_MOST_APART_MILLIS = 1_000
_MILLIS = 1_000


_LIBRARY = ctypes.CDLL(None)


class _Timex(ctypes.Structure):
    """`struct timex` of Linux."""

    _fields_ = (
        ("modes", ctypes.c_uint),
        ("offset", ctypes.c_long),
        ("freq", ctypes.c_long),
        ("maxerror", ctypes.c_long),
        ("esterror", ctypes.c_long),
        ("status", ctypes.c_int),
        ("constant", ctypes.c_long),
        ("precision", ctypes.c_long),
        ("tolerance", ctypes.c_long),
        ("seconds", ctypes.c_long),
        ("fraction", ctypes.c_long),
        ("rest", ctypes.c_byte * 256),
    )


def agree(wall: int) -> bool:
    """Tell whether time sources hold the wall clock, which shows `wall` milliseconds, to be right.

    False where there are none, where the kernel does not say, and where the clock that this
    process reads is not the one they keep.
    """
    if sys.platform != "linux":
        return False
    timex = _Timex()
    try:
        state = _LIBRARY.ntp_adjtime(ctypes.byref(timex))
    except AttributeError:
        return False
    if state < 0 or state == _ERROR or timex.status & _UNSYNCHRONISED:
        return False
    apart = abs(timex.seconds * _MILLIS - wall)
    return bool(timex.maxerror < _MOST_ERROR and apart <= _MOST_APART_MILLIS + _MILLIS)
