"""Planners on paper: a year for the wall, a trainer's planning to send."""
