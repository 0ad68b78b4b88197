"""The script that holds the metrics against hand-written SQL still runs, on few places, and leaves none out."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "benchmarks" / "metrics.py"


@pytest.fixture(scope="module")
def script():
    """The script, imported."""
    spec = importlib.util.spec_from_file_location("metrics_at_scale", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_metric_is_measured(script, every_metric):
    together = {script.held_against}  # several metrics as one query
    assert every_metric == {metric for metric, _, _ in script.MEASURED.values()} - together


@pytest.mark.slow
def test_every_metric_and_its_query_give_the_same_rows_and_none_leave_duckdb(script):
    # In a process of its own, as the script also refuses to have pandas or Arrow imported.
    said = subprocess.run([sys.executable, SCRIPT, "20", "1"], capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stderr
    measured = [line.split() for line in said.stdout.splitlines()[2:]]
    assert [name for name, *_ in measured] == list(script.MEASURED)
    assert [name for name, rows, *_ in measured if rows == "0"] == []
