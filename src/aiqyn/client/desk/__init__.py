"""The clerk's page, served by this computer to itself."""
