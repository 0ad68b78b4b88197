"""Machine: the resources this process uses."""

import os
from pathlib import Path

STATM = Path("/proc/self/statm")


def memory() -> int | None:
    """Resident memory of this process in bytes; None where the system does not report it (Linux does)."""
    if not STATM.exists():
        return None
    return int(STATM.read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
