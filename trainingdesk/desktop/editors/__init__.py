"""One editor a kind of record."""
