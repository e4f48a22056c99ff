"""What a service point installs: the check, and the clerk's page on loopback."""
