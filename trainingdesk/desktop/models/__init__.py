"""Tables of the file in Qt's views."""
