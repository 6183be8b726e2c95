"""What the law says, and nothing about what happened."""
