"""The papers of the office: dataclasses in, PDF bytes out."""
