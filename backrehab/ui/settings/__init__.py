"""The cards of the settings page, each with what it changes."""
