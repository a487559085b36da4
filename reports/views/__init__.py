"""The pages of reports: the overview and the statement."""
