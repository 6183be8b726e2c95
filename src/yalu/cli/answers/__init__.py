"""What the commands answer; loaded only when a question is asked."""
