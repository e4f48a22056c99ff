"""A synthetic country that drives the rest through public doors."""
