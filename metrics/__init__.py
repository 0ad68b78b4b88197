"""What follows from the figures: one module per idea, frame in, frame out.

A pandas frame, a DuckDB relation or any other table Narwhals knows goes in; the same kind of table comes out. What the
reader of a page is told of each idea stands in words/methods/.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any

import narwhals as nw

# A table of any engine. A metric asks of it only what a lazy one can do: then pandas, DuckDB and Spark can all of them.
Frame = nw.LazyFrame[Any]
# A table as its engine has it: a frame of pandas or Spark, a relation of DuckDB.
Table = Any


def metric(compute: Callable[..., Any]) -> Callable[..., Any]:
    """A metric for tables of any engine; frames of pandas are computed in Polars, over few rows in a fifth of the time."""
    on_its_engine = nw.narwhalify(compute)

    @wraps(compute)
    def computed(*tables: Any, **settings: Any) -> Any:
        frames = [nw.from_native(table, pass_through=True) for table in tables]
        if not any(_is_of_pandas(frame) for frame in frames):
            return on_its_engine(*tables, **settings)
        in_polars = (frame.to_polars() if _is_of_pandas(frame) else frame for frame in frames)
        rows = on_its_engine(*in_polars, **settings).to_pandas()
        # Whole numbers of which some are unknown come back with a decimal point, also under the name of a benchmark.
        of_pandas = [frame.to_native() for frame in frames if _is_of_pandas(frame)]
        whole = tuple(name for frame in of_pandas for name, kind in frame.dtypes.items() if kind == "Int64")
        return rows.astype({name: "Int64" for name in rows.columns if name.endswith(whole)})

    return computed


def _is_of_pandas(table: Any) -> bool:
    return isinstance(table, nw.DataFrame) and table.implementation.is_pandas()


def first_code(questions: Mapping[str, nw.Expr], otherwise: str | nw.Expr = "") -> nw.Expr:
    """The code of the first question that is answered yes."""
    chosen = nw.lit(otherwise) if isinstance(otherwise, str) else otherwise
    for code, holds in reversed(list(questions.items())):
        chosen = nw.when(holds).then(nw.lit(code)).otherwise(chosen)
    return chosen


def all_codes(questions: Mapping[str, nw.Expr]) -> nw.Expr:
    """The codes of all questions that are answered yes, joined by `|`."""
    named = (
        nw.when(holds).then(nw.lit("|" + code)).otherwise(nw.lit("")) for code, holds in questions.items()
    )
    return nw.concat_str(nw.lit(""), *named).str.slice(1)


def first_rows(rows: Frame, group: Sequence[str], order: Sequence[str]) -> Frame:
    """The first row of each group, in the order of some columns."""
    line = nw.col("one").cum_sum().over(*group, order_by=[*order])
    in_line = rows.with_columns(one=nw.lit(1)).with_columns(line=line)
    return in_line.filter(nw.col("line") == 1).drop("one", "line")
