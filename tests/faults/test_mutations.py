"""Mutations of the shipped dataset: none may end in a traceback or hang, and what is wrong is never accepted.

python -m tests.faults.test_mutations [COUNT] [SEED]     prints the figures, and each mutation that was not refused
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path

import duckdb
import pytest

from loaders.dataset import read_dataset
from loaders.problems import DatasetError
from loaders.settings import HOME
from loaders.tables import write_tables
from tests.faults.mutations import NOISE, WRONG, Mutation

MUTATIONS, LONGEST = 100, 10.0  # how many are tried where a change lands, and the seconds none may take


def outcome(mutation: Mutation, seed: str) -> tuple[str, float]:
    """What becomes of a copy with one mutation: refused, accepted, nothing or traceback; and the seconds it took."""
    with tempfile.TemporaryDirectory() as work, duckdb.connect() as con:
        folder = Path(shutil.copytree(HOME / "data", Path(work, "data")))
        if not mutation(random.Random(seed), folder):
            return "nothing", 0.0
        start = time.monotonic()
        try:
            con.execute("ATTACH ':memory:' AS snapshot")
            dataset = read_dataset(con, folder)
            write_tables(con, dataset.catalogue, 10)
            con.execute("FROM snapshot.observations").fetchall()
            said = "accepted"
        except DatasetError as refused:
            said = "refused" if "".join(map(str, refused.problems)).isprintable() else "unprintable"
        except Exception:
            traceback.print_exc()
            said = "traceback"
        return said, time.monotonic() - start


def campaign(count: int, seed: int) -> tuple[Counter[str], float, list[str]]:
    """How many mutations came to what, the seconds of the slowest, and which were not as they should be."""
    counts: Counter[str] = Counter()
    slowest, wrong = 0.0, []
    for n in range(count):
        is_noise = n % 4 == 3
        mutations = NOISE if is_noise else WRONG
        mutation = (
            mutations[n // 4 % len(mutations)] if is_noise else mutations[(n - n // 4) % len(mutations)]
        )
        said, seconds = outcome(mutation, f"{seed}-{n}")
        counts[f"noise {said}" if is_noise else said] += 1
        slowest = max(slowest, seconds)
        if seconds > LONGEST or said in ("traceback", "unprintable") or (said == "accepted" and not is_noise):
            wrong.append(f"{seed}-{n} {said} {seconds:.1f} s: {mutation}")
    return counts, slowest, wrong


@pytest.mark.slow
def test_no_mutation_ends_in_a_traceback_or_hangs_and_nothing_wrong_is_accepted():
    counts, slowest, wrong = campaign(MUTATIONS, seed=15)
    print(dict(counts), f"slowest {slowest:.1f} s")
    assert wrong == []
    assert counts["refused"] >= 0.7 * MUTATIONS


def test_a_copy_with_no_mutation_is_accepted():
    assert outcome(lambda chance, folder: True, "")[0] == "accepted"


if __name__ == "__main__":
    arguments = [int(one) for one in sys.argv[1:]]
    counts, slowest, wrong = campaign(*(*arguments, *(2000, 15)[len(arguments) :]))
    print(*wrong, sep="\n")
    print(dict(counts), f"slowest {slowest:.1f} s, not as it should be {len(wrong)}")
