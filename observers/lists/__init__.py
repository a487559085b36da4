"""The lists of delegations, people, teams and plans: their columns and how they narrow."""
