SELECT *, false AS simulated, '' AS from_id FROM observed
