"""The rules of the trade: frozen dataclasses and pure functions; no file, no screen."""
