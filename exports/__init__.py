"""Result frame in, file out: what is taken away says as much as what was seen."""
