"""The Nu HTML checker over every page of the site."""
