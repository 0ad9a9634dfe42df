"""Training Desk: the desktop program of a small French training office."""
