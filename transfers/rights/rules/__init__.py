"""The rules of rights: what a person says is wrong, what the law lets go, and for how long things are kept. Pure."""
