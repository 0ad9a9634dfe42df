"""What pages show of a record whose detail is a subject of its own."""
