"""Machine: what the process takes of it."""

from __future__ import annotations

import os
from pathlib import Path

STATM = Path("/proc/self/statm")


def memory() -> int | None:
    """Bytes of memory that this process has now; None where the system does not tell (it does on Linux)."""
    if not STATM.exists():
        return None
    return int(STATM.read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
