"""What follows from the figures: one module per idea, frame in, frame out.

A metric takes a pandas frame, a DuckDB relation or any other table Narwhals supports, and returns a table of the same
kind. words/methods/ explains each metric to readers of the pages.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any

import narwhals as nw

# A table of any engine. Metrics use lazy operations only, so that pandas, DuckDB and Spark can all run them.
Frame = nw.LazyFrame[Any]
# A table in its engine's own type: a pandas or Spark frame, a DuckDB relation.
Table = Any


def metric(compute: Callable[..., Any]) -> Callable[..., Any]:
    """A metric for tables of any engine; pandas frames are computed in Polars, which takes a fifth of the time for few rows."""
    on_its_engine = nw.narwhalify(compute)

    @wraps(compute)
    def computed(*tables: Any, **settings: Any) -> Any:
        frames = [nw.from_native(table, pass_through=True) for table in tables]
        if not any(_is_of_pandas(frame) for frame in frames):
            return on_its_engine(*tables, **settings)
        in_polars = (frame.to_polars() if _is_of_pandas(frame) else frame for frame in frames)
        rows = on_its_engine(*in_polars, **settings).to_pandas()
        # `to_pandas` turns integers with nulls into floats; `endswith` also finds their `benchmark_` copies.
        of_pandas = [frame.to_native() for frame in frames if _is_of_pandas(frame)]
        whole = tuple(name for frame in of_pandas for name, kind in frame.dtypes.items() if kind == "Int64")
        return rows.astype({name: "Int64" for name in rows.columns if name.endswith(whole)})

    return computed


def _is_of_pandas(table: Any) -> bool:
    return isinstance(table, nw.DataFrame) and table.implementation.is_pandas()


def first_code(questions: Mapping[str, nw.Expr], otherwise: str | nw.Expr = "") -> nw.Expr:
    """The code of the first condition that holds, else `otherwise`."""
    chosen = nw.lit(otherwise) if isinstance(otherwise, str) else otherwise
    for code, holds in reversed(list(questions.items())):
        chosen = nw.when(holds).then(nw.lit(code)).otherwise(chosen)
    return chosen


def all_codes(questions: Mapping[str, nw.Expr]) -> nw.Expr:
    """The codes of all conditions that hold, joined by `|`."""
    named = (
        nw.when(holds).then(nw.lit("|" + code)).otherwise(nw.lit("")) for code, holds in questions.items()
    )
    return nw.concat_str(nw.lit(""), *named).str.slice(1)


def first_rows(rows: Frame, group: Sequence[str], order: Sequence[str]) -> Frame:
    """The first row of each group, with its rows sorted by `order`."""
    line = nw.col("one").cum_sum().over(*group, order_by=[*order])
    in_line = rows.with_columns(one=nw.lit(1)).with_columns(line=line)
    return in_line.filter(nw.col("line") == 1).drop("one", "line")
