"""The forms of delegations, people, teams and plans."""
