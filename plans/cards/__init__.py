"""What plans show on pages that other apps own, by noun."""
