"""The aged balance: what is owed by how long it has been due, on paper and as files."""
