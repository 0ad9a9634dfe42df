"""Training Desk: the desktop program of a small French training office."""

__version__ = "0.1.0"
