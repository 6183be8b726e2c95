"""What if: the law, the players and the shocks changed, and what follows."""
