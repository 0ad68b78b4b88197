"""Office: tables as offices keep them, read into figures; every repair and every question is reported, nothing is assumed.

`sheets` opens a file, `layout` finds the tables in it, `cells` and `periods` read what a cell prints, `matching` knows
the names of the dictionary, `figures` puts these together, and `strict` writes what was understood in the form the
curated loader takes.
"""
