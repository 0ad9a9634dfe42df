"""What the law makes each paper say, as data: mention, article, how to know that it is there."""
