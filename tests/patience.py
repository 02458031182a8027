"""How long a test waits: its event ends the wait, so only a hang lasts as long as this."""

# seconds
PATIENCE = 120.0
