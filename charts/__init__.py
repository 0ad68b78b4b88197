"""Result frame in, Plotly figure out: nothing here computes a figure, nothing here reads one."""
