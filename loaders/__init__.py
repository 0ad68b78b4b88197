"""Reads, checks and writes: curated YAML and CSV in, one immutable DuckDB snapshot out."""
