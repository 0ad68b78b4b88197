"""What follows from the figures: one module per idea, frame in, frame out.

A pandas frame, a DuckDB relation or any other table Narwhals knows goes in; the same kind of table comes out.
"""

from typing import Any

import narwhals as nw

# A table of any engine. A metric asks of it only what a lazy one can do: then pandas, DuckDB and Spark can all of them.
Frame = nw.LazyFrame[Any]
# A table as its engine has it: a frame of pandas or Spark, a relation of DuckDB.
Table = Any
