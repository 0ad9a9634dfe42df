"""Parts that pages and editors share."""
