"""The office file: schema, rows and dataclasses, searches, backups."""
