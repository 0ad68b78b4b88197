"""What follows from the figures: one module per idea, frame in, frame out.

A pandas frame, a DuckDB relation or any other table Narwhals knows goes in; the same kind of table comes out.
"""
