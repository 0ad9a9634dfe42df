"""Figures: rows in, tables out, as PDF, XLSX or CSV."""
