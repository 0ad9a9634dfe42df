"""What the office does: one verb, one unit of work."""
