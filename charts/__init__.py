"""Rows in, Plotly figure out: charts compute no numbers and read no data."""
