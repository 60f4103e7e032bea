"""The rules of packages: what one may be, how it is told apart from a forged one, and who has to look. Pure."""
