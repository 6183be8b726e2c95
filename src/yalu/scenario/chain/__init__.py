"""The chain of a scenario: law, players, trade and income, month by month."""
