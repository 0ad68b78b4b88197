"""What follows from the figures: one module per idea, frame in, frame out.

A metric takes a pandas frame, a DuckDB relation or any other table Narwhals supports, and returns a table of the same
kind. words/methods/ explains each metric to readers of the pages.
"""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

import narwhals as nw

# A table of any engine. Metrics use lazy operations only, so that pandas, DuckDB and Spark can all run them.
Frame = nw.LazyFrame[Any]
# A table in its engine's own type: a pandas or Spark frame, a DuckDB relation.
Table = Any
# Texts of a group are joined from so many lines: no aggregation that joins texts works in every engine.
MOST_JOINED = 4


def metric(compute: Callable[..., Any]) -> Callable[..., Any]:
    """A metric for tables of any engine, and for frames of Narwhals inside another metric.

    pandas frames are computed in Polars, which takes a fifth of the time for few rows.
    """
    on_its_engine = nw.narwhalify(compute)

    @wraps(compute)
    def computed(*tables: Any, **settings: Any) -> Any:
        frames = [nw.from_native(table, pass_through=True) for table in tables]
        if not any(_is_of_pandas(frame) for frame in frames):
            is_inside = isinstance(tables[0], nw.DataFrame | nw.LazyFrame)
            return (compute if is_inside else on_its_engine)(*tables, **settings)
        in_polars = (frame.to_polars() if _is_of_pandas(frame) else frame for frame in frames)
        rows = on_its_engine(*in_polars, **settings).to_pandas()
        # `to_pandas` turns integers with nulls into floats; `endswith` also finds their `benchmark_` copies.
        dtypes = [frame.to_native().dtypes for frame in frames if _is_of_pandas(frame)]
        whole = tuple(name for kinds in dtypes for name, kind in kinds.items() if kind == "Int64")
        return rows.astype({name: "Int64" for name in rows.columns if name.endswith(whole)})

    return computed


def _is_of_pandas(table: Any) -> bool:
    return isinstance(table, nw.DataFrame) and table.implementation.is_pandas()


def first_code(questions: dict[Any, nw.Expr], otherwise: str | nw.Expr = "") -> nw.Expr:
    """The code of the first condition that holds, else `otherwise`."""
    chosen = nw.lit(otherwise) if isinstance(otherwise, str) else otherwise
    for code, holds in reversed(questions.items()):
        chosen = nw.when(holds).then(nw.lit(code)).otherwise(chosen)
    return chosen


def all_codes(questions: dict[str, nw.Expr]) -> nw.Expr:
    """The codes of all conditions that hold, joined by `|`."""
    named = (first_code({"|" + code: holds}) for code, holds in questions.items())
    return nw.concat_str(nw.lit(""), *named).str.slice(1)


def line(group: Sequence[str], order: Sequence[str]) -> nw.Expr:
    """The number of each row in its group, from 1, with its rows sorted by `order`; the first of `group` is never null."""
    return nw.col(group[0]).cum_count().over(*group, order_by=[*order])


def first_rows(rows: Frame, group: Sequence[str], order: Sequence[str]) -> Frame:
    """The first row of each group, with its rows sorted by `order`."""
    return rows.with_columns(line=line(group, order)).filter(nw.col("line") == 1).drop("line")


def by_line(*names: str) -> dict[str, nw.Expr]:
    """Text columns laid out by the `line` of their row, empty on other lines: their maxima in a group can be joined."""
    return {
        f"{name}_{n}": nw.when(nw.col("line") == n).then(name).otherwise(nw.lit(""))
        for name in names
        for n in range(1, MOST_JOINED + 1)
    }


def joined(mark: str, *texts: str | nw.Expr) -> nw.Expr:
    """Texts joined by a mark, which is stripped from either end."""
    return nw.concat_str(*texts, separator=mark).str.strip_chars(mark)
